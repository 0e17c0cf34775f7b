#!/usr/bin/env node
// Bundles src/cli/main.ts into dist/cli.cjs, with what it loads on demand in dist/chunks/, and writes the notices that the
// licences of the bundled packages ask for. Plain JavaScript, because `prepare` runs it before anything is compiled.
//
// usage: node scripts/build.mjs [ENTRY [OUTPUT_FOLDER]]

import { chmod, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, transform } from "esbuild";
import { bundledPackages, renderNotices } from "./notices.mjs";
import { packSmallChunks } from "./pack-chunks.mjs";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The texts of findings: a chunk of its own, by this name. */
const CODES = "chunks/codes";

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
 * Has what is costly to load, and often not needed, begin when it is first used: `node:crypto` takes longer than most files take to
 * compile, and only some files have a name that is hashed; the texts of findings are a fifth of what `validate` would have to load.
 */
const lazyModules = {
  name: "lazy-modules",
  setup(plugin) {
    // First, or the module would ask itself.
    plugin.onResolve({ filter: /.*/, namespace: "lazy" }, ({ path }) => ({ path, external: true }));
    plugin.onResolve({ filter: /^node:crypto$/ }, () => ({ path: "node:crypto", namespace: "lazy" }));
    plugin.onResolve({ filter: /\/codes\.js$/ }, ({ path: specifier, resolveDir }) =>
      path.resolve(resolveDir, specifier) === path.join(ROOT, "src/diagnostics/codes.js")
        ? { path: CODES, namespace: "lazy" }
        : undefined,
    );
    plugin.onLoad({ filter: /.*/, namespace: "lazy" }, async ({ path: module }) => {
      const names =
        module === CODES ? ["codes"] : Object.keys(await import(module)).filter((name) => name !== "default");
      const getters = names.map((name) => `get ${name}() { return require("${module}").${name}; }`);
      return { contents: `module.exports = { ${getters.join(", ")} };` };
    });
  },
};

/**
 * Builds the command.
 *
 * @param {string} entry the module that becomes cli.cjs
 * @param {string} outdir the folder to (re)create
 */
export async function buildCli(entry, outdir) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: [
      { in: entry, out: "cli" },
      { in: "src/diagnostics/codes.ts", out: CODES },
    ],
    outdir,
    outExtension: { ".js": ".cjs" },
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
    alias: { yaml: path.join(ROOT, "node_modules/yaml/browser/dist/index.js") }, // the same as modules, so what is not used falls away
    plugins: [withoutUnused, lazyBindings, lazyModules],
    metafile: true,
    write: false,
    logLevel: "warning",
  });
  const texts = new Map();
  for (const { path: file, text } of result.outputFiles) {
    const codes = path.relative(path.dirname(file), path.join(outdir, `${CODES}.cjs`)).replaceAll("\\", "/");
    // esbuild calls `require` through a function of its own, in some other chunk, to which a path would be relative.
    const code = await asCommonJs(text.replaceAll(`__require("${CODES}")`, () => `require("./${codes}")`));
    if (code.includes(`"${CODES}"`)) throw new Error(`${file} would look for ${CODES} in vain`);
    texts.set(path.relative(outdir, file).replaceAll("\\", "/"), code);
  }
  for (const [name, code] of packed(texts, result.metafile, outdir)) {
    await mkdir(path.dirname(path.join(outdir, name)), { recursive: true });
    await writeFile(path.join(outdir, name), code);
  }
  const assets = await copyAssets(result.metafile, outdir);
  await writeFile(
    path.join(outdir, "THIRD-PARTY-NOTICES.txt"),
    renderNotices(await bundledPackages(result.metafile, ROOT, assets)),
  );
  await makeExecutable(path.join(outdir, "cli.cjs"));
  return result.metafile;
}

/** Files that `graph` reads to draw a png: src/cli/png-parts.ts looks for them there. */
const ASSETS = [
  "node_modules/@resvg/resvg-wasm/index_bg.wasm",
  "node_modules/@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf",
  "node_modules/@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf",
];

/** Puts them into dist/assets/ where the command has the renderer at all. Returns their paths. */
async function copyAssets({ inputs }, outdir) {
  if (!Object.keys(inputs).some((input) => input.includes("node_modules/@resvg/resvg-wasm/"))) return [];
  await mkdir(path.join(outdir, "assets"));
  for (const asset of ASSETS) {
    await copyFile(path.join(ROOT, asset), path.join(outdir, "assets", path.basename(asset)));
  }
  return ASSETS;
}

/** The small files that every run reads are one, and those that every compilation reads another. */
function packed(texts, { outputs }, outdir) {
  const nameOf = (output) => path.relative(outdir, path.resolve(ROOT, output)).replaceAll("\\", "/");
  const imports = new Map();
  const entries = new Map();
  for (const [output, { entryPoint, imports: all }] of Object.entries(outputs)) {
    const static_ = all.filter(({ kind, external }) => kind === "import-statement" && !external);
    imports.set(
      nameOf(output),
      static_.map((one) => nameOf(one.path)),
    );
    if (entryPoint !== undefined) entries.set(entryPoint, nameOf(output));
  }
  const start = { name: "chunks/start.cjs", entries: ["cli.cjs"] };
  const core = { name: "chunks/core.cjs", entries: ["src/cli/commands.ts", "src/cli/commands/validate.ts"] };
  return packSmallChunks(texts, imports, [
    start,
    { ...core, entries: core.entries.flatMap((entry) => entries.get(entry) ?? []) },
  ]);
}

/**
 * An ES module as CommonJS. esbuild splits ES modules alone, and Node takes twice as long to load them: `validate` is done a seventh
 * sooner with CommonJS.
 */
async function asCommonJs(text) {
  const { code } = await transform(withPlainExports(text), {
    format: "cjs",
    platform: "node",
    target: "node20",
    supported: { "dynamic-import": false }, // becomes `require`
    minifySyntax: true,
    minifyWhitespace: true,
    define: { "import.meta.url": "importMetaUrl" },
    logLevel: "warning",
    logOverride: { "commonjs-variable-in-esm": "silent" },
  });
  const url = code.includes("importMetaUrl")
    ? 'const importMetaUrl=require("node:url").pathToFileURL(__filename).href;'
    : "";
  return `"use strict";${url}${code}`; // as modules are
}

/**
 * What a module exports, which esbuild writes at its end, as one object with getters. Of its own making are two objects, the second
 * with getters that ask those of the first; a run of `validate` makes and asks some hundreds.
 */
function withPlainExports(text) {
  return text.replace(/export\{([^{}]*)\};?\s*$/, (_, list) => {
    const getters = list.split(",").map((one) => {
      const [inside, name = inside] = one.split(" as ");
      return `get ${name}(){return ${inside}}`;
    });
    return `module.exports={__esModule:true,${getters.join(",")}};`;
  });
}

/** esbuild keeps a `#!` line that the entry has; a banner cannot add one, for it would come after that. */
async function makeExecutable(file) {
  const code = await readFile(file, "utf8");
  if (!code.startsWith("#!")) await writeFile(file, `#!/usr/bin/env node\n${code}`);
  await chmod(file, 0o755);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [entry = "src/cli/main.ts", outdir = "dist"] = process.argv.slice(2);
  await buildCli(path.resolve(ROOT, entry), path.resolve(ROOT, outdir));
}
