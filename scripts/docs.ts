import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { generatedDocs } from "./generated-docs.js";

for (const { path, text } of generatedDocs()) {
  const target = fileURLToPath(new URL(`../${path}`, import.meta.url));
  const unfinished = `${target}.unfinished`;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(unfinished, text);
  // A rename replaces the file in one step: whoever reads it sees the old text or the new one.
  renameSync(unfinished, target);
  console.log(`wrote ${path}`);
}
