import { type Commented, type CommentedMap, MERGE_KEY } from "../../syntax/commented.js";
import { translateEnvironment } from "./environment.js";
import { translateHealth } from "./health.js";
import type { ComposeProject } from "./project.js";
import { translateService } from "./service.js";
import { follow, keysOf, type Node, type SourceEntry, sourceMap } from "./source.js";
import { Builder, type TargetEntry, type TargetMap } from "./target.js";

/** What the part behind an anchor is, by where it is referred to. */
type Use = "service" | "environment" | "health" | "other";

/**
 * The blocks of a compose file that begin with `x-`, where they hold parts that services share. Their secrets stand beside them, under
 * the name of the block with `-secrets`.
 */
export function translateFragments(root: CommentedMap, project: ComposeProject): readonly TargetEntry[] {
  const uses = usesOf(root);
  return root.entries.flatMap(({ key, value, comments }): readonly TargetEntry[] => {
    const node = follow(value);
    if (!key.startsWith("x-") || value.kind === "alias") return [];
    const [first, ...others] = fragment(key, node, uses, project);
    if (!first) {
      const whole = [...keysOf(node).values()].flatMap((entry) =>
        entry.inherited ? [] : fragment(entry.key, entry.value, uses, project),
      );
      if (whole.length === 0) return [];
      const builder = new Builder();
      for (const one of whole) builder.add(one.key, one.value);
      return [{ key, value: builder.map(), comments }];
    }
    return [{ ...first, comments }, ...others];
  });
}

function fragment(
  key: string,
  node: Node,
  uses: ReadonlyMap<string, Use>,
  project: ComposeProject,
): readonly TargetEntry[] {
  const { anchor } = node;
  const use = anchor === undefined ? undefined : uses.get(anchor);
  if (anchor === undefined || node.kind !== "map" || use === undefined) return [];
  const map = sourceMap(node);
  const none = { before: [] };
  if (use === "service") {
    const origin = { anchor, merges: map.merges };
    return [
      {
        key,
        value: translateService({ name: key, source: key, map, origin, fragment: true }, project),
        comments: none,
      },
    ];
  }
  const entry: SourceEntry = { key: use, value: node, comments: none, inherited: false, anchor };
  if (use === "health") {
    const { map: check } = translateHealth(key, new Map([["healthcheck", entry]]), undefined, project, "part");
    return check && check.entries.length > 0 ? [{ key, value: check, comments: none }] : [];
  }
  if (use !== "environment") return [];
  const { env, secrets } = translateEnvironment(key, new Map([["environment", entry]]), [], project);
  const own = (part: TargetMap | undefined, name: string): readonly TargetEntry[] =>
    part && part.entries.length > 0 ? [{ key: name, value: part, comments: none }] : [];
  return [...own(env, key), ...own(secrets, `${key}-secrets`)];
}

function usesOf(root: CommentedMap): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  const note = (node: Commented, use: Use) => {
    if (node.kind === "alias" && !uses.has(node.name)) uses.set(node.name, use);
  };
  const visit = (node: Commented, use: Use): void => {
    note(node, use);
    const map = follow(node);
    if (map.kind !== "map") return;
    for (const { key, value } of map.entries) {
      if (key !== MERGE_KEY) {
        if (use === "service" && key === "environment") visit(value, "environment");
        else if (use === "service" && key === "healthcheck") visit(value, "health");
        else note(value, "other");
        continue;
      }
      const sources = follow(value);
      for (const one of sources.kind === "list" ? sources.items.map((item) => item.value) : [value]) visit(one, use);
    }
  };
  const services = follow(root.entries.find(({ key }) => key === "services")?.value);
  if (services.kind === "map") for (const { value } of services.entries) visit(value, "service");
  return uses;
}
