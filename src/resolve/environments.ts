import { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceLocation } from "../diagnostics/source.js";
import { environmentSchema, PROVIDERS } from "../schema/language.js";
import { mergeMaps } from "../syntax/merge.js";
import {
  childOf,
  isNull,
  type MapEntry,
  type MapNode,
  mapEntries,
  type SyntaxNode,
  withOrigin,
} from "../syntax/nodes.js";
import { deferVariables, interpolate, type Variables } from "./interpolate.js";

/** The environment that a file without an `environments` block describes. */
export const DEFAULT_ENVIRONMENT = "stage";

/** What an environment consists of. Other keys are reported where the whole document is checked, once. */
const isBlock = (key: string): boolean => Object.hasOwn(environmentSchema.fields, key);

/** A document with its variables in place, split by environment. */
export interface PreparedDocument {
  /** The whole document, for checking. Environments that are not translated keep their variables. */
  readonly whole: MapNode;
  /** What each environment that is translated sees: the environment's block laid over the rest. */
  readonly environments: readonly PreparedEnvironment[];
}

export interface PreparedEnvironment {
  readonly name: string;
  /** The global blocks alone. */
  readonly base: MapNode;
  /** The environment's own block. */
  readonly own: MapNode;
  readonly merged: MapNode;
  /** The blocks of all environments by name, as they are written. @default the file has none */
  readonly written?: MapNode;
}

/**
 * Chooses the environments to translate (those asked for, or every one on AWS), puts the variables in, and merges. Reports an
 * environment that does not exist or does not run on AWS.
 */
export function prepareEnvironments(
  root: MapNode,
  asked: readonly string[] | undefined,
  variables: Variables,
  diagnostics: Diagnostics,
): PreparedDocument {
  const block = root.entries.get("environments");
  const declared = block?.value.kind === "map" ? block.value : undefined;
  const base = interpolate(
    withoutKeys(root, (key) => key.startsWith("x-") || key === "environments"),
    variables,
    diagnostics,
  );
  const blocks = mapEntries(base, ({ key, value }) => (isBlock(key) && !isNull(value) ? value : undefined));
  const start: SourceLocation = { ...root.location, start: 0, end: 0 };

  const names =
    block && declared
      ? chooseNames(base, { ...block, value: declared }, asked, variables, diagnostics)
      : block && !isNull(block.value)
        ? []
        : chooseDefault(base, asked, start, diagnostics);
  const chosen = new Set(names);
  const own = new Map<string, MapNode>();
  const environments =
    declared &&
    mapEntries(declared, ({ key, value }) => {
      if (!chosen.has(key)) return deferVariables(value);
      if (value.kind !== "map") return value;
      const ready = interpolate(value, variables, diagnostics);
      own.set(
        key,
        withOrigin(
          withoutKeys(ready, (block) => !isBlock(block)),
          "environment",
        ) as MapNode,
      );
      return ready;
    });
  const whole: MapNode =
    block && environments
      ? { ...base, entries: new Map(base.entries).set("environments", { ...block, value: environments }) }
      : block
        ? { ...base, entries: new Map(base.entries).set("environments", block) }
        : base;
  return {
    whole,
    environments: names.map((name) => {
      const block = own.get(name) ?? { ...blocks, entries: new Map() };
      const merged = withServices(mergeMaps(blocks, block), base, block);
      return { name, base: blocks, own: block, merged, ...(declared && { written: declared }) };
    }),
  };
}

/** Lets `services` that are taken away or have no value be an empty map at the key that did it, so that a finding can point there. */
function withServices(merged: MapNode, base: MapNode, own: MapNode): MapNode {
  const left = childOf(merged, "services");
  const written = own.entries.get("services") ?? base.entries.get("services");
  if (!written || (left && !(left.kind === "map" && left.entries.size === 0))) return merged;
  const { keyLocation } = written;
  const value: MapNode = { kind: "map", location: keyLocation, origin: written.value.origin, entries: new Map() };
  return { ...merged, entries: new Map(merged.entries).set("services", { ...written, value }) };
}

function chooseDefault(
  base: MapNode,
  asked: readonly string[] | undefined,
  start: SourceLocation,
  diagnostics: Diagnostics,
): readonly string[] {
  const unknown = (asked ?? []).filter((name) => name !== DEFAULT_ENVIRONMENT);
  for (const name of unknown) {
    diagnostics.report("NK201", start, { name, known: [DEFAULT_ENVIRONMENT], declared: false });
  }
  if (unknown.length > 0) return [];
  diagnostics.report("NK911", start, { environment: DEFAULT_ENVIRONMENT });
  const { provider, location } = providerOfEnvironment(base, undefined, {});
  if (provider === "aws") return [DEFAULT_ENVIRONMENT];
  diagnostics.report("NK202", location, { name: DEFAULT_ENVIRONMENT, provider });
  return [];
}

function chooseNames(
  base: MapNode,
  block: MapEntry & { readonly value: MapNode },
  asked: readonly string[] | undefined,
  variables: Variables,
  diagnostics: Diagnostics,
): readonly string[] {
  const declared = block.value.entries;
  const known = [...declared.keys()].sort();
  const providerOf = (name: string) => providerOfEnvironment(base, declared.get(name)?.value, variables);
  if (!asked) {
    const onAws = known.filter((name) => providerOf(name).provider === "aws");
    if (onAws.length === 0) diagnostics.report("NK203", block.keyLocation, { names: known });
    return onAws;
  }
  return [...new Set(asked)].sort().filter((name) => {
    if (!declared.has(name)) {
      diagnostics.report("NK201", block.keyLocation, { name, known, declared: true });
      return false;
    }
    const { provider, location } = providerOf(name);
    if (provider === "aws") return true;
    diagnostics.report("NK202", location, { name, provider });
    return false;
  });
}

/** Where an environment runs. What is no provider, or cannot be told, is reported as such and taken for AWS, so that the rest is checked. */
function providerOfEnvironment(
  base: MapNode,
  own: SyntaxNode | undefined,
  variables: Variables,
): { provider: string; location: SourceLocation } {
  // What is wrong with a variable is reported when the environment turns out to be one of those to translate.
  const discarded = new Diagnostics();
  const infra = own?.kind === "map" ? withoutKeys(own, (key) => key !== "infra") : undefined;
  const ready = infra && interpolate(infra, variables, discarded);
  const merged = ready ? mergeMaps(base, ready) : base;
  const node = childOf(childOf(merged, "infra"), "provider");
  const known = node?.kind === "scalar" && PROVIDERS.find((provider) => provider === node.text);
  return { provider: known || "aws", location: (node ?? base).location };
}

function withoutKeys(node: MapNode, leaveOut: (key: string) => boolean): MapNode {
  return mapEntries(node, (entry) => (leaveOut(entry.key) ? undefined : entry.value));
}
