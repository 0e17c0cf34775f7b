import { posix } from "node:path";
import { PORTS } from "../../aws/ports.js";
import { entryPointOf } from "./entry-points.js";

/** A part of a Dockerfile that ends in an image. */
interface Stage {
  readonly from: string;
  readonly name: string | undefined;
  /** What its last ENTRYPOINT says. @default that of what it is made from */
  readonly entryPoint?: readonly string[];
  /** Its last WORKDIR, and what COPY and ADD put into it, each from where it is then: paths as they are written. */
  readonly folder?: string;
  readonly copies: readonly Copy[];
  /** What its EXPOSE instructions name, as far as they are numbers of TCP. */
  readonly ports: readonly number[];
}

interface Copy {
  readonly to: string;
  /** What is copied from the build's folder, as it is written; nothing of what another stage or another place has. */
  readonly from: readonly string[];
  /** The WORKDIR of the stage at that line. @default that of what it is made from */
  readonly folder?: string;
}

/**
 * The ENTRYPOINT of the image that a Dockerfile makes: its own, or that of what it is made from. Undefined when neither is known.
 * Source: docs.docker.com/reference/dockerfile.
 */
export function dockerfileEntryPoint(text: string, target?: string): readonly string[] | undefined {
  const chain = chainIn(text, target);
  const own = chain.findLast(({ entryPoint }) => entryPoint)?.entryPoint;
  return own ?? (chain[0] && entryPointOf(chain[0].from));
}

/**
 * Where the image that a Dockerfile makes has something that COPY and ADD put there: absolute paths of files and folders, as far as they can be
 * told without variables and without the image that it is made from.
 */
export function dockerfileCopies(text: string, target?: string): readonly string[] {
  return copiesIn(text, target).map(({ to }) => to);
}

/** A file or a folder of the build's folder, and where the image has it. */
export interface CopiedSource {
  /** A path from that folder. */
  readonly from: string;
  readonly to: string;
}

/** What COPY and ADD take from the build's folder, as far as that can be told likewise. */
export function dockerfileSources(text: string, target?: string): readonly CopiedSource[] {
  return copiesIn(text, target).flatMap(({ from, to }) =>
    from.filter((path) => !/[$*?[]|:\/\//.test(path)).map((path) => ({ from: posix.join(".", path), to })),
  );
}

function copiesIn(text: string, target: string | undefined): readonly { from: readonly string[]; to: string }[] {
  let folder: string | undefined;
  const found: { from: readonly string[]; to: string }[] = [];
  for (const stage of chainIn(text, target)) {
    const base = folder;
    for (const { from, to, folder: own = "." } of stage.copies) {
      const path = within(within(base, own), to);
      if (path !== undefined && !path.includes("$")) found.push({ from, to: path.replace(/(?<=.)\/$/, "") });
    }
    folder = within(base, stage.folder ?? ".");
  }
  return found;
}

/** The image that a Dockerfile begins with; undefined where it is none, or a variable tells it. */
export function dockerfileBase(text: string, target?: string): string | undefined {
  const from = chainIn(text, target)[0]?.from ?? "";
  return from === "" || from.includes("$") ? undefined : from;
}

/** The ports by TCP that a Dockerfile says its image listens on, those of what it is made from within it included. */
export function dockerfilePorts(text: string, target?: string): readonly number[] {
  return [...new Set(chainIn(text, target).flatMap(({ ports }) => ports))];
}

/** A path from a folder; undefined where that is not known and the path is not absolute. */
function within(folder: string | undefined, path: string): string | undefined {
  if (path.startsWith("/")) return posix.normalize(path);
  return folder === undefined ? undefined : posix.join(folder, path);
}

/** The stages that an image is made of, the first one first. A stage knows by name those before it alone. */
function chainIn(text: string, target: string | undefined): readonly Stage[] {
  const stages = stagesIn(text);
  const chain: Stage[] = [];
  let at = target === undefined ? stages.length - 1 : stages.findIndex(({ name }) => name === target.toLowerCase());
  for (let stage = stages[at]; stage; stage = stages[at]) {
    chain.unshift(stage);
    const { from } = stage;
    at = stages.slice(0, at).findLastIndex(({ name }) => name === from.toLowerCase());
  }
  return chain;
}

function stagesIn(text: string): readonly Stage[] {
  const stages: Stage[] = [];
  for (const [, instruction = "", rest = ""] of instructionsIn(text)) {
    if (instruction === "FROM") {
      const [, from = "", name] = /^(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?/i.exec(rest) ?? [];
      stages.push({ from, name: name?.toLowerCase(), copies: [], ports: [] });
      continue;
    }
    const last = stages.at(-1);
    if (last) stages[stages.length - 1] = { ...last, ...changedBy(instruction, rest, last) };
  }
  return stages;
}

function changedBy(instruction: string, rest: string, { folder, copies, ports }: Stage): Partial<Stage> {
  if (instruction === "EXPOSE") {
    const named = rest.split(/\s+/).map((word) => Number(/^(\d+)(?:\/tcp)?$/i.exec(word)?.[1]));
    return { ports: [...ports, ...named.filter((port) => port >= PORTS.minimum && port <= PORTS.maximum)] };
  }
  if (instruction === "ENTRYPOINT") return { entryPoint: listIn(rest) ?? ["/bin/sh", "-c", rest] };
  if (instruction === "WORKDIR") return { folder: within(folder, rest) ?? posix.join(folder ?? ".", rest) };
  const words = rest.replace(/^(?:--\S+\s+)+/, "");
  const all = listIn(words) ?? words.split(/\s+/);
  const to = all.at(-1) ?? "";
  const from = /^(?:--\S+\s+)*--from=/.test(rest) ? [] : all.slice(0, -1);
  return { copies: [...copies, { to, from, ...(folder !== undefined && { folder }) }] };
}

/** The instructions that are looked at, each on one line. */
function instructionsIn(text: string): readonly (readonly (string | undefined)[])[] {
  const lines = text.replaceAll(/^[ \t]*#.*$\n?/gm, "").replaceAll(/\\[ \t]*\r?\n/g, " ");
  const found = lines.matchAll(/^[ \t]*(from|entrypoint|workdir|copy|add|expose)[ \t]+(.*)$/gim);
  return [...found].map(([whole, instruction = "", rest = ""]) => [whole, instruction.toUpperCase(), rest.trim()]);
}

/** The words of a list; undefined for what is none. */
function listIn(text: string): readonly string[] | undefined {
  try {
    const words: unknown = JSON.parse(text);
    if (Array.isArray(words) && words.every((word) => typeof word === "string")) return words;
  } catch {
    // A line for a shell.
  }
  return undefined;
}
