import { type Diagnostic, Diagnostics } from "./diagnostics/diagnostic.js";
import type { SourceFile } from "./diagnostics/source.js";
import type { Project } from "./model/project.js";
import { AcceptedFindings } from "./resolve/accepted.js";
import type { ReadBeside } from "./resolve/beside.js";
import { blankFindings } from "./resolve/blank-findings.js";
import { prepareEnvironments } from "./resolve/environments.js";
import { gatherSecrets } from "./resolve/known-secrets.js";
import { resolveName } from "./resolve/project-name.js";
import { resolveEnvironment } from "./resolve/resolve.js";
import { checkStatesApart } from "./resolve/rules/backend.js";
import { checkComponentNames } from "./resolve/rules/component-names.js";
import { checkExposedSecrets } from "./resolve/rules/exposed-secrets.js";
import { checkHostsOfZones, checkNamesBeyondStacks } from "./resolve/rules/names-beyond-a-stack.js";
import { checkRangesApart, noteRangeOfComponent } from "./resolve/rules/ranges-apart.js";
import { checkSecrets, isSecretPath, isStoreOfReference } from "./resolve/rules/secrets.js";
import { checkSharedDirectories } from "./resolve/rules/shared-directories.js";
import { withSoundFixes } from "./resolve/sound-fixes.js";
import { servicesOfCompose } from "./schema/compose-file.js";
import { decode } from "./schema/decode.js";
import { documentSchema, identitySchema, OWN_KEY } from "./schema/language.js";
import { KnownSecrets } from "./secrets/known.js";
import { mapEntries } from "./syntax/nodes.js";
import { parseYaml } from "./syntax/parse.js";

export type { Beside, ReadBeside } from "./resolve/beside.js";

export interface CompileOptions {
  /** Environments to translate. @default every one whose provider is `aws` or not set */
  readonly environments?: readonly string[];
  /** Values of `${NAME}`. @default none */
  readonly variables?: Readonly<Record<string, string>>;
  /** The project's name when the file has none: that of its folder. @default `app` */
  readonly defaultName?: string;
  /** Whether there is a file at a path relative to the folder of the source. @default files tell nothing: no runtime is inferred */
  readonly exists?: (path: string) => boolean;
  /** Reads a file or a folder at a path relative to the folder of the source. @default nothing can be read, which is an error for `files` */
  readonly read?: ReadBeside;
}

/** What became of a file. There is a project only when no finding is an error. */
export interface Compilation {
  readonly project?: Project;
  /** By position. No secret is in them. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether a text holds a secret of the file or of its variables, for whoever shows values. There when there is a project. */
  readonly holdsSecret?: (text: string) => boolean;
}

/** Reads a nanokit.yml: text in, project out. Touches neither disk nor network, and never throws for what a user wrote. */
export function compile(source: SourceFile, options: CompileOptions = {}): Compilation {
  const diagnostics = new Diagnostics();
  const known = new KnownSecrets();
  const written = parseYaml(source, diagnostics, { isSecret: isSecretPath, isShown: isStoreOfReference, known });
  if (!written) return { diagnostics: blankFindings(diagnostics.sorted(), known, []) };
  const accepted = source.text.includes(OWN_KEY) ? new AcceptedFindings(written, diagnostics) : undefined;
  const root = accepted?.root ?? written;
  const compose = servicesOfCompose(root);
  if (compose) {
    diagnostics.report("NK020", compose.keyLocation, {});
    const secrets = gatherSecrets(root, known);
    return { diagnostics: blankFindings(diagnostics.sorted(), known, secrets) };
  }
  const { whole, environments } = prepareEnvironments(root, options.environments, options.variables ?? {}, diagnostics);
  decode(documentSchema, whole, diagnostics, { partial: true, language: documentSchema });
  const identity = mapEntries(whole, ({ key, value }) =>
    Object.hasOwn(identitySchema.fields, key) ? value : undefined,
  );
  const said = decode(identitySchema, identity, diagnostics, { notes: true, language: documentSchema });
  checkSecrets(whole, diagnostics);
  checkExposedSecrets(identity, diagnostics);
  const name = resolveName(whole, options.defaultName ?? "app", diagnostics);
  const component = said?.value.fields.component;
  checkComponentNames(whole, component !== undefined, diagnostics);
  const project = { project: name, ...(component && { component }) };
  const resolved = environments
    .map((environment) => {
      if (!accepted) return resolveEnvironment(project, environment, diagnostics, options);
      const own = new Diagnostics();
      const result = resolveEnvironment(project, environment, own, options);
      diagnostics.add(accepted.leftIn(environment.name, own.sorted()));
      return result;
    })
    .filter((environment) => environment !== undefined);
  checkSharedDirectories(resolved, diagnostics);
  checkNamesBeyondStacks(resolved, diagnostics);
  checkHostsOfZones(resolved, diagnostics);
  if (resolved.some(({ backend }) => backend)) checkStatesApart(resolved, diagnostics);
  if (!diagnostics.hasErrors) checkRangesApart(whole, environments, resolved, diagnostics);
  if (!diagnostics.hasErrors && component) noteRangeOfComponent(component, environments, resolved, diagnostics);
  const places = gatherSecrets(whole, known);
  const wholeFile = options.environments === undefined;
  const all = accepted
    ? accepted.settled(wholeFile ? environments.map(({ name }) => name) : undefined)
    : diagnostics.sorted();
  const sound = withSoundFixes(all, source.text);
  const found = sound.length > 0 ? blankFindings(sound, known, places) : []; // which the command loads apart
  if (diagnostics.hasErrors) return { diagnostics: found };
  const holdsSecret = (text: string) => known.has(text);
  return { project: { name, environments: resolved }, diagnostics: found, holdsSecret };
}
