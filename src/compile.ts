import { type Diagnostic, Diagnostics } from "./diagnostics/diagnostic.js";
import type { Fix } from "./diagnostics/fix.js";
import { hiding } from "./diagnostics/hide.js";
import type { SourceFile } from "./diagnostics/source.js";
import type { Project } from "./model/project.js";
import { prepareEnvironments } from "./resolve/environments.js";
import { resolveName } from "./resolve/project-name.js";
import { resolveEnvironment } from "./resolve/resolve.js";
import { checkHostsOfZones, checkNamesBeyondStacks } from "./resolve/rules/names-beyond-a-stack.js";
import { checkSecrets, isSecretPath, plainSecrets } from "./resolve/rules/secrets.js";
import { checkSharedDirectories } from "./resolve/rules/shared-directories.js";
import { withSoundFixes } from "./resolve/sound-fixes.js";
import { decode } from "./schema/decode.js";
import { documentSchema, identitySchema } from "./schema/language.js";
import { mapEntries } from "./syntax/nodes.js";
import { parseYaml } from "./syntax/parse.js";

export interface CompileOptions {
  /** Environments to translate. @default every one whose provider is `aws` or not set */
  readonly environments?: readonly string[];
  /** Values of `${NAME}`. @default none */
  readonly variables?: Readonly<Record<string, string>>;
  /** The project's name when the file has none: that of its folder. @default `app` */
  readonly defaultName?: string;
  /** Whether there is a file at a path relative to the folder of the source. @default files tell nothing: no runtime is inferred */
  readonly exists?: (path: string) => boolean;
}

/** What became of a file. There is a project only when no finding is an error. */
export interface Compilation {
  readonly project?: Project;
  /** By position. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a nanokit.yml: text in, project out. Touches neither disk nor network, and never throws for what a user wrote. */
export function compile(source: SourceFile, options: CompileOptions = {}): Compilation {
  const diagnostics = new Diagnostics();
  const root = parseYaml(source, diagnostics, isSecretPath);
  if (!root) return { diagnostics: diagnostics.sorted() };
  const { whole, environments } = prepareEnvironments(root, options.environments, options.variables ?? {}, diagnostics);
  decode(documentSchema, whole, diagnostics, { partial: true });
  const identity = mapEntries(whole, ({ key, value }) =>
    Object.hasOwn(identitySchema.fields, key) ? value : undefined,
  );
  decode(identitySchema, identity, diagnostics, { notes: true });
  checkSecrets(whole, diagnostics);
  const name = resolveName(whole, options.defaultName ?? "app", diagnostics);
  const resolved = environments
    .map((environment) => resolveEnvironment(name, environment, diagnostics, options.exists))
    .filter((environment) => environment !== undefined);
  checkSharedDirectories(resolved, diagnostics);
  checkNamesBeyondStacks(resolved, diagnostics);
  checkHostsOfZones(resolved, diagnostics);
  const found = withSoundFixes(diagnostics.sorted(), source.text);
  if (diagnostics.hasErrors) return { diagnostics: withoutSecrets(found, plainSecrets(whole)) };
  return { project: { name, environments: resolved }, diagnostics: found };
}

/** Messages quote what is wrong; a secret that stands in a wrong place too, by an alias for instance, must not be quoted. */
function withoutSecrets(diagnostics: readonly Diagnostic[], secrets: ReadonlySet<string>): readonly Diagnostic[] {
  if (secrets.size === 0) return diagnostics;
  const clean = hiding(secrets);
  const shows = ({ title, edits }: Fix) =>
    [...title.split(" "), ...edits.map(({ newText }) => newText)].some(
      (text) => clean(`\`${text}\``) !== `\`${text}\``,
    );
  return diagnostics.map(({ fix, ...one }) => ({
    ...one,
    message: clean(one.message),
    ...(one.help === undefined ? {} : { help: clean(one.help) }),
    ...(fix && !shows(fix) ? { fix } : {}),
  }));
}
