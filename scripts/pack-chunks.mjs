// Puts small files that are read together into one: each file that Node reads costs a third of a millisecond, and a splitting bundler makes
// one for each set of commands that have something in common.

/** A larger file stays alone: whoever needs a small one should not have to read it. */
const SMALL_CHARACTERS = 12_000;

/**
 * @typedef {object} Pack
 * @property {string} name the file to make, in the folder of the chunks
 * @property {readonly string[]} entries whose imports it takes in; they themselves stay
 */

/**
 * Files by path with the packs in place of what they hold. Modules in a pack run when they are first asked for, as files do.
 *
 * @param {ReadonlyMap<string, string>} texts CommonJS files by path
 * @param {ReadonlyMap<string, readonly string[]>} imports what each imports when it is loaded
 * @param {readonly Pack[]} packs an earlier one takes what two have in common
 * @returns {ReadonlyMap<string, string>}
 */
export function packSmallChunks(texts, imports, packs) {
  const packOf = new Map();
  for (const { name, entries } of packs) {
    for (const chunk of reachable(entries, imports)) {
      if (!packOf.has(chunk) && (texts.get(chunk)?.length ?? Infinity) <= SMALL_CHARACTERS) packOf.set(chunk, name);
    }
  }
  const asked = new Map([...texts].map(([name, text]) => [name, askPacks(text, packOf)]));
  const files = new Map([...asked].filter(([name]) => !packOf.has(name)));
  for (const { name } of packs) {
    const inside = [...asked].filter(([chunk]) => packOf.get(chunk) === name);
    if (inside.length > 0) files.set(name, packText(inside));
  }
  return files;
}

/** Everything that the entries import, directly or not; not the entries themselves. */
function reachable(entries, imports) {
  const reached = new Set(entries);
  for (const name of reached) for (const imported of imports.get(name) ?? []) reached.add(imported);
  for (const entry of entries) reached.delete(entry);
  return reached;
}

/** Has a file ask a pack for what is in it: `require("./a.cjs")` becomes `require("./pack.cjs")("a.cjs")`. */
function askPacks(text, packOf) {
  return text.replaceAll(/\brequire\("(\.\/(?:chunks\/)?)([\w.-]+\.cjs)"\)/g, (call, folder, file) => {
    const pack = packOf.get(`chunks/${file}`);
    return pack === undefined ? call : `require("${folder}${baseName(pack)}")("${file}")`;
  });
}

/** The parentheses have V8 compile a module at once: almost all are run, and it would read those twice. */
function packText(chunks) {
  const modules = chunks.map(([name, text]) => `"${baseName(name)}":((exports,require,module)=>{${text.trimEnd()}\n})`);
  return `const modules={${modules.join(",\n")}},loaded={};module.exports=name=>{let module=loaded[name];if(!module){module=loaded[name]={exports:{}};modules[name](module.exports,require,module)}return module.exports};\n`;
}

function baseName(file) {
  return file.slice(file.lastIndexOf("/") + 1);
}
