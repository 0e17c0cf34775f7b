import { posix } from "node:path";
import { findImage, parseImageReference } from "../../aws/images/index.js";
import { namesSecret } from "../../secrets/names.js";
import {
  type CopiedSource,
  dockerfileBase,
  dockerfileCopies,
  dockerfileEntryPoint,
  dockerfilePorts,
  dockerfileSources,
} from "./dockerfile.js";
import { unsetWords, variablesOf } from "./environment.js";
import type { ComposeProject } from "./project.js";
import { isNothing, keysOf, type Node, plainOf, type SourceEntry, textOf } from "./source.js";
import { Builder, scalar, type Target, withBeside } from "./target.js";
import { translateVariables, type Values } from "./variables.js";
import { looksSecret } from "./written-secrets.js";

type Entries = ReadonlyMap<string, SourceEntry>;

/** The image of a service, as far as it can be told without the variables that have no value. */
export interface TranslatedImage {
  readonly text: string;
  readonly resolved: string;
  /** What is other than in compose. */
  readonly beside: string | undefined;
}

/** `image` of a service; undefined when it has none that could be pulled. */
export function translateImage(
  service: string,
  entries: Entries,
  project: ComposeProject,
): TranslatedImage | undefined {
  const written = textOf(entries.get("image")?.value);
  if (written === undefined) return undefined;
  const { values, findings } = project;
  const first = translateVariables(written, values);
  // What an empty variable would leave is no image: a tag has a name that is always there, and another part is for the user to give.
  const filled = first.text.replace(/:\$\{(\w+):-\}$/, ":${$1:-latest}").replaceAll(/\$\{(\w+):-\}/g, "${$1:-image}");
  const { resolved } = translateVariables(filled, values);
  const unset = first.unset.join(", ") || "a variable";
  const beside =
    filled === first.text
      ? undefined
      : findings.besides(service, "image", `${unset} has no value; set it in .env`, `${unset} has no value`);
  if (parseImageReference(resolved)) return { text: filled, resolved, beside };
  if (resolved === "") return undefined;
  const near = nearImage(resolved);
  const why = `${resolved} is not the name of an image: write the one that is meant`;
  return { text: near, resolved: near, beside: findings.besides(service, "image", why, `${resolved} in compose`) };
}

/** A name near to one that docker takes for none: with a tag that is none, in capitals, a place for a name. */
function nearImage(written: string): string {
  const [, name = "", tag = ""] = /^(.*?)(:[^/:]*)?$/.exec(written) ?? [];
  const lower = name.toLowerCase();
  const cleaned = lower.replaceAll(/[^a-z0-9./:_-]+/g, "-").replaceAll(/(?<=^|\/)[-._]+|[-._]+(?=\/|$)/g, "");
  const found = [name, `${lower}${tag}`, lower, `${cleaned}${tag}`, cleaned].find((one) => parseImageReference(one));
  return found ?? "image";
}

/** Whether an image that is built has a place that it is pushed to: a registry in its name. */
export function isPublished(image: string): boolean {
  return parseImageReference(image)?.registry !== undefined || findImage(image) !== undefined;
}

/**
 * Gives services the build of the one whose image they run: `image` names there what compose built before, and no registry has it. By what compose calls
 * them.
 */
export function withSharedBuilds(
  services: ReadonlyMap<string, SourceEntry>,
  values: Values,
): ReadonlyMap<string, SourceEntry> {
  const imageOf = (node: Node) => translateVariables(textOf(keysOf(node).get("image")?.value) ?? "", values).resolved;
  const builds = new Map<string, Node>();
  for (const { value } of services.values()) {
    const [image, build] = [imageOf(value), keysOf(value).get("build")?.value];
    if (image !== "" && build && !isNothing(build) && !isPublished(image)) builds.set(image, build);
  }
  const shared = (entry: SourceEntry): SourceEntry => {
    const { value } = entry;
    const build = builds.get(imageOf(value));
    if (!build || value.kind !== "map" || !isNothing(keysOf(value).get("build")?.value)) return entry;
    const { anchor: _, ...own } = build;
    return {
      ...entry,
      value: { ...value, entries: [...value.entries, { key: "build", value: own, comments: { before: [] } }] },
    };
  };
  return new Map([...services].map(([key, entry]) => [key, shared(entry)]));
}

/** Keys of `build` that say what is in the image; all others say how it is built. */
const CHANGES_IMAGE: ReadonlySet<string> = new Set(["target", "additional_contexts", "dockerfile_inline", "secrets"]);

/**
 * The services whose image is that of one before them in the file, with that one: their builds say the same, so compose builds it twice and gets one image.
 */
export function sharedImages(services: ReadonlyMap<string, Node>, values: Values): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  const shared = new Map<string, string>();
  for (const [name, node] of services) {
    const identity = buildIdentity(keysOf(node), values);
    if (identity === undefined) continue;
    const owner = owners.get(identity);
    if (owner === undefined) owners.set(identity, name);
    else shared.set(name, owner);
  }
  return shared;
}

/** What makes an image out of a build, as a text to compare; undefined for a service that is not built here. */
function buildIdentity(entries: Entries, values: Values): string | undefined {
  const build = entries.get("build")?.value;
  const resolve = (text: string | undefined) => translateVariables(text ?? "", values).resolved;
  if (isNothing(build) || isPublished(resolve(textOf(entries.get("image")?.value)))) return undefined;
  const keys = keysOf(build);
  const args = variablesOf(keys.get("args")?.value, values).map(({ name, value }) => [name, value ?? null] as const);
  return JSON.stringify([
    posix.join(resolve(textOf(build) ?? textOf(keys.get("context")?.value)) || ".", "."),
    posix.normalize(resolve(textOf(keys.get("dockerfile")?.value)) || DOCKERFILE),
    args.sort(([a], [b]) => (a < b ? -1 : 1)),
    [...CHANGES_IMAGE].map((key) => plainOf(keys.get(key)?.value)),
    resolve(textOf(entries.get("platform")?.value)),
  ]);
}

const DOCKERFILE = "Dockerfile";

/** `build` of a service, from the folder of the file. */
export function translateBuild(service: string, entries: Entries, project: ComposeProject): Builder {
  const builder = new Builder();
  const entry = entries.get("build");
  if (!entry || isNothing(entry.value)) return builder;
  const { values, findings } = project;
  const keys = keysOf(entry.value);
  const resolve = (text: string | undefined) => translateVariables(text ?? "", values).resolved;
  const wanted = resolve(textOf(entry.value) ?? textOf(keys.get("context")?.value)) || ".";
  const context = posix.normalize(wanted).replace(/(?<=.)\/$/, "");
  const outside = /^(?:[a-z+]+:\/\/|git@|\/|~)/.test(wanted) || /^\.\.(?:\/|$)/.test(context);
  const beside = outside
    ? findings.besides(
        service,
        `build ${wanted}`,
        "the folder has to be below that of nanokit.yml",
        `${wanted} in compose`,
      )
    : undefined;
  const folder = outside ? "." : context;
  const details = new Builder();
  const dockerfile = resolve(textOf(keys.get("dockerfile")?.value));
  const args = buildArguments(service, keys.get("args"), builder, project);
  const lost: string[] = [];
  for (const key of keys.keys()) {
    if (CHANGES_IMAGE.has(key)) {
      const why = "the language has no key for it; it belongs to your pipeline";
      const words = key === "target" ? `target ${resolve(textOf(keys.get(key)?.value))}` : key;
      lost.push(findings.leftOutBeside(service, `build.${key}`, why, words));
    } else if (!["context", "dockerfile", "args"].includes(key)) {
      findings.general(service, `build.${key}`, "how an image is built belongs to your pipeline");
    }
  }
  const missing = lost.length === 0 ? undefined : `${lost.join(", ")} in compose`;
  const notes = [beside, missing].filter((one) => one !== undefined).join("; ");
  if (dockerfile === "" && args.empty && (notes === "" || entry.comments.beside === undefined)) {
    const value: Target = folder === "." ? scalar(true) : scalar(`./${folder}`);
    return builder.add("build", value, withBeside(entry.comments, notes || undefined));
  }
  details.add("context", scalar(folder), withBeside({ before: [] }, beside));
  const path = posix.join(folder, dockerfile);
  if (dockerfile !== "" && !path.startsWith("..") && !dockerfile.startsWith("/"))
    details.add("dockerfile", scalar(path));
  if (!args.empty) details.add("args", args.map());
  return builder.add("build", details.map(), withBeside(entry.comments, missing));
}

/** The ENTRYPOINT of an image that is built, as its Dockerfile tells; undefined for one that is pulled, and where nothing tells. */
export function builtEntryPoint(entries: Entries, project: ComposeProject): readonly string[] | undefined {
  const found = dockerfileOf(entries, project);
  return found && dockerfileEntryPoint(found.text, found.target);
}

/** Where an image that is built has something that its Dockerfile puts there, as far as that tells. */
export function builtCopies(entries: Entries, project: ComposeProject): readonly string[] {
  const found = dockerfileOf(entries, project);
  return found ? dockerfileCopies(found.text, found.target) : [];
}

/** What an image that is built has of the project, and where: each path from the folder of the file. */
export function builtSources(entries: Entries, project: ComposeProject): readonly CopiedSource[] {
  const found = dockerfileOf(entries, project);
  if (!found) return [];
  const sources = dockerfileSources(found.text, found.target);
  return sources.map(({ from, to }) => ({ from: posix.join(found.context, from), to }));
}

/** The ports that an image which is built listens on, as its Dockerfile tells. */
export function builtPorts(entries: Entries, project: ComposeProject): readonly number[] {
  const found = dockerfileOf(entries, project);
  return found ? dockerfilePorts(found.text, found.target) : [];
}

/** The image that an image which is built is made from, as its Dockerfile tells. */
export function builtFrom(entries: Entries, project: ComposeProject): string | undefined {
  const found = dockerfileOf(entries, project);
  return found && dockerfileBase(found.text, found.target);
}

/** The Dockerfile of a service that is built, where it can be read, and the stage that is its image. */
function dockerfileOf(
  entries: Entries,
  { values, readFile }: ComposeProject,
): { readonly text: string; readonly target: string | undefined; readonly context: string } | undefined {
  const build = entries.get("build")?.value;
  if (isNothing(build)) return undefined;
  const keys = keysOf(build);
  const resolve = (text: string | undefined) => translateVariables(text ?? "", values).resolved;
  const told = (key: string) => resolve(textOf(keys.get(key)?.value));
  const context = resolve(textOf(build)) || told("context") || ".";
  const text = told("dockerfile_inline") || readFile(posix.join(context, told("dockerfile") || DOCKERFILE));
  return text === undefined ? undefined : { text, target: told("target") || undefined, context };
}

function buildArguments(
  service: string,
  entry: SourceEntry | undefined,
  outer: Builder,
  project: ComposeProject,
): Builder {
  const builder = new Builder();
  for (const { name, value, comments } of variablesOf(entry?.value, project.values)) {
    const known = value !== undefined || Object.hasOwn(project.values, name);
    const translated = translateVariables(value ?? `\${${name}}`, project.values);
    if (!/^[A-Za-z_]\w*$/.test(name) || !known) {
      outer.remark(
        project.findings.leftOut(
          service,
          `build.args.${name}`,
          known ? "it is no name of an argument" : "it has no value; compose takes the value of the shell",
        ),
      );
    } else if (!translated.text.includes("${") && (namesSecret(name) || looksSecret(name, translated.resolved))) {
      outer.remark(
        project.findings.leftOut(
          service,
          `build.args.${name}`,
          "it looks like a secret, and whoever has the image can read it",
        ),
      );
    } else {
      const beside = unsetWords(service, `build.args.${name}`, translated, project);
      builder.add(name, scalar(translated.text), withBeside(comments, beside));
    }
  }
  return builder;
}
