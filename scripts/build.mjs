#!/usr/bin/env node
// Bundles src/cli/main.ts into dist/cli.cjs, with what it loads on demand in files beside it, and writes the notices that the licences of
// the bundled packages ask for. Plain JavaScript, because it runs before anything is compiled.
//
// usage: node scripts/build.mjs [ENTRY [OUTPUT_FOLDER]]

import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { lazyBindings, lazyModules, replacedForCdktf, withoutUnused } from "./build-plugins.mjs";
import { bundle } from "./bundle.mjs";
import { bundledPackages, renderNotices } from "./notices.mjs";
import { slimBindings } from "./slim-bindings.mjs";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** The same as ES modules, so what is not used falls away. */
const YAML = path.join(ROOT, "node_modules/yaml/browser/dist");

/**
 * Files that a bundler makes of what commands share would be many and small, and each costs a third of a millisecond to read. So what every
 * run loads is one file, what every compilation loads is another, and what makes and what writes stacks are two more; each takes along what
 * it imports. The table of elements is apart: `explain` needs it, and not what makes stacks.
 */
const GROUPS = [
  { name: "start", test: /[\\/]src[\\/]cli[\\/](?:arguments|guarded-stream)\.ts$/ },
  { name: "core", test: /[\\/]src[\\/]cli[\\/]commands(?:[\\/]validate)?\.ts$/ },
  { name: "elements", test: /[\\/]src[\\/]lower[\\/]element-at\.ts$/ },
  { name: "write", test: /[\\/]src[\\/]cli[\\/]commands[\\/]synth\.ts$/ },
  { name: "lower", test: /[\\/]src[\\/]lower[\\/]synth\.ts$/ },
];

/** Bindings that a stack of its own network with a volume uses. All that other stacks use as well is in files of their own. */
const USUAL_BINDINGS = new Set(
  `cloudwatch-log-group data-aws-availability-zones data-aws-caller-identity data-aws-partition data-aws-region
  default-security-group ecs-cluster ecs-service ecs-task-definition efs-access-point efs-backup-policy
  efs-file-system efs-file-system-policy efs-mount-target iam-role iam-role-policy internet-gateway provider route
  route-table route-table-association security-group service-discovery-http-namespace subnet vpc
  vpc-security-group-egress-rule vpc-security-group-ingress-rule`.split(/\s+/),
);

/**
 * What most runs of `validate` never call, by its path without the ending: V8 reads all of a file before anything in it runs, so each that
 * is apart is time that all the others save. The texts of findings alone are a fifth of all.
 */
const RARE_MODULES = new Map(
  [
    ...["diagnostics/codes", "resolve/blank-findings", "schema/fixes", "schema/typo", "syntax/errors"],
    ...["aws/backends", "resolve/backend", "resolve/rules/backend"],
    ...[
      "aws/cron/index",
      "resolve/cron",
      "resolve/job-retries",
      "resolve/rules/cron",
      "resolve/rules/schedule-problem",
    ],
    ...["resolve/permissions", "resolve/rules/existing-cluster", "resolve/rules/existing-load-balancer"],
    ...["resolve/rules/existing-roles", "lower/chosen-images", "lower/module", "resolve/rules/isolation"],
    ...["resolve/rules/private-networks", "resolve/rules/shared", "lower/shared", "resolve/rules/container"],
    ...[
      "resolve/process",
      "aws/capabilities",
      "aws/images/first-steps",
      "resolve/rules/dropped-capabilities",
      "resolve/program",
      "schema/not-on-fargate",
      "lower/flow-logs",
      "resolve/rules/flow-logs",
    ],
    ...["aws/container-files", "resolve/files", "resolve/file-source", "resolve/expand-text", "secrets/files"],
    ...["aws/images/without-shell", "changes/file-words", "init/compose/files"],
    ...["resolve/rules/files", "resolve/beside", "cli/files/beside", "constructs/container-files", "lower/files"],
    ...["resolve/written-ports", "resolve/ports", "resolve/rules/ports"],
    ...[
      "lower/dead-letters",
      "resolve/rules/job-volumes",
      "resolve/job-names",
      "resolve/rules/called-services",
      "lower/private-names",
    ],
    ...["schema/places", "cli/missing-file"],
    ...["resolve/durations", "resolve/health-check", "resolve/rules/health-check"],
    ...["resolve/databases", "resolve/database-variables", "resolve/rules/databases", "resolve/managed-databases"],
    "resolve/job-databases",
    ...[
      "resolve/rules/managed-databases",
      "lower/databases",
      "constructs/database-instance",
      "constructs/managed-data",
    ],
    ...[
      "constructs/database-subnets",
      "changes/rules/managed-database",
      "aws/password-rotation",
      "resolve/database-places",
    ],
    ...["resolve/managed-caches", "resolve/rules/managed-caches", "lower/caches", "constructs/cache-subnets"],
    ...["constructs/cache-replication-group", "changes/rules/managed-cache"],
    ...["resolve/logging", "resolve/rules/logging", "lower/logging"],
    ...["resolve/shared-images", "resolve/rules/shared-images"],
    ...["resolve/accepted", "schema/accept"],
    ...["aws/volume-seed", "resolve/seeds", "resolve/rules/seeds", "constructs/volume-seed", "lower/seeds"],
    ...["resolve/rules/performance"],
    ...["resolve/sidecars", "resolve/rules/sidecars", "resolve/rules/built-sidecars", "lower/sidecars"],
  ]
    .map((name) => [path.join(ROOT, `src/${name}.ts`), name])
    .concat(
      // Reading YAML does not write it.
      ["stringify", "stringifyCollection", "stringifyDocument", "stringifyPair", "stringifyString"].map((name) => [
        path.join(YAML, `stringify/${name}.js`),
        `yaml/${name}`,
      ]),
    )
    .map(([source, name]) => [source, name.replace(/\/index$/, "").replaceAll("/", "-")]),
);

/**
 * Builds the command.
 *
 * @param {string} entry the module that becomes cli.cjs
 * @param {string} outdir the folder to (re)create
 * @param {{sourcemap?: boolean}} [options] with the maps that coverage is read through
 */
export async function buildCli(entry, outdir, { sourcemap = false } = {}) {
  await rm(outdir, { recursive: true, force: true });
  const names = await namesIn(["src/aws", "src/constructs", "src/lower"]);
  const modules = await bundle({
    cwd: ROOT,
    input: { cli: entry },
    resolve: { alias: { yaml: path.join(YAML, "index.js") } },
    plugins: [
      withoutUnused(),
      slimBindings((name) => names.has(name)),
      replacedForCdktf(),
      lazyBindings((binding) => USUAL_BINDINGS.has(binding)),
      // `crypto` takes longer than most files take to compile, cdktf asks for it five times and calls it for names that we give, and only some
      // names of ours are hashed.
      lazyModules({
        builtin: { "node:crypto": ["createHash", "randomBytes"], crypto: ["createHash"] },
        chunks: RARE_MODULES,
      }),
    ],
    output: {
      dir: outdir,
      entryFileNames: "[name].cjs",
      chunkFileNames: "[name].[hash].cjs",
      postBanner: ({ name }) => (name === "cli" ? "#!/usr/bin/env node" : ""),
      // Names stay: they are what a stack trace in a bug report has to say.
      // Not where the maps are wanted: what stands together in the sources would no longer do so.
      minify: !sourcemap && {
        compress: { target: "node20", keepNames: { function: true, class: true } },
        mangle: false,
      },
      codeSplitting: { groups: GROUPS },
      // No word of it in the files themselves: Node would read the maps, in each process.
      sourcemap: sourcemap && "hidden",
    },
  });
  await chmod(path.join(outdir, "cli.cjs"), 0o755);
  const assets = await copyAssets(modules, outdir);
  const packages = await bundledPackages([...modules, ...assets]);
  await writeFile(path.join(outdir, "THIRD-PARTY-NOTICES.txt"), renderNotices(packages));
}

/** All words in the sources of some folders. */
async function namesIn(folders) {
  const names = new Set();
  for (const folder of folders) {
    for (const file of await readdir(path.join(ROOT, folder), { recursive: true })) {
      if (!file.endsWith(".ts")) continue;
      const text = await readFile(path.join(ROOT, folder, file), "utf8");
      for (const [name] of text.matchAll(/\w+/g)) names.add(name);
    }
  }
  return names;
}

/** Files that `graph` reads to draw a png: src/cli/png-parts.ts looks for them there. */
const ASSETS = [
  "node_modules/@resvg/resvg-wasm/index_bg.wasm",
  "node_modules/@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf",
  "node_modules/@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf",
].map((asset) => path.join(ROOT, asset));

/** Puts them into dist/assets/ where the command has the renderer at all. Returns their paths. */
async function copyAssets(modules, outdir) {
  const renderer = path.dirname(ASSETS[0]) + path.sep;
  if (!modules.some((module) => module.startsWith(renderer))) return [];
  await mkdir(path.join(outdir, "assets"));
  for (const asset of ASSETS) await copyFile(asset, path.join(outdir, "assets", path.basename(asset)));
  return ASSETS;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [entry = "src/cli/main.ts", outdir = "dist"] = process.argv.slice(2);
  await buildCli(path.resolve(ROOT, entry), path.resolve(ROOT, outdir));
}
