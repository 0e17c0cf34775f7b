import { accessMarks } from "./access.js";
import type { Change, Mark } from "./changes.js";
import type { Blocks } from "./effects.js";
import { lossMarks } from "./losses.js";

/** A change without what is to be said of it. */
export type Bare = Omit<Change, "marks">;

/** What a rule about marks may look at. */
export interface Surroundings {
  readonly before: Blocks;
  readonly after: Blocks;
  /** By address. */
  readonly changes: ReadonlyMap<string, Bare>;
}

/** The changes with what a reviewer should not miss. */
export function marked(changes: readonly Bare[], before: Blocks, after: Blocks): readonly Change[] {
  const around: Surroundings = { before, after, changes: new Map(changes.map((one) => [one.address, one])) };
  const partners = renamed(changes, around);
  return changes.map((change) => {
    const partner = partners.get(change.address);
    const text = `is destroyed, and \`${partner}\` is created: Terraform knows no renaming without a \`moved\` block.`;
    const losses = lossMarks(change, around);
    // Only where something is lost by it; and a mount target in another place is no renamed one.
    const tell = partner !== undefined && losses.length > 0 && change.type !== "aws_efs_mount_target";
    const rename: readonly Mark[] = tell ? [{ kind: "note", text }] : [];
    return { ...change, marks: [...losses, ...accessMarks(change, around), ...rename] };
  });
}

/** Resources that go, each with one of its type that comes and is most like it. */
function renamed(changes: readonly Bare[], { before, after }: Surroundings): ReadonlyMap<string, string> {
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
