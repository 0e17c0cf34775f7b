import { MATRIX } from "../e2e/edits/matrix.js";
import { readResults } from "../e2e/edits/results.js";
import { editsMarkdown } from "../e2e/edits/table.js";
import { silentTypes } from "../e2e/scanners/silent.js";
import { securityMarkdown } from "../e2e/scanners/table.js";
import { codes } from "../src/diagnostics/codes.js";
import { examples } from "../src/diagnostics/examples/index.js";
import { addressesMarkdown } from "../src/lower/addresses-docs.js";
import { diagnosticsPages } from "../src/report/diagnostics-docs.js";
import { jsonSchemaText } from "../src/report/json-schema.js";
import { languageMarkdown } from "../src/report/language-docs.js";
import { resourcesMarkdown } from "../src/report/resources-docs.js";
import { plainYaml } from "../src/syntax/plain-yaml.js";

/** A document that is made from the code. */
export interface GeneratedDocument {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** Every generated document: `npm run docs` writes them, and a test checks that the committed ones are the same. */
export function generatedDocs(): readonly GeneratedDocument[] {
  return [
    { path: "docs/addresses.md", text: addressesMarkdown() },
    ...diagnosticsPages(codes, examples).map(({ path, text }) => ({ path: `docs/${path}`, text })),
    { path: "docs/edits.md", text: editsMarkdown(MATRIX, readResults()) },
    { path: "docs/language.md", text: languageMarkdown() },
    { path: "docs/resources.md", text: resourcesMarkdown() },
    { path: "docs/security.md", text: securityMarkdown(silentTypes()) },
    { path: "nanokit.schema.json", text: jsonSchemaText(plainYaml) },
  ];
}
