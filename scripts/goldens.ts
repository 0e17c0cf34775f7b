// npm run goldens [-- FILTER...]: rewrites expected/ of the specs whose name contains one of the filters, or of all; likewise what
// examples/own-app gives, and what becomes of the compose files of __tests__/init.
// Read the diff before it is committed. The `# expect:` line is yours: a spec that does not meet it is named here and fails.
import { fileURLToPath } from "node:url";
import { COMPOSE_CASES, composeCases, expectedFiles } from "../__tests__/init/compose-cases.js";
import { COMMITTED, synthesizeOwnApp } from "../__tests__/package/own-app.js";
import {
  expectedCodes,
  findCases,
  formatCodes,
  readSource,
  runCase,
  type SpecCase,
} from "../__tests__/specs/harness.js";
import { compile } from "../src/compile.js";
import { synthesize } from "../src/lower/synth.js";
import { writeExpected, writeFiles } from "./golden-files.js";

if (process.env.VITEST !== undefined) throw new Error("goldens are not written by tests");

const OWN_APP = "examples/own-app";
const filters = process.argv.slice(2);
const specs = findCases(fileURLToPath(new URL("../__tests__/specs", import.meta.url))).filter(
  ({ name }) => filters.length === 0 || filters.some((filter) => name.includes(filter)),
);
const outcomes = specs.map(rewrite);
const written = outcomes.reduce((sum, { changes }) => sum + changes, 0);
const failed = outcomes.filter(({ holds }) => !holds).length;
console.log(`${specs.length} specs, ${written} files changed, ${failed} specs do not hold`);
const withApp = filters.length === 0 || filters.some((filter) => OWN_APP.includes(filter));
if (withApp) for (const change of writeFiles(COMMITTED, await synthesizeOwnApp())) console.log(`${OWN_APP}: ${change}`);
const translated = composeCases.filter(
  (name) => filters.length === 0 || filters.some((one) => `init/${name}`.includes(one)),
);
for (const name of translated) {
  for (const change of writeFiles(`${COMPOSE_CASES}${name}/expected`, expectedFiles(name)))
    console.log(`init/${name}: ${change}`);
}
process.exitCode = failed > 0 || (specs.length === 0 && translated.length === 0 && !withApp) ? 1 : 0;

function rewrite(spec: SpecCase): { readonly changes: number; readonly holds: boolean } {
  try {
    const expected = formatCodes(expectedCodes(readSource(spec).text));
    const { codes, files } = runCase(spec, { compile, synthesize });
    const changes = writeExpected(spec, files);
    for (const change of changes) console.log(change);
    const holds = formatCodes(codes) === expected;
    if (!holds) console.error(`${spec.name}: expects ${expected}, gives ${formatCodes(codes)}`);
    return { changes: changes.length, holds };
  } catch (error) {
    console.error(`${spec.name}: ${error instanceof Error ? error.message : String(error)}`);
    return { changes: 0, holds: false };
  }
}
