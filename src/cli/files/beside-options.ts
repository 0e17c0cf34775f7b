import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CompileOptions } from "../../compile.js";
import type { ReadBeside } from "../../resolve/beside.js";
import { besideReader } from "./beside.js";

/**
 * What a file is compiled with that stands in a folder.
 *
 * @param asked is told of each path before it is looked at
 */
export function besideOptions(
  folder: string,
  asked: (path: string) => void = () => {},
): Required<Pick<CompileOptions, "exists" | "read">> {
  let read: ReadBeside | undefined;
  return {
    exists: (file) => {
      const beside = join(folder, file);
      asked(beside);
      return existsSync(beside);
    },
    read: (file, limit) => {
      read ??= besideReader(folder, asked);
      return read(file, limit);
    },
  };
}
