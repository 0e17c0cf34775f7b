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
    onDemand("docs/addresses.md", addressesMarkdown),
    ...diagnosticsPages(codes, examples).map((page) => onDemand(`docs/${page.path}`, () => page.text)),
    onDemand("docs/edits.md", () => editsMarkdown(MATRIX, readResults())),
    onDemand("docs/language.md", languageMarkdown),
    onDemand("docs/resources.md", resourcesMarkdown),
    onDemand("docs/security.md", () => securityMarkdown(silentTypes())),
    onDemand("nanokit.schema.json", () => jsonSchemaText(plainYaml)),
  ];
}

/** A document that is made when its text is read: who asks only which there are does not wait for all of them. */
function onDemand(path: string, make: () => string): GeneratedDocument {
  return {
    path,
    get text() {
      return make();
    },
  };
}
