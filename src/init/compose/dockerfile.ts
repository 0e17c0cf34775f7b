import { entryPointOf } from "./entry-points.js";

/** A part of a Dockerfile that ends in an image. */
interface Stage {
  readonly from: string;
  readonly name: string | undefined;
  /** What its last ENTRYPOINT says. @default that of what it is made from */
  readonly entryPoint?: readonly string[];
}

/**
 * The ENTRYPOINT of the image that a Dockerfile makes: its own, or that of what it is made from. Undefined when neither is known.
 * Source: docs.docker.com/reference/dockerfile.
 */
export function dockerfileEntryPoint(text: string, target?: string): readonly string[] | undefined {
  const stages = stagesIn(text);
  const at = target === undefined ? stages.length - 1 : stages.findIndex(({ name }) => name === target.toLowerCase());
  return entryPointAt(stages, at);
}

/** A stage knows by name those before it alone. */
function entryPointAt(stages: readonly Stage[], at: number): readonly string[] | undefined {
  const stage = stages[at];
  if (!stage) return undefined;
  if (stage.entryPoint) return stage.entryPoint;
  const base = stages.slice(0, at).findLastIndex(({ name }) => name === stage.from.toLowerCase());
  return base >= 0 ? entryPointAt(stages, base) : entryPointOf(stage.from);
}

function stagesIn(text: string): readonly Stage[] {
  const stages: Stage[] = [];
  for (const [, instruction = "", rest = ""] of instructionsIn(text)) {
    if (instruction === "FROM") {
      const [, from = "", name] = /^(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?/i.exec(rest) ?? [];
      stages.push({ from, name: name?.toLowerCase() });
      continue;
    }
    const last = stages.at(-1);
    if (last) stages[stages.length - 1] = { ...last, entryPoint: wordsOf(rest) };
  }
  return stages;
}

/** FROM and ENTRYPOINT, each on one line. */
function instructionsIn(text: string): readonly (readonly (string | undefined)[])[] {
  const lines = text.replaceAll(/^[ \t]*#.*$\n?/gm, "").replaceAll(/\\[ \t]*\r?\n/g, " ");
  return [...lines.matchAll(/^[ \t]*(from|entrypoint)[ \t]+(.*)$/gim)].map(([whole, instruction = "", rest = ""]) => [
    whole,
    instruction.toUpperCase(),
    rest.trim(),
  ]);
}

/** Words of a list; what is none runs in a shell. */
function wordsOf(text: string): readonly string[] {
  try {
    const words: unknown = JSON.parse(text);
    if (Array.isArray(words) && words.every((word) => typeof word === "string")) return words;
  } catch {
    // A line for a shell.
  }
  return ["/bin/sh", "-c", text];
}
