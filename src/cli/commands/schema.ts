import { jsonSchemaText } from "../../report/json-schema.js";
import { plainYaml } from "../../syntax/plain-yaml.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

/** Prints the JSON Schema. Returns the exit code: 0. */
export async function run(_input: Input<Usages["schema"]>, terminal: Terminal): Promise<number> {
  terminal.out(jsonSchemaText(plainYaml));
  return 0;
}
