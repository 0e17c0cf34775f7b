// What the bundler has to do differently for us, each a plugin: it answers for the modules that it names, before anything is bundled.
// Nothing changes what the bundler wrote.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { parseAst } from "rolldown/parseAst";

const INSTALLED = /[\\/]node_modules[\\/]/;
const OF_CDKTF = /[\\/]node_modules[\\/]cdktf[\\/]/;
const BINDINGS = "@cdktf/provider-aws/lib/";
/** Classes of what an attribute holds. */
const OF_ATTRIBUTES = /(?:OutputReference|List|Map)$/;

/**
 * What cdktf loads for things that we never make, and what is only reached through those. `archiver` (and through it glob, streams, lodash)
 * zips a `TerraformAsset`, which could not work in a bundle anyway, as cdktf starts a file of its own for it; `semver` and `child_process`
 * ask terraform for its version when its own App synthesizes; `json-stable-stringify` writes what that App synthesizes; the modules of its
 * own are what its index has for apps of others: modules, assets, backends, remote states, iterators, helpers for tests, HCL. Left out,
 * `synth` starts a third sooner, and the bundle has half the bytes. Whoever does reach one is told so.
 */
const LEFT_OUT = [
  ...["archiver", "semver", "json-stable-stringify", "child_process"],
  ...[
    "./testing",
    "./testing/matchers",
    "./backends",
    "./backends/local-backend",
    "./terraform-remote-state",
    "./terraform-asset",
  ],
  ...[
    "./terraform-module",
    "./terraform-hcl-module",
    "./terraform-iterator",
    "./terraform-data-resource",
    "./terraform-operators",
  ],
  ...["./upgrade-id-aspect", "./hcl/render"],
];

/** @returns {import("rolldown").Plugin} */
export function withoutUnused() {
  const virtual = virtualModules("left-out");
  return {
    name: "without-unused",
    resolveId(id, importer = "") {
      return LEFT_OUT.includes(id) && OF_CDKTF.test(importer) ? virtual.id(id) : undefined;
    },
    load(id) {
      const name = virtual.name(id);
      if (name === undefined) return undefined;
      return `const refuse = () => {
        throw new Error("${name} is left out of this bundle: nothing that is made here needs it");
      };
      module.exports = new Proxy(refuse, { get: (_, key) => (key === "__esModule" ? undefined : refuse) });`;
    },
  };
}

/**
 * Modules that cdktf asks for, and what it gets in their place. `util.isArray` is deprecated, and from Node 22 on
 * each run of `synth` that comes to it would print a warning. `assert` takes longer to load than all of cdktf, and is to say no more than
 * that something does not hold. A stack trace is taken of each token, hundreds of them, for messages about tokens that cannot be resolved,
 * which no user could read anything in.
 */
const REPLACED = {
  util: "module.exports = { isArray: Array.isArray };",
  assert: `const ok = (holds, message) => {
      if (!holds) throw new Error(message);
    };
    module.exports = Object.assign(ok, { ok });`,
  "stack-trace": "exports.captureStackTrace = () => [];",
};

/** @returns {import("rolldown").Plugin} */
export function replacedForCdktf() {
  const virtual = virtualModules("for-cdktf");
  return {
    name: "replaced-for-cdktf",
    resolveId(id, importer = "") {
      const name = id.endsWith("/stack-trace") ? "stack-trace" : id;
      return Object.hasOwn(REPLACED, name) && OF_CDKTF.test(importer) ? virtual.id(name) : undefined;
    },
    load(id) {
      return REPLACED[virtual.name(id)];
    },
  };
}

/**
 * Has bindings of the provider that only some stacks use begin when they are first used, each in a file of its own: V8 reads all of a file
 * before anything in it runs. Our own sources, which alone ask by the name of the package, get an object with a getter for each class.
 *
 * @param {(binding: string) => boolean} isUsual whether most stacks use a binding, by its name in the package: `ecs-service`
 * @returns {import("rolldown").Plugin}
 */
export function lazyBindings(isUsual) {
  const virtual = virtualModules("lazy-binding");
  const require = createRequire(import.meta.url);
  const nameOf = (binding) => binding.slice(BINDINGS.length).split("/")[0];
  return {
    name: "lazy-bindings",
    resolveId(id, importer = "") {
      if (virtual.name(importer) !== undefined) return id.startsWith("./") ? { id, external: true } : undefined;
      if (!id.startsWith(BINDINGS) || INSTALLED.test(importer)) return undefined;
      return isUsual(nameOf(id)) ? undefined : virtual.id(id);
    },
    load(id) {
      const binding = virtual.name(id);
      if (binding === undefined) return undefined;
      const classes = Object.keys(require(binding)).filter((name) => /^[A-Z]/.test(name) && !OF_ATTRIBUTES.test(name));
      const fileName = `binding-${nameOf(binding)}.cjs`;
      this.emitFile({ type: "chunk", id: require.resolve(binding), fileName });
      return getters(classes, `./${fileName}`);
    },
  };
}

/**
 * Has what is costly to load, and often not needed, begin when it is first used. Each is loaded from outside of the chunk that asks.
 *
 * @param {object} modules
 * @param {Readonly<Record<string, readonly string[]>>} modules.builtin what is used of modules of Node, by their name as it is asked for
 * @param {ReadonlyMap<string, string>} modules.chunks what the bundler writes as files of their own: their names without the ending, by
 *   the paths of their sources. Whoever asks must not need their exports while it is itself loaded
 * @returns {import("rolldown").Plugin}
 */
export function lazyModules({ builtin, chunks }) {
  const virtual = virtualModules("lazy");
  const sources = new Map([...chunks].map(([source, name]) => [name, source]));
  return {
    name: "lazy-modules",
    resolveId(id, importer = "") {
      if (virtual.name(importer) !== undefined) return { id, external: true }; // or the module would ask itself
      if (Object.hasOwn(builtin, id)) return virtual.id(id);
      const chunk = id.startsWith(".") ? chunks.get(sourceOf(id, importer)) : undefined;
      return chunk === undefined ? undefined : virtual.id(chunk);
    },
    async load(id) {
      const module = virtual.name(id);
      if (module === undefined) return undefined;
      const source = sources.get(module);
      if (source === undefined) return getters(builtin[module], module);
      const fileName = `${module}.cjs`;
      this.emitFile({ type: "chunk", id: source, fileName });
      return getters(exportsOf(source, await readFile(source, "utf8")), `./${fileName}`);
    },
  };
}

/** The file that a relative path means: a source of ours asks for what it will be compiled to. */
function sourceOf(id, importer) {
  const file = path.resolve(path.dirname(importer), id);
  return importer.endsWith(".ts") ? file.replace(/\.js$/, ".ts") : file;
}

/** The names that a module exports, other than those of types. */
function exportsOf(file, text) {
  const { body } = parseAst(text, { lang: file.endsWith(".ts") ? "ts" : "js" });
  return body
    .filter(({ type, exportKind }) => type === "ExportNamedDeclaration" && exportKind !== "type")
    .flatMap(({ declaration, specifiers }) => [
      ...(declaration?.declarations ?? [declaration]).flatMap((one) => one?.id.name ?? []),
      ...specifiers.filter(({ exportKind }) => exportKind !== "type").map(({ exported }) => exported.name),
    ]);
}

/** A CommonJS module that has these exports of another, and loads it when the first is asked for. */
function getters(names, specifier) {
  const exported = names.map(
    (name) => `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => load().${name} });`,
  );
  return ["let loaded;", `const load = () => (loaded ??= require(${JSON.stringify(specifier)}));`, ...exported].join(
    "\n",
  );
}

/** Ids of modules that are in no file; they begin with a NUL by convention, so that no other plugin takes them for a path. */
function virtualModules(kind) {
  const prefix = `\0${kind}:`;
  return {
    id: (name) => prefix + name,
    name: (id) => (id.startsWith(prefix) ? id.slice(prefix.length) : undefined),
  };
}
