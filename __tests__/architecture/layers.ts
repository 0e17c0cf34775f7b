/** Whether a layer may see another at run time, or only its types, which are gone when the program runs. */
export type Sight = "all" | "types";

/** What may import what: the arrows of ARCHITECTURE.md. A layer is a folder of src/, or a file that stands beside them. */
export const layers: Readonly<Record<string, Readonly<Record<string, Sight>>>> = {
  diagnostics: {},
  secrets: {},
  shell: {},
  model: { diagnostics: "types", aws: "types" },
  aws: {},
  syntax: { diagnostics: "all", secrets: "all" },
  schema: { syntax: "all", diagnostics: "all", aws: "all" },
  resolve: {
    secrets: "all",
    shell: "all",
    schema: "all",
    syntax: "all",
    diagnostics: "all",
    model: "all",
    aws: "all",
  },
  "compile.ts": {
    secrets: "all",
    resolve: "all",
    schema: "all",
    syntax: "all",
    diagnostics: "all",
    model: "all",
    aws: "all",
  },
  fix: { "compile.ts": "types", diagnostics: "all" },
  stack: { diagnostics: "types" },
  report: { shell: "all", stack: "all", schema: "all", diagnostics: "all", model: "all", aws: "all" },
  changes: { secrets: "all", stack: "all", diagnostics: "all", aws: "all" },
  init: {
    "compile.ts": "all",
    shell: "all",
    report: "all",
    resolve: "all",
    schema: "all",
    syntax: "all",
    diagnostics: "all",
    secrets: "all",
    aws: "all",
  },
  constructs: { aws: "all" },
  hcl: { stack: "all" },
  lower: { constructs: "all", hcl: "all", stack: "all", model: "all", aws: "all" },
  cli: {
    "compile.ts": "all",
    changes: "all",
    init: "all",
    lower: "all",
    hcl: "all",
    fix: "all",
    report: "all",
    shell: "all",
    stack: "all",
    resolve: "all",
    schema: "all",
    syntax: "all",
    diagnostics: "all",
    model: "all",
    aws: "all",
  },
  "main.ts": { cli: "all", "compile.ts": "all", lower: "all", resolve: "all", diagnostics: "all", model: "all" },
  "index-constructs.ts": { lower: "all", constructs: "all", aws: "all" },
  "index.ts": { "compile.ts": "all", diagnostics: "all", model: "types" },
};

/**
 * Packages whose code the build takes into dist/ and lib/, so that whoever installs us installs nothing else; they are devDependencies.
 * The other packages that a source may import are the peer dependencies.
 */
export const bundledPackages: readonly string[] = [
  "@clack/prompts",
  "@expo-google-fonts/arimo",
  "@humanwhocodes/momoa",
  "@resvg/resvg-wasm",
  "@viz-js/viz",
  "diff",
  "fastest-levenshtein",
  "get-east-asian-width",
  "shlex",
  "yaml",
];

/** Layers that may import packages which the others may not. */
export const restrictedPackages: Readonly<Record<string, readonly string[]>> = {
  yaml: ["syntax"],
  cdktf: ["constructs", "lower", "main.ts"],
  constructs: ["constructs", "lower", "main.ts"],
  "@cdktf/*": ["constructs", "lower", "main.ts"],
};

/** Layers that may touch process, clock, network and disk. */
export const impureLayers: readonly string[] = ["cli", "main.ts"];

/** Parts of Node that only compute. */
export const pureBuiltins: readonly string[] = [
  "node:assert",
  "node:buffer",
  "node:crypto",
  "node:path",
  "node:url",
  "node:util",
];
