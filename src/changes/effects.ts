import { forcesReplacement, isKept, isTagged } from "../aws/types/index.js";
import { type Block, lifecycleOf } from "../stack/blocks.js";
import { isList, type Json, listOf, objectOf } from "../stack/json.js";
import { type Reference, referencesIn } from "../stack/references.js";
import type { Blocks } from "../stack/stack.js";
import type { Action, AttributeChange, Cause, Change } from "./changes.js";
import type { Difference, Step } from "./difference.js";
import { attributeNames, differences, pathText } from "./differences.js";

/** Arguments that Terraform keeps to itself: nothing of them reaches AWS. Source: Terraform, language/meta-arguments. */
const META: ReadonlySet<string> = new Set(["lifecycle", "depends_on", "provider", "connection", "provisioner"]);

/** Attributes of what is no resource that take no part in its value. */
const SILENT: Readonly<Partial<Record<Block["kind"], ReadonlySet<string>>>> = {
  variable: new Set(["description", "validation", "nullable", "type", "sensitive"]),
  data: META,
};

/** What the search finds of a block, growing as it goes on. */
interface Effect {
  readonly block: Block;
  action: Action;
  readonly attributes: readonly AttributeChange[];
  readonly causes: Cause[];
  /** First names of the paths whose value changes; a local has the one name "". */
  readonly changed: Set<string>;
  readonly references: readonly Reference[];
}

/**
 * What applying `after` over `before` does, by block: first what differs between the two, and then, until nothing more is found, what takes a
 * value from something that changes. Pure arithmetic on files: what Terraform's state says, it does not know.
 */
export function changesBetween(before: Blocks, after: Blocks): readonly Omit<Change, "marks">[] {
  const gone = [...before.values()].filter(({ address }) => !after.has(address));
  const effects = new Map(
    [...after.values()].map((block) => [block.address, direct(before.get(block.address), block)]),
  );
  const byBase = groupedByBase([...effects.values()]);
  const goneBases = new Set(gone.map(({ base }) => base));
  spread([...effects.values()], (reference) => changes(reference, byBase, goneBases));
  const kept = [...effects.values()].filter(isChange).map(toChange);
  const destroyed = gone.map(({ address, kind, type }): Omit<Change, "marks"> => {
    return { address, kind, type, action: "destroy", attributes: [], causes: [] };
  });
  return [...destroyed, ...kept].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}

function groupedByBase(effects: readonly Effect[]): ReadonlyMap<string, readonly Effect[]> {
  const groups = new Map<string, Effect[]>();
  for (const effect of effects) {
    const group = groups.get(effect.block.base);
    if (group) group.push(effect);
    else groups.set(effect.block.base, [effect]);
  }
  return groups;
}

function direct(old: Block | undefined, block: Block): Effect {
  const references = usable(referencesIn(block.body));
  if (!old) return { block, action: "create", attributes: [], causes: [], changed: new Set(), references };
  const ignored = ignoredPaths(block);
  const found = differences(old.body, block.body);
  const attributes = found.map((difference) => attributeChange(block, difference, ignored));
  const active = found.filter((_, index) => attributes[index]?.idle === undefined);
  const silent = SILENT[block.kind];
  const changed = active.map(({ path }) => rootOf(block, path)).filter((name) => !silent?.has(name));
  return { block, action: actionOf(block, attributes), attributes, causes: [], changed: new Set(changed), references };
}

/** References in meta-arguments are about order, and pass no value on. */
function usable(references: readonly Reference[]): readonly Reference[] {
  return references.filter(({ path: [root] }) => typeof root !== "string" || !META.has(root));
}

function attributeChange(
  block: Block,
  { path, before, after, order }: Difference,
  ignored: readonly string[],
): AttributeChange {
  const names = attributeNames(path);
  const isResource = block.kind === "resource";
  const idle =
    isResource && META.has(names[0] ?? "")
      ? "meta"
      : isResource && isIgnored(names, ignored)
        ? "ignored"
        : order
          ? "order"
          : isResource && after === undefined && isKept(block.type, names)
            ? "kept"
            : undefined;
  return {
    path: pathText(path),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    forcesReplacement: isResource && idle === undefined && forcesReplacement(block.type, names) === true,
    ...(idle !== undefined && { idle }),
  };
}

/** `root_directory[0].creation_info` and the like, as dotted names; `*` for everything. */
function ignoredPaths(block: Block): readonly string[] {
  if (block.kind !== "resource") return [];
  const ignore = lifecycleOf(block.body).ignore_changes;
  if (ignore === "all") return ["*"];
  return isList(ignore) ? ignore.map((path) => String(path).replaceAll(/\[[^\]]*\]/g, "")) : [];
}

function isIgnored(names: readonly string[], ignored: readonly string[]): boolean {
  const path = names.join(".");
  return ignored.some((one) => one === "*" || path === one || path.startsWith(`${one}.`));
}

function actionOf({ kind }: Block, attributes: readonly AttributeChange[]): Action {
  if (attributes.some((one) => one.forcesReplacement)) return "replace";
  if (attributes.some(({ idle }) => idle === undefined)) return "update";
  return attributes.length > 0 && kind !== "resource" && attributes.some(({ idle }) => idle !== "order")
    ? "update"
    : "none";
}

/** Locals are one value; everything else has named parts. */
function rootOf({ kind }: Block, path: readonly Step[]): string {
  const [root] = path;
  return kind === "local" || typeof root !== "string" ? "" : root;
}

/** Goes over all blocks until none has anything new. */
function spread(effects: readonly Effect[], changing: (reference: Reference) => boolean): void {
  for (let more = true; more; ) {
    more = false;
    for (const effect of effects) if (follow(effect, changing)) more = true;
  }
}

/** Adds what the references of one block bring. True if there was something new. */
function follow(effect: Effect, changing: (reference: Reference) => boolean): boolean {
  const { block, references, causes } = effect;
  if (effect.action === "create") return false;
  const ignored = ignoredPaths(block);
  const before = causes.length;
  for (const reference of references) {
    const path = pathText(reference.path);
    const known = causes.some((cause) => cause.path === path && cause.address === reference.target);
    if (known || !changing(reference)) continue;
    const names = attributeNames(reference.path);
    if (isIgnored(names, ignored)) continue;
    const forces = block.kind === "resource" && forcesReplacement(block.type, names) === true;
    causes.push({ path, address: reference.target, forcesReplacement: forces });
    const root = rootOf(block, reference.path);
    if (!SILENT[block.kind]?.has(root)) effect.changed.add(root);
    effect.action = forces || effect.action === "replace" ? "replace" : "update";
  }
  return causes.length > before;
}

/** Whether what a reference yields differs between before and after. */
function changes(
  { target, attribute }: Reference,
  byBase: ReadonlyMap<string, readonly Effect[]>,
  gone: ReadonlySet<string>,
): boolean {
  const effects = byBase.get(target);
  if (effects === undefined) return false;
  // One instance more or less: whatever takes them all changes.
  if (effects.some(({ block }) => block.address !== target) && gone.has(target)) return true;
  return effects.some((effect) => yields(effect, attribute));
}

function yields({ block, action, changed }: Effect, attribute: string | undefined): boolean {
  // What refers to something new is new itself, or differs already.
  if (action === "create") return false;
  const computed = attribute === undefined || !Object.hasOwn(objectOf(block.body), attribute);
  switch (block.kind) {
    case "resource":
      return computed ? action === "replace" : changed.has(attribute);
    case "data":
      return computed ? changed.size > 0 : changed.has(attribute);
    case "variable":
      return changed.has("default");
    default:
      return changed.size > 0;
  }
}

function isChange({ action, attributes, causes }: Effect): boolean {
  return action === "create" || attributes.length > 0 || causes.length > 0;
}

function toChange({ block, action, attributes, causes }: Effect): Omit<Change, "marks"> {
  const { address, kind, type } = block;
  const unknownType = kind === "resource" && action === "update" && forcesReplacement(type, []) === undefined;
  return { address, kind, type, action, attributes, causes, ...(unknownType && { unknownType }) };
}

/** Those of the resources that get the tags which the provider gives to all, with the tags as the cause. */
export function withDefaultTags(
  changes: readonly Omit<Change, "marks">[],
  before: Blocks,
  after: Blocks,
): readonly Omit<Change, "marks">[] {
  const providers = changes.filter(
    ({ kind, attributes, action }) =>
      kind === "provider" && action === "update" && attributes.some(({ path }) => path.startsWith("default_tags")),
  );
  const [provider] = providers;
  if (provider === undefined) return changes;
  const cause: Cause = { path: "tags_all", address: provider.address, forcesReplacement: false };
  const known = new Map(changes.map((change) => [change.address, change]));
  for (const { address, kind, type } of after.values()) {
    if (kind !== "resource" || !isTagged(type) || !before.has(address)) continue;
    const change = known.get(address) ?? { address, kind, type, action: "none", attributes: [], causes: [] };
    const action = change.action === "none" ? "update" : change.action;
    known.set(address, { ...change, action, causes: [...change.causes, cause] });
  }
  return [...known.values()].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}

/** Old blocks under the addresses that `moved` blocks of the new stack give them. */
export function afterMoves(before: Blocks, moved: Json | undefined): Blocks {
  const moves = listOf(moved).map(objectOf);
  const renamed = new Map(before);
  for (const { from, to } of moves) {
    const block = typeof from === "string" ? renamed.get(from) : undefined;
    if (block === undefined || typeof to !== "string" || renamed.has(to)) continue;
    renamed.delete(block.address);
    renamed.set(to, { ...block, address: to, base: to.replace(/\[.*$/, "") });
  }
  return renamed;
}
