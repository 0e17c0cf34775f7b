import type { SourceLocation } from "../../diagnostics/source.js";
import type { KeyPattern, Relations, Step, WrittenNode, WrittenPlace } from "../../model/provenance.js";

/** What patterns are read against. */
export interface Surroundings {
  readonly nodes: readonly WrittenNode[];
  /** The keys within the address. */
  readonly parts: Readonly<Record<string, string>>;
  readonly relations: Relations;
}

interface ParsedPattern {
  readonly steps: readonly string[];
  readonly value?: string;
  readonly condition?: KeyPattern;
  readonly only: boolean;
}

const AT = "@";

/** What a placeholder of an item stands for where the item is known by its place in the file. */
export function placeWord({ start }: SourceLocation): string {
  return `${AT}${start}`;
}

const parsed = new Map<KeyPattern, ParsedPattern>();

function parse(pattern: KeyPattern): ParsedPattern {
  const known = parsed.get(pattern);
  if (known) return known;
  const [place = "", condition] = pattern.split(" if ");
  const [written = "", value] = place.split("=");
  const only = written.endsWith("!");
  const steps = written.replace(/!$/, "").replaceAll("[", ".[").split(".");
  const fresh = { steps, only, ...(value !== undefined && { value }), ...(condition !== undefined && { condition }) };
  parsed.set(pattern, fresh);
  return fresh;
}

/** Paths as one text, to find nodes by. */
export function pathText(path: readonly Step[]): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      const plain = /^[^.[\]"'\s]+$/.test(step);
      return plain ? `${index === 0 ? "" : "."}${step}` : `[${JSON.stringify(step)}]`;
    })
    .join("");
}

/** Whether a pattern means the key itself, and nothing within it. */
export function isOnlyItself(pattern: KeyPattern): boolean {
  return parse(pattern).only;
}

/** What else has to be written for a pattern to count. */
export function conditionOf(pattern: KeyPattern): KeyPattern | undefined {
  return parse(pattern).condition;
}

/** The values that a pattern means: none when it is not written, has another value, or its condition does not hold. */
export function matches(pattern: KeyPattern, around: Surroundings): readonly WrittenNode[] {
  const { steps, value, condition } = parse(pattern);
  if (condition !== undefined && matches(condition, around).length === 0) return [];
  const meets = (place: WrittenPlace, { location }: WrittenNode) =>
    place.path.length === steps.length &&
    (value === undefined || place.text === value) &&
    steps.every((step, index) => fits(step, { ...place, location }, index, around));
  return around.nodes.filter((node) => meets(node, node) || node.as?.some((place) => meets(place, node)));
}

/** Whether a value stands for something within a place that a pattern means. */
export function standsWithin(node: WrittenNode, pattern: KeyPattern, around: Surroundings): boolean {
  const { steps, condition } = parse(pattern);
  if (!node.as || (condition !== undefined && matches(condition, around).length === 0)) return false;
  return node.as.some(
    ({ path }) =>
      path.length > steps.length &&
      steps.every((step, index) =>
        fits(step, { path: path.slice(0, steps.length), location: node.location }, index, around),
      ),
  );
}

interface PlacedText extends WrittenPlace {
  readonly location: SourceLocation;
}

function fits(step: string, { path, text, location }: PlacedText, index: number, around: Surroundings): boolean {
  const at = path[index];
  if (step === "*") return typeof at === "string";
  if (!step.startsWith("[")) return typeof at === "string" && wordsOf(step, around).includes(at);
  if (typeof at !== "number") return false;
  if (step === "[*]") return true;
  if (step === "[{}]") return index < path.length - 1 || text === undefined;
  const isItem = index === path.length - 1;
  const item = isItem ? (text ?? "") : "";
  return wordsOf(step.slice(1, -1), around).some((word) =>
    word.startsWith(AT) ? isItem && word === placeWord(location) : item === word || item.startsWith(`${word}:`),
  );
}

/** What a step can be: itself, or what its placeholder stands for. */
function wordsOf(step: string, { parts, relations }: Surroundings): readonly string[] {
  const name = /^\{(\w+)\}$/.exec(step)?.[1];
  if (name === undefined) return [step];
  if (Object.hasOwn(parts, name)) return [parts[name] ?? ""];
  return (Object.hasOwn(relations, name) ? relations[name]?.(parts) : undefined) ?? [];
}

/** The place that a pattern names, for reading: placeholders of the address filled in, others as `<...>`, without value and condition. */
export function placeText(pattern: KeyPattern, parts: Surroundings["parts"]): string {
  const { steps } = parse(pattern);
  const words = steps.map((step) =>
    step.replace(
      /\{(\w+)\}/,
      (_, name: string) => (Object.hasOwn(parts, name) ? parts[name] : undefined) ?? `<${name}>`,
    ),
  );
  return words.join(".").replaceAll(".[", "[").replaceAll("*", "<any>");
}

/** Whether one path is the other, or within it. */
export function isWithin(path: readonly Step[], outer: readonly Step[]): boolean {
  return outer.every((step, index) => path[index] === step);
}
