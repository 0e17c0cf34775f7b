import { environmentNameProblem } from "../../aws/container.js";
import { findImage } from "../../aws/images/index.js";
import { type ImageNeed, imageNeed, isSettled, missingVariables } from "../../aws/images/needs.js";
import { imageWithoutShell } from "../../aws/images/without-shell.js";
import { isOwnVariable } from "../../schema/own-variables.js";
import { isHarmlessValue, namesSecret } from "../../secrets/names.js";
import { readReferences } from "../../shell/references.js";
import type { Comments } from "../../syntax/commented.js";
import { envFiles, readEnvFile } from "./env-files.js";
import type { SecretIdentity, Variable } from "./environment-variable.js";
import type { ComposeProject } from "./project.js";
import { fileReference, keyOfSecret, mountedSecrets, readsFile } from "./secret-files.js";
import { closingOf, isNothing, itemsOf, keysOf, type Node, type SourceEntry, sourceMap, textOf } from "./source.js";
import { Builder, inline, type Origin, scalar, type Target, type TargetMap, unquoted, withBeside } from "./target.js";
import { literal, type Translated, translateVariables, type Values } from "./variables.js";
import { isPlaceOfSecret, looksSecret, namesComposeSecret } from "./written-secrets.js";
import { valueText } from "./yaml-text.js";

const NO_COMMENTS: Comments = { before: [] };

/** Columns that a variable takes with the file that it is from, signs and indentation not counted. */
const COLUMNS = 100;

/** The variables under `environment`, which is a map or a list of `NAME=value`: there compose fills in references in names too. */
export function variablesOf(environment: Node | undefined, values: Values): readonly Variable[] {
  if (environment?.kind === "map") {
    // Compose takes a key that begins with x- for one of its own, and passes it on to no container.
    return [...keysOf(environment).values()]
      .filter(({ key }) => !key.startsWith("x-"))
      .map(({ key, value, comments, inherited }) => {
        const text = valueText(value);
        return { name: key, comments, inherited, ...(text === undefined ? {} : { value: text }) };
      });
  }
  return itemsOf(environment).flatMap(({ value, comments }): readonly Variable[] => {
    const [, name = "", , text] = /^([^=]*)(=([\s\S]*))?$/.exec(withName(textOf(value) ?? "", values)) ?? [];
    return name === "" ? [] : [{ name, comments, inherited: false, ...(text === undefined ? {} : { value: text }) }];
  });
}

/** `NAME=value` with the references in its name filled in. Where it is nothing else, they hold the value too. */
function withName(written: string, values: Values): string {
  const parts = readReferences(written);
  const end = parts.findIndex((part) => part.kind === "text" && part.text.includes("="));
  const before = end < 0 ? parts : parts.slice(0, end);
  if (before.every(({ kind }) => kind === "text")) return written;
  const length = before.reduce((sum, part) => sum + (part.kind === "dollar" ? "$$" : part.text).length, 0);
  const { resolved } = translateVariables(written.slice(0, length), values);
  return resolved === "" ? written : `${literal(resolved)}${written.slice(length)}`;
}

/** Which secret a variable is; undefined for what is none. */
export function secretIdentity(variable: Variable, values: Values): SecretIdentity | undefined {
  if (!isSecretVariable(variable, values)) return undefined;
  const { name, value, file } = variable;
  const mounted = fileOfSecret(name, value);
  if (mounted !== undefined) return { id: `file ${mounted}`, variable: mounted };
  if (file !== undefined && value !== undefined) return { id: idOf(name, value, value), variable: name };
  const text = value ?? `\${${name}}`;
  const { resolved } = translateVariables(text, values);
  const [, braced, bare] = /^\$(?:\{(\w+)(?:[:?-][^{}]*)?\}|(\w+))$/.exec(text) ?? [];
  const exact = braced ?? bare;
  // A variable is one secret; another may have the same value as long as nobody has set them.
  if (exact !== undefined) return { id: `text ${exact}`, variable: exact };
  return { id: idOf(name, resolved, text) };
}

/** Values that stand in files until somebody sets another. */
const SAMPLE =
  /^(?:change[-_ ]?(?:me|this|it|in[-_ ]?production)?\W*|(?:your|my|some|the|super|very)[-_ ]?.*(?:password|secret|token|key).*|passw(?:or)?d\d*|secret\d*|example|sample|default|admin\d*|root|test\d*|user|guest|token|key|xxx+|1234\d*|replace.*|todo|insecure.*)$/i;

/** What is one secret by its value: not what has a value for a sample under two names, nor nothing. */
function idOf(name: string, value: string, text: string): string {
  if (value === "") return `empty ${name}`;
  return SAMPLE.test(value) ? `sample ${name} ${value}` : `value ${value || text}`;
}

function isSecretVariable({ name, value, file, needed }: Variable, values: Values): boolean {
  if (fileOfSecret(name, value) !== undefined) return true;
  // What the shell may give, and does not, is nothing to keep.
  if (value === undefined && !Object.hasOwn(values, name)) return needed === true;
  // An empty password in a file is a place for one.
  if (isPlaceOfSecret(name, value)) return true;
  if (file !== undefined && value !== undefined) return looksSecret(name, value);
  const { resolved, names, unset } = translateVariables(value ?? `\${${name}}`, values);
  if (looksSecret(name, resolved)) return true;
  const bySecretName = namesSecret(name) || names.some(namesComposeSecret);
  return bySecretName && (!isHarmlessValue(resolved) || unset.length > 0);
}

/** `password` of `/run/secrets/password`, the value of `DB_PASSWORD_FILE`. */
function fileOfSecret(name: string, value: string | undefined): string | undefined {
  return name.endsWith("_FILE") ? /^\/run\/secrets\/([\w.-]+)$/.exec(value ?? "")?.[1] : undefined;
}

/** All variables of a service: those of its files, and over them those of `environment`. */
export function allVariables(entries: ReadonlyMap<string, SourceEntry>, project: ComposeProject): readonly Variable[] {
  const own = variablesOf(entries.get("environment")?.value, project.values).map((variable) => {
    const { name, value } = variable;
    const needed =
      value === undefined && namesSecret(name) && (project.mentioned.has(name) || isDatabase(entries, project));
    return needed ? { ...variable, needed } : variable;
  });
  const names = new Set(own.map(({ name }) => name));
  return [...fileVariables(entries, own, project).filter(({ name }) => !names.has(name)), ...own];
}

function isDatabase(entries: ReadonlyMap<string, SourceEntry>, project: ComposeProject): boolean {
  return findImage(imageOf(entries, project))?.database === true;
}

function imageOf(entries: ReadonlyMap<string, SourceEntry>, { values }: ComposeProject): string {
  return translateVariables(textOf(entries.get("image")?.value) ?? "", values).resolved;
}

function fileVariables(
  entries: ReadonlyMap<string, SourceEntry>,
  own: readonly Variable[],
  project: ComposeProject,
): readonly Variable[] {
  const inherited = entries.get("env_file")?.inherited ?? false;
  const variables = new Map<string, Variable>();
  // References find what compose knows, then what the service has, then the lines above.
  const outer = new Map(
    own.flatMap(({ name, value }) =>
      value === undefined ? [] : [[name, translateVariables(value, project.values).resolved] as const],
    ),
  );
  for (const file of envFiles(entries.get("env_file")?.value, project.values)) {
    const { path } = file;
    const text = project.readFile(path);
    if (text === undefined) continue;
    const { values, problems } = readEnvFile(text, file, { ...Object.fromEntries(outer), ...project.values });
    for (const [name, value] of Object.entries(values)) {
      outer.set(name, value);
      variables.set(name, { name, value, comments: NO_COMMENTS, inherited, file: path });
    }
    for (const { name } of problems) {
      if (name === undefined) continue;
      const value = outer.get(name) ?? (Object.hasOwn(project.values, name) ? project.values[name] : undefined);
      variables.set(name, {
        name,
        ...(value === undefined ? {} : { value }),
        comments: NO_COMMENTS,
        inherited,
        file: path,
      });
    }
  }
  return [...variables.values()];
}

/** Why a variable is empty that compose gives a comment for a value. */
export const COMMENT_ALONE = "there is a comment in place of a value, which compose takes for it; it is empty here";

/** What is to be said of the files of a service's variables: one that is not there, and lines that say nothing. */
function remarkFiles(
  service: string,
  entry: SourceEntry | undefined,
  env: Builder,
  { values, readFile, findings }: ComposeProject,
): void {
  for (const file of envFiles(entry?.value, values)) {
    const { path, optional } = file;
    const text = readFile(path);
    if (text === undefined) {
      const what = `env_file ${path}`;
      if (optional) findings.general(service, what, "there is no such file, and compose goes on without it");
      else {
        const why = "there is no such file, which compose refuses; its variables are missing here";
        env.remark(findings.leftOut(service, what, why, "there is no such file"));
      }
    }
    const { problems, commented = [] } = readEnvFile(text ?? "", file);
    for (const { line, reason, name } of problems)
      if (name === undefined) env.remark(findings.leftOut(service, `line ${line} of ${path}`, reason));
    for (const name of commented) findings.general(service, `${name} of ${path}`, COMMENT_ALONE);
  }
}

/** `env` and `secrets` of a service. */
export interface Environment {
  readonly env?: TargetMap;
  readonly secrets?: TargetMap;
}

/** Turns the variables of a service into `env` and `secrets`. `more` are secrets that its commands need. */
export function translateEnvironment(
  service: string,
  entries: ReadonlyMap<string, SourceEntry>,
  more: readonly string[],
  project: ComposeProject,
): Environment {
  const env = new Builder();
  const secrets = new Builder();
  const { findings } = project;
  const need = imageNeed(imageOf(entries, project));
  remarkFiles(service, entries.get("env_file"), env, project);
  for (const { key, comments } of keysOf(entries.get("environment")?.value).values()) {
    if (key.startsWith("x-"))
      env
        .keep(comments.before)
        .remark(findings.leftOut(service, key, "compose passes no variable on whose name begins with x-"));
  }
  const written = new Set<string>();
  // What is known of reads the variable as well as a file that another names; without a shell nothing can write a file.
  const readsVariable = readsVariables(imageOf(entries, project));
  const variables = allVariables(entries, project);
  const inFiles = mountedSecrets(entries, project);
  for (const variable of variables) {
    findings.muted(variable.inherited, () => {
      const { name, comments } = variable;
      const problem = environmentNameProblem(name) ?? (isOwnVariable(name) ? "is set by nanokit-tf" : undefined);
      if (problem !== undefined) {
        env.keep(comments.before).remark(findings.leftOut(service, name, `it ${problem}`));
        return;
      }
      const mounted = fileOfSecret(name, variable.value);
      if (mounted !== undefined && !readsVariable && inFiles.some((secret) => secret.name === mounted)) {
        addPlain(env, service, variable, undefined, project);
        return;
      }
      if (isSecretVariable(variable, project.values)) {
        const key = mounted === undefined ? name : name.replace(/_FILE$/, "");
        if (key !== name) findings.general(service, name, `it is ${key} here, with the secret itself`);
        written.add(key);
        secrets.add(key, reference(service, key, secretIdentity(variable, project.values), project), comments);
        return;
      }
      addPlain(env, service, variable, need, project);
    });
  }
  for (const key of new Set(more)) {
    if (written.has(key)) continue;
    secrets.add(key, reference(service, key, { id: `text ${key}`, variable: key }, project));
  }
  for (const secret of inFiles) {
    const of = variables.filter(({ name, value }) => fileOfSecret(name, value) === secret.name);
    const elsewhere = variables.some((one) => !of.includes(one) && one.value?.includes(secret.path));
    if (readsVariable && of.length > 0 && !elsewhere && !readsFile(entries, secret)) continue;
    if (imageWithoutShell(imageOf(entries, project))) {
      env.remark(findings.leftOut(service, `secret ${secret.name}`, "the image has no shell to write a file with"));
      continue;
    }
    const taken = new Set([...written, ...more, ...variables.map(({ name }) => name)]);
    const [own] = of.map(({ name }) => name.replace(/_FILE$/, "")).filter((name) => !taken.has(name));
    const key = own ?? keyOfSecret(secret, taken);
    written.add(key);
    const shared = locate(service, key, { id: `file ${secret.name}`, variable: secret.name }, project);
    secrets.add(key, fileReference(secret, shared));
  }
  if (need) addNeeded(env, service, need, entries, project);
  env.keep(closingOf(entries.get("environment")?.value));
  const origin = originOf(entries, project);
  const secretsOrigin = origin && {
    ...(origin.anchor === undefined ? {} : { anchor: `${origin.anchor}-secrets` }),
    merges: origin.merges.map((name) => `${name}-secrets`),
  };
  return {
    ...(env.empty && env.rest.length === 0 ? {} : { env: env.map(origin) }),
    ...(secrets.empty ? {} : { secrets: secrets.map(secretsOrigin) }),
  };
}

function addPlain(
  env: Builder,
  service: string,
  variable: Variable,
  need: ImageNeed | undefined,
  project: ComposeProject,
): void {
  const { name, value, comments, file } = variable;
  const { findings, values } = project;
  if (file !== undefined && value !== undefined) {
    const fits = name.length + value.length + file.length <= COLUMNS;
    env.add(name, unquoted(literal(value)), { ...comments, ...(fits && { beside: `from ${file}` }) });
    return;
  }
  if (value === undefined && !Object.hasOwn(values, name)) {
    env.keep(comments.before);
    findings.general(service, name, "it has no value; compose takes the value of the shell");
    return;
  }
  const translated = translateVariables(value ?? `\${${name}}`, values);
  const told = unsetWords(service, name, translated, project);
  const better =
    need && !isSettled(need, [{ name, value: translated.resolved }])
      ? need.corrected?.({ name, value: translated.text })
      : undefined;
  if (need && better !== undefined) env.about(findings.changed(service, name, whyNeeded(need)));
  env.add(name, unquoted(better ?? translated.text), withBeside(comments, told));
}

/** Variables without which the image loses its data on Fargate, or does not start there. */
function addNeeded(
  env: Builder,
  service: string,
  need: ImageNeed,
  entries: ReadonlyMap<string, SourceEntry>,
  project: ComposeProject,
): void {
  if (need.kind === "node-name" && !entries.has("volumes")) return;
  const present = allVariables(entries, project).map(({ name, value = "" }) => ({
    name,
    value: translateVariables(value, project.values).resolved,
  }));
  if (isSettled(need, present)) return;
  for (const [name, value] of Object.entries(missingVariables(need, present))) {
    const beside = need.kind === "node-name" ? "for the data to be found again" : "for the memory maps of Fargate";
    project.findings.besides(service, `${name}: ${value}`, whyNeeded(need), beside);
    env.add(name, scalar(value), { before: [], beside });
  }
}

function whyNeeded({ kind }: ImageNeed): string {
  return kind === "node-name"
    ? "the data lies under the name of the node, which would be another for each task"
    : "Fargate allows fewer memory maps than the image asks for";
}

/** Whether the variables of a service are to have one more, with no `environment` in the compose file. */
export function needsVariables(entries: ReadonlyMap<string, SourceEntry>, project: ComposeProject): boolean {
  return imageNeed(imageOf(entries, project)) !== undefined;
}

/** What is to be said, beside what they are in, of variables that have no value. */
export function unsetWords(
  service: string | undefined,
  what: string,
  { unset, required, decided }: Translated,
  { findings }: ComposeProject,
): string | undefined {
  const [first] = required;
  if (first !== undefined) {
    const why = `compose asks for a value of ${first}; it is empty until .env has one`;
    return findings.besides(service, what, why, `compose asks for a value of ${first}`);
  }
  const [other] = unset;
  if (other !== undefined) {
    findings.general(service, what, "a variable in it has no value, so it is empty, as in compose");
    return undefined;
  }
  const why = "what depends on whether a variable is set was decided by .env";
  return decided ? findings.besides(service, what, why, "as .env decides") : undefined;
}

/** Where ECS reads a secret: in a place that several services share, or by convention. */
function reference(
  service: string,
  key: string,
  identity: SecretIdentity | undefined,
  project: ComposeProject,
): Target {
  const shared = locate(service, key, identity, project);
  return shared === undefined ? inline({ from: "vault" }) : scalar(`vault://${shared}`);
}

/** Whether an image, as far as it is known, reads a secret from a variable; one without a shell can get none into a file. */
function readsVariables(image: string): boolean {
  return findImage(image) !== undefined || imageWithoutShell(image) !== undefined;
}

/** The place that several services share; undefined where a secret is kept by convention. */
function locate(
  service: string,
  key: string,
  identity: SecretIdentity | undefined,
  project: ComposeProject,
): string | undefined {
  const shared = identity && project.sharedSecrets.find(identity);
  // A part that services merge stands for each of them.
  const of = [...project.services.values()].includes(service) ? service : (hostOf(service, project) ?? "<service>");
  project.findings.secret(`/${shared ?? `nanokit/${project.name}/<env>/${of}/${key}`}`);
  return shared;
}

/** The service in whose tasks a sidecar runs, by what both are called here. */
function hostOf(sidecar: string, { parts, places, services }: ComposeProject): string | undefined {
  const [source] = [...parts].find(([, name]) => name === sidecar) ?? [];
  const host = source === undefined ? undefined : places.get(source)?.host;
  return host === undefined ? undefined : services.get(host);
}

/** What the variables share with those of others: parts by anchors, and files of several services. */
function originOf(entries: ReadonlyMap<string, SourceEntry>, project: ComposeProject): Origin | undefined {
  const entry = entries.get("environment");
  const own = entry?.value.kind === "map" ? sourceMap(entry.value).merges : [];
  const files = envFiles(entries.get("env_file")?.value, project.values).flatMap(({ path }) => {
    const anchor = project.sharedFiles.get(path);
    return anchor === undefined ? [] : [anchor];
  });
  const merges = [...own, ...files.reverse()];
  const anchor = entry && !isNothing(entry.value) ? entry.anchor : undefined;
  return anchor === undefined && merges.length === 0
    ? undefined
    : { merges, ...(anchor === undefined ? {} : { anchor }) };
}
