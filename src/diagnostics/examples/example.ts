import type { Code } from "../codes.js";

/** A nanokit.yml as someone would write it, the smallest that shows what it is about. */
export interface FileSample {
  readonly kind: "file";
  readonly yaml: string;
  /** What is printed instead, where the whole would be too long to read. @default `yaml` */
  readonly shown?: string;
  /** The environments that are asked for. @default all on AWS */
  readonly environments?: readonly string[];
  /** Variables, as in `.env`. @default none */
  readonly variables?: Readonly<Record<string, string>>;
  /** Files beside it, as far as they matter. @default nothing is known of them */
  readonly files?: readonly string[];
  /** What is in files beside it, by path. @default nothing can be read */
  readonly contents?: Readonly<Record<string, string>>;
  /** The name of its folder. @default `shop` */
  readonly folder?: string;
}

/** What happens at a prompt: lines that begin with `$ ` are typed, the others are a part of what is printed; `...` stands for a gap. */
export interface ShellSample {
  readonly kind: "shell";
  /** Files that are there at the beginning, by path. A text, or bytes. */
  readonly before: Readonly<Record<string, string | Uint8Array>>;
  readonly transcript: string;
}

export type Sample = FileSample | ShellSample;

/** What brings a finding about, and the same without it. A test compiles or runs both. */
export interface CodeExample {
  readonly wrong: Sample;
  readonly right: Sample;
  /** Other findings that the wrong one cannot do without; notes need no mention. @default none */
  readonly also?: readonly Code[];
}

/** What a sample has beside its text. */
export type Surroundings = Omit<FileSample, "kind" | "yaml">;

interface Options extends Surroundings {
  readonly also?: readonly Code[];
  /** What the right one alone has. @default as the wrong one */
  readonly right?: Surroundings;
}

/** An example of two files; common indentation of the texts goes. */
export function example(wrong: string, right: string, { also, right: ofRight, ...both }: Options = {}): CodeExample {
  return {
    wrong: { kind: "file", yaml: dedent(wrong), ...both },
    right: { kind: "file", yaml: dedent(right), ...both, ...ofRight },
    ...(also ? { also } : {}),
  };
}

/** An example of two sessions at a prompt. */
export function session(before: ShellSample["before"], wrong: string, right: string): CodeExample {
  return {
    wrong: { kind: "shell", before, transcript: dedent(wrong) },
    right: { kind: "shell", before, transcript: dedent(right) },
  };
}

/** A text without the line break at its beginning, the indentation that all of its lines have, and what follows the last line. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, "").trimEnd().split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const common = Math.min(...indents);
  return `${lines.map((line) => line.slice(common)).join("\n")}\n`;
}
