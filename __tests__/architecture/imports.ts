import { isBuiltin } from "node:module";
import { posix } from "node:path";
import ts from "typescript";
import { impureLayers, layers, pureBuiltins, restrictedPackages } from "./layers.js";

/** Texts of source files by path from the root of the repository, such as `src/cli/main.ts`. */
export type Sources = ReadonlyMap<string, string>;

/** One import, export-from, dynamic import or require. */
export interface Import {
  readonly specifier: string;
  /** `import type`: gone when the program runs. `import { type X }` stays, as an import for its side effects. */
  readonly typeOnly: boolean;
}

const read = new Map<string, readonly Import[]>();

/** Every import of a source text. Each text is read once: every rule about imports asks for those of all files. */
export function importsOf(text: string): readonly Import[] {
  const known = read.get(text);
  if (known) return known;
  const types = typeOnlyPositions(text);
  const { importedFiles } = ts.preProcessFile(text, true, true);
  const imports = importedFiles.map(({ fileName, pos }) => ({ specifier: fileName, typeOnly: types.has(pos) }));
  read.set(text, imports);
  return imports;
}

/** Where the specifiers of `import type` and `export type ... from` begin: preProcessFile does not tell them from others. */
function typeOnlyPositions(text: string): ReadonlySet<number> {
  const file = ts.createSourceFile("any.ts", text, ts.ScriptTarget.Latest);
  const positions = file.statements.flatMap((statement) => {
    const isType =
      (ts.isImportDeclaration(statement) && statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) ||
      (ts.isExportDeclaration(statement) && statement.isTypeOnly);
    return isType && statement.moduleSpecifier ? [statement.moduleSpecifier.getStart(file)] : [];
  });
  return new Set(positions);
}

/** The folder of src/ that a file is in, or its name when it stands beside them. */
function layerOf(path: string): string {
  const [first = "", second] = path.replace(/^src\//, "").split("/");
  return second === undefined || path === "main.ts" ? posix.basename(path) : first;
}

/** The file that a relative specifier names: the sources write `./x.js` for `./x.ts`. */
function targetOf(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier).replace(/\.js$/, ".ts");
}

/** Every import that the layers do not allow, as a sentence. `available` are the packages that are there when we run. */
export function violations(sources: Sources, available: ReadonlySet<string>): readonly string[] {
  return [...sources].flatMap(([path, text]) => {
    if (!(layerOf(path) in layers)) return [`${path}: there is no layer ${layerOf(path)}`];
    return importsOf(text).flatMap((one) => {
      const wrong = violationOf(path, one, sources, available);
      return wrong === undefined ? [] : [`${path} imports ${one.specifier}: ${wrong}`];
    });
  });
}

function violationOf(path: string, one: Import, sources: Sources, available: ReadonlySet<string>): string | undefined {
  const { specifier } = one;
  if (specifier.startsWith(".")) return directionViolation(path, one, sources);
  if (isBuiltin(specifier)) return builtinViolation(path, specifier);
  return packageViolation(path, specifier, available);
}

function directionViolation(path: string, { specifier, typeOnly }: Import, sources: Sources): string | undefined {
  const target = targetOf(path, specifier);
  // The package's own description is data, of which the version is printed.
  if (target === "package.json") return layerOf(path) === "cli" ? undefined : "only cli may read package.json";
  if (!sources.has(target)) return `there is no ${target}`;
  const from = layerOf(path);
  const to = layerOf(target);
  if (from === to) return undefined;
  const sight = layers[from]?.[to];
  if (sight === undefined) return `${from} may not see ${to}`;
  return sight === "types" && !typeOnly ? `${from} may see types of ${to} only` : undefined;
}

function builtinViolation(path: string, specifier: string): string | undefined {
  if (!specifier.startsWith("node:")) return `write node:${specifier}`;
  const module = specifier.split("/")[0] ?? specifier;
  if (impureLayers.includes(layerOf(path)) || pureBuiltins.includes(module)) return undefined;
  return `only ${impureLayers.join(" and ")} may touch process, clock, network or disk`;
}

function packageViolation(path: string, specifier: string, available: ReadonlySet<string>): string | undefined {
  const [scopeOrName = "", name] = specifier.split("/");
  const scoped = scopeOrName.startsWith("@");
  const packageName = scoped ? `${scopeOrName}/${name}` : scopeOrName;
  if (!available.has(packageName)) return `${packageName} is neither bundled nor a peer`;
  const allowed = restrictedPackages[packageName] ?? restrictedPackages[`${scopeOrName}/*`];
  if (allowed && !allowed.includes(layerOf(path))) return `only ${allowed.join(", ")} may import ${packageName}`;
  const wholeProvider = /^@cdktf\/provider-aws(?:\/lib)?(?:\/index(?:\.js)?)?$/;
  return wholeProvider.test(specifier) ? "its index takes seconds to load: import one resource of it" : undefined;
}

/** Everything that is loaded when a file is loaded, as `path` for sources and as written for the rest. */
export function reachableFrom(entry: string, sources: Sources): ReadonlySet<string> {
  const reached = new Set([entry]);
  for (const path of reached) {
    for (const { specifier, typeOnly } of importsOf(sources.get(path) ?? "")) {
      if (!typeOnly) reached.add(specifier.startsWith(".") ? targetOf(path, specifier) : specifier);
    }
  }
  return reached;
}

/** Files that import each other, each circle as the paths in it. Types count too: neither file can be understood without the other. */
export function circles(sources: Sources): readonly (readonly string[])[] {
  const imported = new Map(
    [...sources].map(([path, text]) => [path, specifiersOf(text).map((to) => targetOf(path, to))]),
  );
  const reached = new Map([...sources.keys()].map((path) => [path, allFrom(path, imported)]));
  const inCircles = [...sources.keys()].filter((path) => reached.get(path)?.has(path));
  const circleOf = (path: string) =>
    inCircles.filter((other) => reached.get(path)?.has(other) && reached.get(other)?.has(path));
  return inCircles.map(circleOf).filter(([first], index) => first === inCircles[index]);
}

function specifiersOf(text: string): readonly string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function allFrom(path: string, imported: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set(imported.get(path));
  for (const one of reached) for (const next of imported.get(one) ?? []) reached.add(next);
  return reached;
}
