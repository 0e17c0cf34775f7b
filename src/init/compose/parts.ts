import { dependenciesOf } from "./calls.js";
import { commandLine } from "./command.js";
import { allVariables } from "./environment.js";
import { LEFT_OUT, WITHOUT_LINE } from "./left-out.js";
import type { ComposeProject, OneShotPlace } from "./project.js";
import { keysOf, type SourceEntry } from "./source.js";
import { switchIn } from "./switches.js";
import { Builder, scalar, type Target, type TargetMap } from "./target.js";

/** A service of compose that runs once, in the tasks of another. */
export interface Part {
  /** What compose calls it. */
  readonly source: string;
  /** What it is called here. */
  readonly name: string;
  readonly entry: SourceEntry;
  readonly place: OneShotPlace;
}

/** The parts of each service, in the order of the file. */
export function partsIn(
  services: ReadonlyMap<string, SourceEntry>,
  { places, parts }: ComposeProject,
): (host: string) => readonly Part[] {
  const all = [...places].flatMap(([source, place]): readonly Part[] => {
    const entry = services.get(source);
    return entry ? [{ source, name: parts.get(source) ?? source, entry, place }] : [];
  });
  return (host) => all.filter(({ place }) => place.host === host);
}

/** `hooks` of a service, of the parts that run in its image. */
export function translatePreparation(
  service: string,
  parts: readonly Part[],
  project: ComposeProject,
): Target | undefined {
  const lines = new Builder();
  for (const part of parts) {
    const { name, entry, place } = part;
    if (place.kind !== "prestart") continue;
    const entries = keysOf(entry.value);
    const line = commandLine({ service, variables: allVariables(entries, project) }, place.words, project);
    for (const [key, { value }] of entries) {
      if (WITHOUT_LINE.has(key) && switchIn(value, project.values) !== false)
        project.findings.general(name, key, Object.hasOwn(LEFT_OUT, key) ? (LEFT_OUT[key] ?? "") : "");
    }
    lines.keep([...entry.comments.before, ...(entries.get("command")?.comments.before ?? [])]);
    const without = place.bare ? ", without the image's ENTRYPOINT: write that in front where there is one" : "";
    lines.about(tellPart(part, `it runs before each task of \`${service}\`${without}`, project));
    lines.item(scalar(line.text ?? ""));
  }
  if (lines.empty) return undefined;
  const { items } = lines.list();
  const [only] = items;
  const single = items.length === 1 && only;
  return new Builder()
    .add("prestart", single ? only.value : lines.list(), single ? only.comments : { before: [] })
    .map();
}

/** Keys that a sidecar has, of those of a service. */
const OF_SIDECAR: ReadonlySet<string> = new Set([
  ...[
    "image",
    "imageOf",
    "build",
    "entrypoint",
    "command",
    "user",
    "workdir",
    "readOnly",
    "init",
    "tmpfs",
    "ulimits",
    "cap_add",
    "cap_drop",
    "sysctls",
  ],
  ...["env", "secrets", "volumes"],
]);

/** `sidecars` of a service, of the parts that are no preparation of it. `translate` makes a service of one. */
export function translateSidecars(
  service: string,
  parts: readonly Part[],
  translate: (part: Part) => TargetMap,
  project: ComposeProject,
): TargetMap | undefined {
  const builder = new Builder();
  for (const part of parts) {
    if (part.place.kind !== "sidecar") continue;
    const { origin: _, ...whole } = translate(part);
    const waits = new Builder();
    for (const other of parts) {
      const isBefore = dependenciesOf(part.entry.value).includes(other.source) && other.place.kind === "sidecar";
      if (isBefore) waits.add(other.name, COMPLETED);
    }
    const own = whole.entries.filter(({ key }) => OF_SIDECAR.has(key));
    const order = waits.empty ? [] : [{ key: "depends_on", value: waits.map(), comments: { before: [] } }];
    builder.keep(part.entry.comments.before);
    builder.about(tellPart(part, `it runs in each task of \`${service}\`, before that starts`, project));
    builder.add(part.name, { ...whole, entries: [...own, ...order] });
  }
  return builder.empty ? undefined : builder.map();
}

/** What waits until something has ended with success. */
export const COMPLETED: TargetMap = {
  kind: "map",
  entries: [{ key: "condition", value: scalar("service_completed_successfully"), comments: { before: [] } }],
  closing: [],
  flow: true,
};

function tellPart({ name, source, place }: Part, why: string, { findings, services }: ComposeProject) {
  const others = place.others.map((one) => `\`${services.get(one) ?? one}\``).join(", ");
  const later =
    others === ""
      ? ""
      : `; ${others} ${place.others.length === 1 ? "comes" : "come"} after that, and not at each start`;
  return findings.changed(name, `service ${source}`, `${why}${later}`);
}
