// What the bundler has to do differently for us, each a plugin: it answers for the modules that it names, before anything is bundled.
// Nothing changes what the bundler wrote.

import { createRequire } from "node:module";
import path from "node:path";

const INSTALLED = /[\\/]node_modules[\\/]/;
const BINDINGS = "@cdktf/provider-aws/lib/";

/**
 * What cdktf loads for things that we never make: `archiver` (and through it glob, streams, lodash) zips a `TerraformAsset`, which could
 * not work in a bundle anyway, as cdktf starts a file of its own for it; `semver` and `child_process` ask terraform for its version when
 * its own App synthesizes; `json-stable-stringify` writes what that App synthesizes. Left out, `synth` starts a third sooner, and the
 * bundle has little more than half the bytes. Whoever does reach one is told so.
 */
const LEFT_OUT = ["archiver", "semver", "json-stable-stringify", "child_process"];

/** @returns {import("rolldown").Plugin} */
export function withoutUnused() {
  const virtual = virtualModules("left-out");
  return {
    name: "without-unused",
    resolveId(id, importer = "") {
      return LEFT_OUT.includes(id) && /[\\/]node_modules[\\/]cdktf[\\/]/.test(importer) ? virtual.id(id) : undefined;
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
 * `util.isArray` is deprecated, and from Node 22 on each run of `synth` that comes to it would print a warning. One module of cdktf calls
 * it, which imports nothing else of `util`.
 *
 * @returns {import("rolldown").Plugin}
 */
export function withoutDeprecated() {
  const virtual = virtualModules("util-of-cdktf");
  return {
    name: "without-deprecated",
    resolveId(id, importer = "") {
      const asks = id === "util" && /[\\/]node_modules[\\/]cdktf[\\/]lib[\\/]terraform-output\.js$/.test(importer);
      return asks ? virtual.id(id) : undefined;
    },
    load(id) {
      return virtual.name(id) === undefined ? undefined : "module.exports = { isArray: Array.isArray };";
    },
  };
}

/**
 * Has each binding of the provider begin when it is first used: a stack uses a third of them. Our own sources, which alone ask by the name
 * of the package, get an object with a getter for each of the binding's classes. Bindings that only some stacks use are files of their own,
 * as V8 reads all of a file before anything in it runs, and half of what the bindings hold is in these.
 *
 * @param {(binding: string) => boolean} isUsual whether most stacks use a binding, by its name in the package: `ecs-service`
 * @returns {import("rolldown").Plugin}
 */
export function lazyBindings(isUsual) {
  const virtual = virtualModules("lazy-binding");
  const require = createRequire(import.meta.url);
  return {
    name: "lazy-bindings",
    resolveId(id, importer = "") {
      if (virtual.name(importer) !== undefined) return id.startsWith("./") ? { id, external: true } : undefined;
      return id.startsWith(BINDINGS) && !INSTALLED.test(importer) ? virtual.id(id) : undefined;
    },
    load(id) {
      const binding = virtual.name(id);
      if (binding === undefined) return undefined;
      const classes = Object.keys(require(binding)).filter((name) => /^[A-Z]/.test(name));
      const source = require.resolve(binding);
      const [name] = binding.slice(BINDINGS.length).split("/");
      if (isUsual(name)) return getters(classes, source);
      const fileName = `binding-${name}.cjs`;
      this.emitFile({ type: "chunk", id: source, fileName });
      return getters(classes, `./${fileName}`);
    },
  };
}

/**
 * Leaves out of the bindings what they have for cdktf's own HCL, a sixth of their text: ours is made of the JSON (src/hcl).
 *
 * @returns {import("rolldown").Plugin}
 */
export function withoutHclOfCdktf() {
  const isForHcl = (name = "") => name === "synthesizeHclAttributes" || name.endsWith("ToHclTerraform");
  const nameOf = (node) => {
    if (node.type === "ExpressionStatement") return node.expression.left?.property?.name; // exports.x = x
    return (node.id ?? node.key)?.name;
  };
  return {
    name: "without-hcl-of-cdktf",
    transform: {
      filter: { id: /[\\/]node_modules[\\/]@cdktf[\\/]provider-aws[\\/]lib[\\/]/ },
      handler(code) {
        const classes = (node) => (node.type === "ClassDeclaration" ? node.body.body : []);
        const { body } = this.parse(code);
        const unused = body.flatMap((node) => [node, ...classes(node)]).filter((node) => isForHcl(nameOf(node)));
        return unused.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), code);
      },
    },
  };
}

/**
 * Has what is costly to load, and often not needed, begin when it is first used. Each is loaded from outside of the chunk that asks.
 *
 * @param {object} modules
 * @param {readonly string[]} modules.builtin modules of Node, such as `node:crypto`
 * @param {Readonly<Record<string, {file: string, names: readonly string[]}>>} modules.chunks what the bundler writes as a file of its own,
 *   by the path of its source: its place beside the chunk that asks, and what it exports
 * @returns {import("rolldown").Plugin}
 */
export function lazyModules({ builtin, chunks }) {
  const virtual = virtualModules("lazy");
  const files = new Map(Object.values(chunks).map(({ file, names }) => [file, names]));
  return {
    name: "lazy-modules",
    resolveId(id, importer = "") {
      if (virtual.name(importer) !== undefined) return { id, external: true }; // or the module would ask itself
      if (builtin.includes(id)) return virtual.id(id);
      const source = id.startsWith(".") ? path.resolve(path.dirname(importer), id).replace(/\.js$/, ".ts") : undefined;
      const chunk = source === undefined ? undefined : chunks[source];
      return chunk === undefined ? undefined : virtual.id(chunk.file);
    },
    async load(id) {
      const module = virtual.name(id);
      if (module === undefined) return undefined;
      return getters(files.get(module) ?? Object.keys(await import(module)), module);
    },
  };
}

/** A CommonJS module that has these exports of another, and loads it when one is asked for. */
function getters(names, specifier) {
  const load = `require(${JSON.stringify(specifier)})`;
  return names
    .filter((name) => name !== "default")
    .map((name) => `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => ${load}.${name} });`)
    .join("\n");
}

/** Ids of modules that are in no file; they begin with a NUL by convention, so that no other plugin takes them for a path. */
function virtualModules(kind) {
  const prefix = `\0${kind}:`;
  return {
    id: (name) => prefix + name,
    name: (id) => (id.startsWith(prefix) ? id.slice(prefix.length) : undefined),
  };
}
