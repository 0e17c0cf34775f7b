import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { generatedDocs } from "./generated-docs.js";
import { DRAWN, graphDocument } from "./graph-docs.js";

function write(path: string, content: string): void {
  const target = fileURLToPath(new URL(`../${path}`, import.meta.url));
  const unfinished = `${target}.unfinished`;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(unfinished, content);
  // A rename replaces the file in one step: whoever reads it sees the old text or the new one.
  renameSync(unfinished, target);
  console.log(`wrote ${path}`);
}

for (const { path, text } of generatedDocs()) write(path, text);
for (const file of DRAWN) {
  const { path, content } = await graphDocument(file);
  write(path, content);
}
