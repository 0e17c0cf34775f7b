import type { LossKind } from "../../__tests__/support/compose-facts.js";
import type { Judgement } from "./judge.js";

/** Files of a run, beside those that were judged. */
export interface Counts {
  readonly files: number;
  /** Files that compose does not take. */
  readonly refused: number;
}

/** The figures of a run for a person, and whether nothing was lost. */
export function figuresOf(judged: readonly Judgement[], { files, refused }: Counts): { text: string; clean: boolean } {
  const failed = judged.filter(({ failure }) => failure !== undefined).length;
  const sum = (part: (one: Judgement) => number) => judged.reduce((total, one) => total + part(one), 0);
  const lostIn = (kinds: readonly LossKind[]) => (one: Judgement) =>
    one.losses.filter(({ kind }) => kinds.includes(kind)).length;
  const loss = (...kinds: readonly LossKind[]) => {
    const found = judged.filter((one) => lostIn(kinds)(one) > 0).length;
    return `${sum(lostIn(kinds))} in ${found} files (${percent(found, judged.length)})`;
  };
  const [lines, remarks, long] = [sum((one) => one.lines), sum((one) => one.remarks), sum((one) => one.long)];
  const rows = [
    ["compose files", `${files}: ${judged.length} judged, ${refused} refused by compose`],
    ["no stack", `${failed}`],
    ["services lost", loss("service")],
    ["values silently changed", loss("value")],
    ["volumes silently lost", loss("volume")],
    ["order or health silently lost", loss("order", "health")],
    ["lines that are remarks", `${remarks} of ${lines} (${percent(remarks, lines)})`],
    ["lines over 120 columns", `${long}`],
  ] as const;
  const text = rows.map(([name, value]) => `${name.padEnd(30)} ${value}`).join("\n");
  return { text, clean: failed === 0 && sum(({ losses }) => losses.length) === 0 };
}

function percent(part: number, whole: number): string {
  return `${whole === 0 ? 0 : ((part / whole) * 100).toFixed(1)} %`;
}
