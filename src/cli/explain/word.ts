import { quotedList } from "../../diagnostics/lists.js";
import type { Project } from "../../model/project.js";
import type { Step, WrittenNode } from "../../model/provenance.js";
import { explainAddress } from "../../report/explain/address.js";
import { bookOf, type ExplainedRow } from "../../report/explain/book.js";
import { isCode } from "../../report/explain/code.js";
import { type Key, keyAt } from "../../report/explain/key.js";
import { paragraph, type Style, strong, textOf } from "../../report/explain/layout.js";
import type { Explained } from "../../report/explain/origins.js";
import { explainKey, explainPath, namesAt } from "../../report/explain/path.js";
import { isWithin, pathText } from "../../report/explain/pattern.js";
import { type AddressWord, readWord } from "../../report/explain/words.js";
import type { WrittenFile } from "../../resolve/written.js";
import { writtenValues } from "../../resolve/written.js";
import { closest } from "../../schema/closest.js";
import { madeStacks } from "../../stack/read.js";
import { NO_STACK } from "../../stack/stack.js";
import { CannotRun } from "../cannot-run.js";
import { type Loaded, load, loadOptions } from "../load.js";
import { sayDiagnostics } from "../say.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

/** Explains an address or a path. @throws CannotRun when there is none such */
export async function explainWord(
  text: string,
  input: Input<Usages["explain"]>,
  terminal: Terminal,
  style: Style,
): Promise<number> {
  const word = readWord(text);
  if (word.kind === "none") throw new CannotRun(word.message);
  const key = word.kind === "path" && !isOwn(word.path) ? keyAt(word.path) : undefined;
  if (key?.kind === "none") throw new CannotRun(orCode(text, key.message));
  const loaded = load(loadOptions(input));
  const { project, diagnostics, readable } = loaded;
  if (!project) {
    // A key can be learnt before there is a file.
    if (key && word.kind === "path" && loaded.source.text === "" && input.options.file === undefined) {
      terminal.out(textOf([strong(text, style), ...explainKey(key, word.path, style)]));
      return 0;
    }
    await sayDiagnostics(diagnostics, terminal);
    return readable ? 1 : 2;
  }
  const subject = await prepared(loaded, project);
  terminal.out(
    textOf(word.kind === "address" ? aboutAddress(word, subject, style) : aboutPath(word.path, key, subject, style)),
  );
  return 0;
}

/** What answers are made from. */
interface Subject {
  readonly path: string;
  readonly rows: readonly ExplainedRow[];
  readonly file: WrittenFile;
  readonly environments: readonly Explained[];
}

/** Synthesizes, to know which addresses there are. */
async function prepared({ source, environments, surroundings }: Loaded, project: Project): Promise<Subject> {
  const [{ synthesize }, { ELEMENTS: rows }] = await Promise.all([
    import("../../lower/synth.js"),
    import("../../lower/elements.js"),
  ]);
  const file = writtenValues(source, { ...surroundings, ...(environments && { environments }) });
  const stacks = [...madeStacks(synthesize(project)).values()];
  const explained = project.environments.map((environment, index): Explained => {
    const nodes = file.environments.find(({ name }) => name === environment.name)?.nodes ?? [];
    return { environment, nodes, book: bookOf(rows, environment, (stacks[index] ?? NO_STACK).declared) };
  });
  return { path: source.path, rows, file, environments: explained };
}

function aboutAddress({ address, index }: AddressWord, subject: Subject, style: Style): readonly string[] {
  const answers = answersOf(subject, (explained) => explainAddress(address, explained, style));
  if (answers.size === 0) throw new CannotRun(noAddress(address, subject));
  const title = `${address}${index === undefined ? "" : `["${index}"]`}`;
  return withEnvironments(title, answers, subject, style);
}

function noAddress(address: string, { path, environments }: Subject): string {
  const known = [...new Set(environments.flatMap(({ book }) => [...book.keys()]))];
  const near = closest(address, known);
  const type = address.slice(0, address.lastIndexOf("."));
  const sameType = known.filter((one) => one.startsWith(`${type}.`)).slice(0, 6);
  const names = quotedList(environments.map(({ environment }) => environment.name));
  return [
    `${path} makes no \`${address}\` in ${names}.`,
    near === undefined
      ? sameType.length === 0
        ? "docs/addresses.md lists what there can be."
        : `There is ${quotedList(sameType)}.`
      : `Did you mean \`${near}\`?`,
  ].join(" ");
}

function aboutPath(path: readonly Step[], key: Key | undefined, subject: Subject, style: Style): readonly string[] {
  const taught = key ? explainKey(key, path, style) : [];
  const title = pathText(path);
  const answers = answersOf(subject, (explained) =>
    explainPath(path, subject.file.whole, explained, subject.rows, style),
  );
  if (answers.size > 0) return withEnvironments(title, answers, subject, style, taught);
  const all = [subject.file.whole, ...subject.environments.map(({ nodes }) => nodes)];
  const missing = all.every((nodes) => !nodes.some((node) => isSame(node.path, path)));
  const volumes = subject.environments.flatMap(({ environment }) => environment.volumes.map(({ name }) => name));
  if (missing) refuseUnknownNames(path, key, { all, volumes, file: subject.path });
  return [strong(title, style), ...taught, "", ...paragraph(stateOf(path, key, missing, subject), style)];
}

/** What there is to say of a place from which nothing comes. */
function stateOf(
  path: readonly Step[],
  key: Key | undefined,
  missing: boolean,
  { path: file, file: { whole } }: Subject,
): string {
  if (missing) return `${file} does not write it${key?.field.default === undefined ? "" : ", so the default counts"}.`;
  const node = whole.find((one) => isSame(one.path, path));
  const isNull = node?.text === "" || node?.text === "null";
  if (path[0] === "environments" && path.length > 2 && isNull) {
    return `It takes \`${pathText(path.slice(2))}\` away in \`${path[1]}\`.`;
  }
  return "Nothing of the output comes of it.";
}

/** Where names are found. */
interface Names {
  readonly all: readonly (readonly WrittenNode[])[];
  /** Those that services mount, declared or not. */
  readonly volumes: readonly string[];
  readonly file: string;
}

/** A name that the user gives must be one that the file has, or that of a volume that need not be declared. */
function refuseUnknownNames(path: readonly Step[], key: Key | undefined, { all, volumes, file }: Names): void {
  for (const [index, step] of path.entries()) {
    const before = path.slice(0, index);
    const isNamed = index > 0 && nameIsTheUsers(path.slice(0, index + 1));
    if (!isNamed && key) continue;
    if (path[0] === "volumes" && index === 1 && volumes.includes(String(step))) continue;
    if (all.some((nodes) => nodes.some((node) => isWithin(node.path, path.slice(0, index + 1))))) continue;
    const known = [...new Set(all.flatMap((nodes) => namesAt(before, nodes)))].filter(
      (name) => index > 0 || isOwn([name]),
    );
    throw new CannotRun(noName(path, index, step, known, file));
  }
}

function nameIsTheUsers(path: readonly Step[]): boolean {
  const key = keyAt(path);
  return key.kind === "key" && key.named;
}

function noName(path: readonly Step[], index: number, step: Step, known: readonly Step[], file: string): string {
  const wanted = `\`${pathText(path.slice(0, index + 1))}\``;
  const places = known.filter((name) => typeof name === "number").length;
  const names = known.filter((name) => typeof name === "string");
  const near = typeof step === "string" ? closest(step, names) : undefined;
  const help =
    near !== undefined
      ? ` Did you mean \`${pathText([...path.slice(0, index), near, ...path.slice(index + 1)])}\`?`
      : places > 0
        ? ` The list has ${places === 1 ? "1 item: [0]" : `${places} items: [0] to [${places - 1}]`}.`
        : names.length > 0 && names.length <= 12
          ? ` There is ${quotedList(names)}.`
          : "";
  return `${file} has no ${wanted}.${help}`;
}

function isSame(one: readonly Step[], other: readonly Step[]): boolean {
  return one.length === other.length && isWithin(one, other);
}

/** The environments with the same answer, by answer. */
type Answers = ReadonlyMap<string, { readonly lines: readonly string[]; readonly environments: readonly string[] }>;

function answersOf(subject: Subject, answer: (explained: Explained) => readonly string[] | undefined): Answers {
  const answers = new Map<string, { lines: readonly string[]; environments: readonly string[] }>();
  for (const explained of subject.environments) {
    const lines = answer(explained);
    if (!lines) continue;
    const text = lines.join("\n");
    const environments = [...(answers.get(text)?.environments ?? []), explained.environment.name];
    answers.set(text, { lines, environments });
  }
  return answers;
}

function withEnvironments(
  title: string,
  answers: Answers,
  { environments }: Subject,
  style: Style,
  taught: readonly string[] = [],
): readonly string[] {
  const named = [...answers.values()].flatMap((answer, index) => {
    const heading = strong(`In ${answer.environments.join(" and ")}`, style);
    const isAll = answer.environments.length === environments.length;
    const separate = taught.length > 0 || index > 0 ? [""] : [];
    return isAll ? answer.lines : [...separate, heading, ...answer.lines];
  });
  return [strong(title, style), ...taught, ...named];
}

function isOwn(path: readonly Step[]): boolean {
  return String(path[0]).startsWith("x-");
}

/** One word without dots may be anything. */
function orCode(text: string, message: string): string {
  if (/[.[]/.test(text) || isCode(text)) return message;
  return `\`${text}\` is neither a code (NK101), nor an address (aws_ecs_service.web), nor a key of nanokit.yml. ${message.includes("Did you mean") ? (message.split(". ")[1] ?? "") : ""}`.trim();
}
