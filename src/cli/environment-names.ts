import { Diagnostics } from "../diagnostics/diagnostic.js";
import { prepareEnvironments } from "../resolve/environments.js";
import { parseYaml } from "../syntax/parse.js";
import { decodeSource, MAX_FILE_BYTES } from "../syntax/read.js";
import { readBounded } from "./files/read.js";

/** The environments of a file that `-e` takes, in the order of the file; none where it cannot be read. What else is wrong with it is no matter. */
export function environmentNames(path: string): readonly string[] {
  const diagnostics = new Diagnostics();
  const reading = readBounded(path, MAX_FILE_BYTES);
  const source = "problem" in reading ? undefined : decodeSource(path, reading.bytes, diagnostics);
  const root = source && parseYaml(source, diagnostics);
  if (!root) return [];
  return prepareEnvironments(root, undefined, {}, diagnostics).environments.map(({ name }) => name);
}
