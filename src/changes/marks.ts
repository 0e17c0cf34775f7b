import type { Blocks } from "../stack/stack.js";
import { backendMarks } from "./backend-marks.js";
import type { Change, Mark, MarkKind } from "./changes.js";
import { foreignMarks, localMarks, providerMarks } from "./other-marks.js";
import { rowMarks } from "./row-marks.js";
import type { Surroundings, UnmarkedChange } from "./surroundings.js";

/** The changes with what a reviewer should not miss. */
export function marked(changes: readonly UnmarkedChange[], before: Blocks, after: Blocks): readonly Change[] {
  const around: Surroundings = { before, after, changes: new Map(changes.map((one) => [one.address, one])) };
  const partners = renamed(changes, around);
  return changes.map((change) => {
    const partner = partners.get(change.address);
    const text = `is destroyed, and \`${partner}\` is created: Terraform knows no renaming without a \`moved\` block.`;
    const found = marksOf(change, around);
    const losses = found.filter(({ kind }) => !ACCESS.has(kind));
    // Only where something is lost by it; and a mount target in another place is no renamed one.
    const tell = partner !== undefined && losses.length > 0 && change.type !== "aws_efs_mount_target";
    const rename: readonly Mark[] = tell ? [{ kind: "note", text }] : [];
    return { ...change, marks: [...losses, ...found.filter(({ kind }) => ACCESS.has(kind)), ...rename] };
  });
}

/** Marks about who may do what; they come after those about what is lost. */
const ACCESS: ReadonlySet<MarkKind> = new Set(["opens", "weakens", "closes"]);

function marksOf(change: UnmarkedChange, around: Surroundings): readonly Mark[] {
  switch (change.kind) {
    case "resource":
      return rowMarks(change, around) ?? foreignMarks(change);
    case "local":
      return localMarks(change);
    case "provider":
      return providerMarks(change, around);
    case "terraform":
      return backendMarks(change, around);
    default:
      return [];
  }
}

/** Resources that go, each with one of its type that comes and is most like it. */
function renamed(changes: readonly UnmarkedChange[], { before, after }: Surroundings): ReadonlyMap<string, string> {
  const resources = changes.filter(({ kind }) => kind === "resource");
  const gone = resources.filter(({ action, address }) => action === "destroy" && !address.endsWith("]"));
  const left = resources.filter(({ action }) => action === "create");
  const pairs = new Map<string, string>();
  for (const old of gone) {
    const lines = linesOf(before, old.address);
    const scores = left.map((one) => (one.type === old.type ? common(lines, linesOf(after, one.address)) : 0));
    const best = Math.max(0, ...scores);
    const partner = best > 0 ? left.splice(scores.indexOf(best), 1)[0] : undefined;
    if (partner === undefined) continue;
    pairs.set(old.address, partner.address);
  }
  return pairs;
}

function linesOf(blocks: Blocks, address: string): ReadonlySet<string> {
  return new Set(JSON.stringify(blocks.get(address)?.body ?? {}, undefined, 1).split("\n"));
}

function common(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return [...a].filter((line) => /[\w"]/.test(line) && b.has(line)).length;
}
