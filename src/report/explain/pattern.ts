import type { SourceLocation } from "../../diagnostics/source.js";
import type { KeyPattern, Relations, Step, WrittenNode, WrittenPlace } from "../../model/provenance.js";

/** What patterns are read against. */
export interface Surroundings {
  readonly nodes: readonly WrittenNode[];
  /** The keys within the address. */
  readonly parts: Readonly<Record<string, string>>;
  readonly relations: Relations;
  /** What patterns meant so far. */
  readonly known: Map<KeyPattern, readonly WrittenNode[]>;
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
  const known = around.known.get(pattern);
  if (known) return known;
  const found = isMet(pattern, around) ? matching(pattern, around) : [];
  around.known.set(pattern, found);
  return found;
}

function isMet(pattern: KeyPattern, around: Surroundings): boolean {
  const { condition } = parse(pattern);
  return condition === undefined || matches(condition, around).length > 0;
}

function matching(pattern: KeyPattern, around: Surroundings): readonly WrittenNode[] {
  const { steps, value } = parse(pattern);
  const fit = fittingSteps(steps, around);
  const meets = (place: WrittenPlace, { location }: WrittenNode) =>
    place.path.length === steps.length &&
    (value === undefined || place.text === value) &&
    fit.every((fits, index) => fits({ ...place, location }, index));
  return around.nodes.filter((node) => meets(node, node) || node.as?.some((place) => meets(place, node)));
}

/** Whether a value stands for something within a place that a pattern means. */
export function standsWithin(node: WrittenNode, pattern: KeyPattern, around: Surroundings): boolean {
  if (!node.as || !isMet(pattern, around)) return false;
  const { steps } = parse(pattern);
  const fit = fittingSteps(steps, around);
  return node.as.some(
    ({ path }) =>
      path.length > steps.length &&
      fit.every((fits, index) => fits({ path: path.slice(0, steps.length), location: node.location }, index)),
  );
}

interface PlacedText extends WrittenPlace {
  readonly location: SourceLocation;
}

/** Whether what stands at one step of a place is what a step of a pattern means. */
type Fits = (place: PlacedText, index: number) => boolean;

function fittingSteps(steps: readonly string[], around: Surroundings): readonly Fits[] {
  return steps.map((step) => (step.startsWith("[") ? fittingItem(step, around) : fittingKey(step, around)));
}

function fittingKey(step: string, around: Surroundings): Fits {
  if (step === "*") return ({ path }, index) => typeof path[index] === "string";
  const words: ReadonlySet<Step | undefined> = new Set(wordsOf(step, around));
  return ({ path }, index) => words.has(path[index]);
}

function fittingItem(step: string, around: Surroundings): Fits {
  if (step === "[*]") return ({ path }, index) => typeof path[index] === "number";
  if (step === "[{}]")
    return ({ path, text }, index) =>
      typeof path[index] === "number" && (index < path.length - 1 || text === undefined);
  const words = wordsOf(step.slice(1, -1), around);
  return ({ path, text, location }, index) => {
    if (typeof path[index] !== "number") return false;
    const isItem = index === path.length - 1;
    const item = isItem ? (text ?? "") : "";
    return words.some((word) =>
      word.startsWith(AT) ? isItem && word === placeWord(location) : item === word || item.startsWith(`${word}:`),
    );
  };
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
