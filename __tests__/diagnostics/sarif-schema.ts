import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";

/**
 * Problems that the official JSON schema of SARIF 2.1.0 has with a log; none when it is valid. The schema is the one that Microsoft's SDK
 * for SARIF ships. It is of draft 4, of which nothing but the name of `$id` differs in what it uses.
 */
export function sarifProblems(log: unknown): readonly string[] {
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function load(): object {
  const sdk = createRequire(import.meta.url).resolve("@microsoft/jest-sarif");
  const text = readFileSync(new URL("schemas/sarif-2.1.0-rtm.5.json", `file://${sdk}`), "utf8");
  const { $schema: _, id, ...schema } = JSON.parse(text) as { $schema: string; id: string };
  return { $id: id, ...schema };
}

const ajv = new Ajv({
  strict: false,
  // One of its patterns is none to the stricter reading.
  unicodeRegExp: false,
  allErrors: true,
  formats: {
    uri: (text) => URL.canParse(text),
    "uri-reference": (text) => /^[\w.~:/?#[\]@!$&'()*+,;=%-]*$/.test(text) && URL.canParse(text, "file:///root/"),
    "date-time": true,
  },
});
const validate = ajv.compile(load());
