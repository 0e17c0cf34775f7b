#!/usr/bin/env node
// Bundles src/cli/main.ts into dist/cli.js, with what it loads on demand in dist/chunks/, and writes the notices that the
// licences of the bundled packages ask for. Plain JavaScript, because `prepare` runs it before anything is compiled.
//
// usage: node scripts/build.mjs [ENTRY [OUTPUT_FOLDER]]

import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { bundledPackages, renderNotices } from "./notices.mjs";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Bundled CommonJS packages (cdktf among them) call `require`, which an ES module does not have. */
const BANNER = `import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);`;

/**
 * What cdktf loads for things that we never make: `archiver` (and through it glob, streams, lodash) zips a `TerraformAsset`, which could
 * not work in a bundle anyway, as cdktf starts a file of its own for it; `semver` and `child_process` ask terraform for its version when
 * its own App synthesizes; `json-stable-stringify` writes what that App synthesizes. Left out, `synth` starts a third sooner, and the
 * bundle has little more than half the bytes. Whoever does reach one is told so.
 */
const LEFT_OUT = /^(?:archiver|semver|json-stable-stringify|child_process)$/;

const withoutUnused = {
  name: "without-unused",
  setup(plugin) {
    plugin.onResolve({ filter: LEFT_OUT }, ({ path, importer }) =>
      /[\\/]node_modules[\\/]cdktf[\\/]/.test(importer) ? { path, namespace: "left-out" } : undefined,
    );
    plugin.onLoad({ filter: /.*/, namespace: "left-out" }, ({ path }) => ({
      contents: `const refuse = () => {
        throw new Error("${path} is left out of this bundle: nothing that is made here needs it");
      };
      module.exports = new Proxy(refuse, { get: (_, key) => (key === "__esModule" ? undefined : refuse) });`,
    }));
  },
};

/**
 * Has each binding of the provider begin when it is first used: a stack uses a third of them. An import of our own sources gets an object
 * with a getter for each of the binding's classes.
 */
const lazyBindings = {
  name: "lazy-bindings",
  setup(plugin) {
    plugin.onResolve(
      { filter: /^@cdktf\/provider-aws\/lib\// },
      async ({ path: binding, importer, resolveDir, pluginData }) => {
        if (pluginData?.own || /[\\/]node_modules[\\/]/.test(importer)) return undefined;
        const { path: file } = await plugin.resolve(binding, {
          resolveDir,
          kind: "import-statement",
          pluginData: { own: true },
        });
        // Relative, as what is built holds the names of its modules.
        return { path: path.relative(ROOT, file), namespace: "lazy-binding" };
      },
    );
    plugin.onLoad({ filter: /.*/, namespace: "lazy-binding" }, async ({ path: file }) => {
      const names = [...(await readFile(path.join(ROOT, file), "utf8")).matchAll(/^exports\.([A-Z]\w*) = \1;$/gm)].map(
        ([, name]) => name,
      );
      const contents = names.map(
        (name) =>
          `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => require("./${file}").${name} });`,
      );
      return { contents: contents.join("\n"), resolveDir: ROOT };
    });
  },
};

/**
 * Builds the command.
 *
 * @param {string} entry the module that becomes cli.js
 * @param {string} outdir the folder to (re)create
 */
export async function buildCli(entry, outdir) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: [{ in: entry, out: "cli" }],
    outdir,
    bundle: true,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    platform: "node",
    target: "node20",
    format: "esm",
    minifySyntax: true,
    minifyWhitespace: true, // but names stay: they are what a stack trace in a bug report has to say
    sourcemap: false,
    legalComments: "none", // their texts stand in THIRD-PARTY-NOTICES.txt
    banner: { js: BANNER },
    plugins: [withoutUnused, lazyBindings],
    metafile: true,
    logLevel: "warning",
  });
  await writeFile(
    path.join(outdir, "THIRD-PARTY-NOTICES.txt"),
    renderNotices(await bundledPackages(result.metafile, ROOT)),
  );
  await makeExecutable(path.join(outdir, "cli.js"));
  return result.metafile;
}

/** esbuild keeps a `#!` line that the entry has; the banner cannot add one, for it would come after that. */
async function makeExecutable(file) {
  const code = await readFile(file, "utf8");
  if (!code.startsWith("#!")) await writeFile(file, `#!/usr/bin/env node\n${code}`);
  await chmod(file, 0o755);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [entry = "src/cli/main.ts", outdir = "dist"] = process.argv.slice(2);
  await buildCli(path.resolve(ROOT, entry), path.resolve(ROOT, outdir));
}
