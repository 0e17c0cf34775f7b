// The bundler, as both the command and the library are made with it. rolldown, because it writes CommonJS in several files by itself: what
// is loaded on demand, what is shared, and which of that belongs into one file.

import { rolldown } from "rolldown";

/**
 * Writes modules and all that they import as CommonJS for Node.
 *
 * @param {Pick<import("rolldown").InputOptions, "cwd" | "input" | "external" | "resolve" | "plugins"> &
 *   {output: import("rolldown").OutputOptions}} options
 * @returns {Promise<readonly string[]>} the modules whose code is in what was written
 */
export async function bundle({ output, ...input }) {
  const build = await rolldown({
    ...input,
    platform: "node",
    transform: { target: "node20" },
    checks: { bundlerTimings: false }, // how long it takes is no reason to fail
    onLog: (level, log, handle) => {
      // Of modules that a plugin of ours changes there is no map: they are cdktf's, and nobody counts what is run of them.
      if (log.code === "SOURCEMAP_BROKEN") return;
      if (level === "warn") throw new Error(log.message);
      handle(level, log);
    },
  });
  try {
    const { output: files } = await build.write({
      format: "cjs",
      exports: "named",
      strict: true, // as the sources are
      comments: { legal: false, annotation: false, jsdoc: false }, // the licences stand in THIRD-PARTY-NOTICES.txt
      ...output,
    });
    const modules = files.flatMap((file) => (file.type === "chunk" ? Object.entries(file.modules) : []));
    return [...new Set(modules.filter(([, { renderedLength }]) => renderedLength > 0).map(([id]) => id))];
  } finally {
    await build.close();
  }
}
