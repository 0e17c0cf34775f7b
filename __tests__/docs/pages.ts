import { readdirSync, readFileSync } from "node:fs";
import { generatedDocs } from "../../scripts/generated-docs.js";
import { type CodeBlock, codeBlocks } from "./markdown.js";

const root = new URL("../../", import.meta.url);

/** A document of the project. */
export interface Page {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly text: string;
}

function markdownIn(folder: string): readonly Page[] {
  return readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => `${folder}${name}`)
    .map((path) => ({ path, text: readFileSync(new URL(path, root), "utf8") }));
}

/** Every document that users or contributors read. */
export const pages: readonly Page[] = ["", "docs/", "docs/tasks/", "docs/diagnostics/", "examples/"].flatMap(
  markdownIn,
);

const generated = new Set(generatedDocs().map(({ path }) => path));

/** Those that people write. The others are made from the code, which has tests of its own. */
export const writtenPages = pages.filter(({ path }) => !generated.has(path));

/** The written pages as one text, for what may stand on any of them. */
export const everything = writtenPages.map(({ text }) => text).join("\n");

/** The text of one page. */
export function page(path: string): string {
  const found = pages.find((one) => one.path === path);
  if (!found) throw new Error(`there is no page ${path}`);
  return found.text;
}

/** A fenced block, and the page that it stands on. */
export interface PageBlock extends CodeBlock {
  readonly path: string;
}

/** The blocks of a language on the written pages. */
export function blocksIn(language: string): readonly PageBlock[] {
  return writtenPages.flatMap(({ path, text }) =>
    codeBlocks(text)
      .filter((block) => block.language === language)
      .map((block) => ({ ...block, path })),
  );
}

/** The one block that promises this in the comment before it. */
export function promised(promise: string): string {
  const [block, ...others] = writtenPages
    .flatMap(({ text }) => codeBlocks(text))
    .filter((one) => one.promise === promise);
  if (!block || others.length > 0) throw new Error(`there are ${others.length} or more blocks that promise ${promise}`);
  return block.text;
}

/** The part of a text under a heading, up to the next of the same depth. */
export function section(text: string, heading: string): string {
  const start = text.indexOf(`${heading}\n`);
  if (start < 0) throw new Error(`there is no heading ${heading}`);
  const depth = heading.slice(0, heading.indexOf(" ") + 1);
  const end = text.indexOf(`\n${depth}`, start + 1);
  return text.slice(start, end < 0 ? undefined : end);
}
