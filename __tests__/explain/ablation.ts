import { isMap, parseDocument } from "yaml";
import { type CompileOptions, compile } from "../../src/compile.js";
import { ELEMENTS } from "../../src/lower/elements.js";
import { synthesize } from "../../src/lower/synth.js";
import type { Project } from "../../src/model/project.js";
import type { Step } from "../../src/model/provenance.js";
import { bookOf } from "../../src/report/explain/book.js";
import type { Explained } from "../../src/report/explain/origins.js";
import { selected } from "../../src/report/explain/select.js";
import { type WrittenFile, writtenValues } from "../../src/resolve/written.js";
import { madeStacks } from "../../src/stack/read.js";
import { NO_STACK } from "../../src/stack/stack.js";

/** A file to take keys out of. */
export interface Subject {
  readonly name: string;
  readonly text: string;
  readonly options: CompileOptions;
}

/** The text of each element of an environment by address. */
type Elements = ReadonlyMap<string, string>;

/** What a file makes, by environment. */
export type Output = ReadonlyMap<string, Elements>;

/** A file with what is needed to explain it. */
export interface Prepared {
  readonly subject: Subject;
  readonly output: Output;
  readonly written: WrittenFile;
  readonly explained: ReadonlyMap<string, Explained>;
  /** What was made of each environment so far, by all that it means: most of what is taken out changes one of several, or none. */
  readonly made: Map<string, Elements>;
}

type Json = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Every element by its address; the provider is none. */
function elements(stack: string): Elements {
  const { resource, data, locals, variable, output } = JSON.parse(stack) as Readonly<Record<string, Json | undefined>>;
  const flat = (block: Readonly<Record<string, unknown>> | undefined, prefix: string) =>
    Object.entries(block ?? {}).map(([name, value]) => [`${prefix}.${name}`, JSON.stringify(value)] as const);
  const typed = (block: Json | undefined, prefix: string) =>
    Object.entries(block ?? {}).flatMap(([type, of]) => flat(of, prefix + type));
  return new Map([
    ...typed(resource, ""),
    ...typed(data, "data."),
    ...flat(locals, "local"),
    ...flat(variable, "var"),
    ...flat(output, "output"),
  ]);
}

function outputOf({ text, options }: Subject, made: Map<string, Elements>): Output | undefined {
  const { project } = compile({ path: "nanokit.yml", text }, options);
  if (!project) return undefined;
  return new Map(
    project.environments.map((environment) => {
      const meaning = JSON.stringify([project.name, environment], (key, value) => (key === "source" ? "" : value));
      const known = made.get(meaning) ?? elementsOf({ ...project, environments: [environment] });
      made.set(meaning, known);
      return [environment.name, known];
    }),
  );
}

function elementsOf(project: Project): Elements {
  const stack = synthesize(project).find(({ path }) => path.endsWith("/cdk.tf.json"));
  return elements(stack?.text ?? "{}");
}

export function prepare(subject: Subject): Prepared {
  const source = { path: "nanokit.yml", text: subject.text };
  const { project } = compile(source, subject.options);
  if (!project) throw new Error(`${subject.name} has errors`);
  const made = new Map<string, Elements>();
  const output = outputOf(subject, made) ?? new Map();
  const written = writtenValues(source, subject.options);
  const stacks = [...madeStacks(synthesize(project)).values()];
  const explained = project.environments.map((environment, index): [string, Explained] => {
    const nodes = written.environments.find(({ name }) => name === environment.name)?.nodes ?? [];
    const book = bookOf(ELEMENTS, environment, (stacks[index] ?? NO_STACK).declared);
    return [environment.name, { environment, nodes, book }];
  });
  return { subject, output, written, explained: new Map(explained), made };
}

/** What there is without the value at a path; undefined when the file is no longer valid, or something refers to what was there. */
export function without({ subject, made }: Prepared, path: readonly Step[]): Output | undefined {
  const document = parseDocument(subject.text, { merge: true });
  const parent = document.getIn(path.slice(0, -1), true);
  if (isMap(parent) && !parent.has(path.at(-1))) return undefined; // by a merge key
  try {
    document.deleteIn(path);
    return outputOf({ ...subject, text: document.toString() }, made);
  } catch (error) {
    if (/Unresolved alias|Expected YAML collection/.test(String(error))) return undefined;
    throw error;
  }
}

export function selectedIn({ written, explained }: Prepared, path: readonly Step[], environment: string) {
  const nodes = explained.get(environment)?.nodes ?? [];
  const found = selected(path, { whole: written.whole, environment, nodes });
  // What an environment has laid over the place stays when the place is emptied.
  return path[0] === "environments" ? found : found.filter(({ origin }) => origin !== "environment");
}
