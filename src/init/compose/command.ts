import { WORKING_DIRECTORY } from "../../aws/container.js";
import { shellWord } from "../../shell/word.js";
import type { Comments } from "../../syntax/commented.js";
import { builtEntryPoint } from "./build.js";
import { entryPointOf } from "./entry-points.js";
import { allVariables } from "./environment.js";
import type { Variable } from "./environment-variable.js";
import type { Remark } from "./findings.js";
import type { ComposeProject } from "./project.js";
import { isNothing, itemsOf, type Node, type SourceEntry, textOf } from "./source.js";
import { scalar, type TargetList, type TargetScalar, texts } from "./target.js";
import { translateCommand, translateVariables } from "./variables.js";
import { type Clean, hasSecrets, namesComposeSecret, withoutSecrets } from "./written-secrets.js";

/** A command line for `start` or a health check. */
export interface Command {
  readonly text?: string;
  readonly remarks: readonly (Remark | undefined)[];
  /** Environment variables that hold the secrets which the command line had. */
  readonly secrets: readonly string[];
}

/** What a service runs, as keys of the service. */
export interface Program {
  readonly keys: readonly ProgramKey[];
  readonly remarks: readonly (Remark | undefined)[];
  /** As of a {@link Command}. */
  readonly secrets: readonly string[];
}

interface ProgramKey {
  readonly key: "start" | "entrypoint" | "command" | "workdir";
  readonly value: TargetScalar | TargetList;
  readonly comments: Comments;
}

/**
 * `entrypoint`, `command` and `working_dir` of compose. Where a secret stands in one, a shell of the container reads it from the environment, and
 * the whole becomes `start`.
 */
export function translateProgram(
  service: string,
  entries: ReadonlyMap<string, SourceEntry>,
  image: string | undefined,
  project: ComposeProject,
): Program {
  const folder = folderOf(service, entries.get("working_dir"), project);
  const written = {
    entrypoint: wordsOf(entries.get("entrypoint")?.value),
    command: wordsOf(entries.get("command")?.value),
  };
  if (!holdsSecret([...written.entrypoint, ...written.command])) {
    const keys = [wordsKey("entrypoint", entries, project), wordsKey("command", entries, project), folder.key];
    const remarks = [...numberRemarks(service, entries, project), ...folder.remarks];
    tellWhatIsCut(service, entries, project);
    return { keys: keys.filter((one) => one !== undefined), remarks, secrets: [] };
  }
  const own = builtEntryPoint(entries, project) ?? entryPointOf(image);
  const start = translateStart({ service, variables: allVariables(entries, project) }, written, own, project);
  const { comments } = entries.get("command") ?? entries.get("entrypoint") ?? { comments: { before: [] } };
  const key = start.text === undefined ? [] : [{ key: "start" as const, value: scalar(start.text), comments }];
  return {
    keys: [...key, ...(folder.key ? [folder.key] : [])],
    remarks: [...start.remarks, ...folder.remarks],
    secrets: start.secrets,
  };
}

/** Compose refuses a word that is no text, such as the 5 of `[sleep, 5]`; here it is the word that it looks like. */
function numberRemarks(
  service: string,
  entries: ReadonlyMap<string, SourceEntry>,
  { findings }: ComposeProject,
): readonly (Remark | undefined)[] {
  return ["entrypoint", "command"].flatMap((key) =>
    itemsOf(entries.get(key)?.value).flatMap(({ value }) =>
      value.kind === "scalar" && typeof value.value !== "string"
        ? [findings.changed(service, `${key} ${value.text}`, "compose takes texts alone, and this is one here")]
        : [],
    ),
  );
}

/** Compose has no shell for a line: what stands behind an operator of one goes. */
function tellWhatIsCut(service: string, entries: ReadonlyMap<string, SourceEntry>, { findings }: ComposeProject): void {
  for (const key of ["entrypoint", "command"]) {
    const operator = splitWords(textOf(entries.get(key)?.value) ?? "").end;
    if (operator !== "")
      findings.general(service, `${key} ... ${operator} ...`, "compose takes what is before that alone: see `sh -c`");
  }
}

function folderOf(
  service: string,
  entry: SourceEntry | undefined,
  { findings, values }: ComposeProject,
): { readonly key?: ProgramKey; readonly remarks: readonly (Remark | undefined)[] } {
  const written = textOf(entry?.value);
  if (entry === undefined || written === undefined) return { remarks: [] };
  const { text, resolved } = translateVariables(written, values);
  if (WORKING_DIRECTORY.regex.test(resolved)) {
    return { key: { key: "workdir", value: scalar(text), comments: entry.comments }, remarks: [] };
  }
  return { remarks: [findings.leftOut(service, `working_dir ${resolved}`, "docker takes an absolute path alone")] };
}

type Words = readonly string[];

/** Columns that a command on one line has at most; a longer one is a list. */
const COMMAND_WIDTH = 90;

/** Words that need no quotes. */
const PLAIN = /^[\w./:=@%+,-]+$/;

/** Variables whose values compose puts in before it splits a line, so that an empty one leaves no word. */
const VARIABLE = /\$\{\w+(?::-[\w./:=@%+,-]*)?\}/g;

/** Words as they stand: on one line where nothing in them needs quotes, as compose splits that in the same way, with variables in place. */
function wordsKey(
  key: "entrypoint" | "command",
  entries: ReadonlyMap<string, SourceEntry>,
  { values }: ComposeProject,
): ProgramKey | undefined {
  const entry = entries.get(key);
  const written = wordsOf(entry?.value);
  // The lines around a script are nothing to its shell.
  const words = written.map(
    (word, index) => translateVariables(written[index - 1] === "-c" ? word.trim() : word, values).text,
  );
  if (entry === undefined || words.length === 0) return undefined;
  const quoted = entry.value.kind !== "scalar" || /["'\\]/.test(textOf(entry.value) ?? "");
  const whole = words.join(" ");
  const hasVariables = whole.includes("${");
  const line =
    entry.value.kind === "scalar" &&
    words.every((word) => PLAIN.test(word.replaceAll(VARIABLE, "x"))) &&
    (hasVariables ? !quoted : whole.length <= COMMAND_WIDTH);
  return { key, value: line ? scalar(whole) : texts(words), comments: entry.comments };
}

/** A command line with secrets as `start`, which takes the place of the entry point: so that of the image, `own` where it is known, stands in front of its command. */
function translateStart(
  runner: Runner,
  { entrypoint, command }: Readonly<Record<"entrypoint" | "command", Words>>,
  own: Words | undefined,
  project: ComposeProject,
): Command {
  const { findings } = project;
  const { service } = runner;
  const remarks: (Remark | undefined)[] = [];
  const known = entrypoint.length > 0 ? entrypoint : own;
  if (known === undefined) {
    if (command[0]?.startsWith("-")) {
      const what = `command ${shownCommand(command)}`;
      return {
        remarks: [
          findings.leftOut(service, what, "these are arguments of the image's entry point, which `start` has to name"),
        ],
        secrets: [],
      };
    }
    remarks.push(
      findings.changed(
        service,
        "start",
        "it takes the place of the image's ENTRYPOINT too: where there is one, write it in front",
      ),
    );
  }
  const words = [...(known ?? []), ...command];
  const line = commandLine(runner, words, project);
  return { ...line, remarks: [...remarks, ...line.remarks] };
}

/** Who runs a command: what it is called, and its variables, among which a password may be. */
export interface Runner {
  readonly service: string;
  readonly variables: readonly Variable[];
}

/** A command for the shell of the container. */
export function shellCommand(runner: Runner, written: string, project: ComposeProject): Command {
  const { text, names } = translateCommand(written, project.values, namesComposeSecret);
  const clean = withoutPasswords(text.trim(), runner, project);
  return finished(runner, clean.text, [...names.filter(namesComposeSecret), ...clean.secrets], project);
}

/** Words that run as they are, without a shell. */
export function commandLine(runner: Runner, words: readonly string[], project: ComposeProject): Command {
  const [shell = "", option, script] = words;
  if (words.length === 3 && option === "-c" && script !== undefined && /^(?:\/bin\/)?(?:ash|sh)$/.test(shell)) {
    return shellCommand(runner, script, project);
  }
  const used: string[] = [];
  const quoted = words.map((written) => {
    const word = option === "-c" && written === script ? written.trim() : written;
    const { text, names } = translateCommand(word, project.values, namesComposeSecret);
    const secrets = names.filter(namesComposeSecret);
    used.push(...secrets);
    if (secrets.length > 0) return `"${text.replaceAll(/["\\`]/g, (sign) => `\\${sign}`)}"`;
    // A variable that is put in is no part of a shell's work, but what it holds may have spaces.
    return text.includes("${") && /^[\w./:=@%+,${}-]+$/.test(text) ? text : shellWord(text);
  });
  const clean = withoutPasswords(quoted.join(" "), runner, project);
  return finished(runner, clean.text, [...used, ...clean.secrets], project);
}

function finished({ service }: Runner, text: string, used: readonly string[], project: ComposeProject): Command {
  const secrets = [...new Set(used)];
  for (const name of secrets)
    project.findings.general(service, name, "the command reads it from the environment, where ECS puts the secret");
  return { text, secrets, remarks: [] };
}

/** Whether a command line holds what must not be copied. */
export function holdsSecret(words: readonly string[]): boolean {
  const line = words.join(" ");
  // Behind two dollars it is a variable of the container's shell, and nothing is put in.
  const named = [...line.matchAll(/(?<!\$)(?:\$\$)*\$(?!\$)\{?(\w+)/g)].some(([, name = ""]) =>
    namesComposeSecret(name),
  );
  return named || hasSecrets(line);
}

/** Secrets that stand in a command line are read from the environment by the container's shell instead, so that they are in no file. */
function withoutPasswords(text: string, { service, variables }: Runner, { writtenSecrets }: ComposeProject): Clean {
  return withoutSecrets(text, (value, wish) => writtenSecrets.nameFor(service, value, wish, variables));
}

/** The words of a command, which compose splits without a shell. */
export function wordsOf(node: Node | undefined): readonly string[] {
  if (isNothing(node)) return [];
  const words =
    node?.kind === "list"
      ? itemsOf(node).map(({ value }) => textOf(value) ?? "")
      : splitWords(textOf(node) ?? "").words;
  return words.map(withoutSecretFiles);
}

/** A shell's `$(cat $DB_PASSWORD_FILE)` as the variable that ECS puts the secret into. */
export function withoutSecretFiles(text: string): string {
  return text.replaceAll(/\$\$\((?:cat|<)\s*"?\$\$\{?(\w+)_FILE\}?"?\s*\)/g, (whole, name: string) =>
    namesComposeSecret(name) ? `$$\{${name}}` : whole,
  );
}

/** The words of a line, up to the first operator of a shell. Source: github.com/mattn/go-shellwords, Parse. */
function splitWords(text: string): { readonly words: readonly string[]; readonly end: string } {
  const words: string[] = [];
  const word = /(?:"((?:\\[\s\S]|[^"\\])*)"|'([^']*)'|\\([\s\S])|([^\s"'\\;&|<>]+))(\s*)/gy;
  let length = 0;
  let current = "";
  let open = false;
  for (const [whole, double, single, escaped, bare, space = ""] of text.trim().matchAll(word)) {
    length += whole.length;
    current += double?.replaceAll(/\\(["\\$`])/g, "$1") ?? single ?? escaped ?? bare ?? "";
    open = space === "";
    if (open) continue;
    words.push(current);
    current = "";
  }
  const [end = ""] = /^[;&|<>]+/.exec(text.trim().slice(length)) ?? [];
  // The number of what is redirected is no word.
  const isNumber = end.startsWith(">") && /^\d/.test(current);
  return { words: open && !isNumber ? [...words, current] : words, end };
}

function shownCommand(words: readonly string[]): string {
  const text = words.join(" ");
  return text.length > 60 || holdsSecret(words) ? "" : text;
}
