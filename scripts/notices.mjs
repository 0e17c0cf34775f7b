// What the licences of bundled packages ask for: who made them, under which licence, where the source is.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { crateNotices } from "./crates-in-resvg.mjs";

/**
 * @typedef {{name: string, version: string, license: string, source: string, texts: string[]}} BundledPackage
 */

const NOTICE_FILE = /^(licen[cs]e|copying|notice)/i;
const RULE = "-".repeat(80);

/** What packages hold of others, compiled, without a licence file of theirs. Source: the provenance that comes with the package. */
const HELD = {
  "@resvg/resvg-wasm": crateNotices(),
  "@viz-js/viz": `It holds, compiled to WebAssembly and unchanged:

- Graphviz 16.1.0, under the Eclipse Public License. The source, which that licence entitles you to, with the licence:
  https://gitlab.com/graphviz/graphviz/-/tree/16.1.0
- Expat 2.8.5, under the MIT License. Copyright (c) 1998-2000 Thai Open Source Software Center Ltd and Clark Cooper,
  Copyright (c) 2001-2025 Expat maintainers: https://github.com/libexpat/libexpat/blob/R_2_8_5/expat/COPYING`,
};

/**
 * The packages whose code is in the output, by name and version.
 *
 * @param {readonly string[]} files modules that are bundled, and files that are beside the bundle as they are; paths
 * @returns {Promise<BundledPackage[]>}
 */
export async function bundledPackages(files) {
  const folders = new Set(files.map(packageFolder).filter((folder) => folder !== undefined));
  const packages = await Promise.all([...folders].map(readPackage));
  const byId = new Map(packages.map((pkg) => [`${pkg.name}@${pkg.version}`, pkg]));
  return [...byId.keys()].sort().map((id) => byId.get(id));
}

/** `a/node_modules/@s/b/lib/c.js` -> `a/node_modules/@s/b`; undefined for our own files, and for what plugins make up. */
function packageFolder(file) {
  return /^([^\0].*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file)?.[1];
}

async function readPackage(folder) {
  const manifest = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const names = (await readdir(folder)).filter((name) => NOTICE_FILE.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  return {
    name: manifest.name,
    version: manifest.version,
    license: licenseOf(manifest),
    source: sourceOf(manifest),
    texts: texts.map((text) => text.replaceAll("\r\n", "\n").trim()),
  };
}

function licenseOf({ license, licenses }) {
  if (typeof license === "string") return license;
  const stated = (licenses ?? [license]).map((entry) => entry?.type).filter(Boolean);
  return stated.length > 0 ? stated.join(" OR ") : "not stated";
}

function sourceOf({ repository, homepage, name, version }) {
  const stated = typeof repository === "string" ? repository : (repository?.url ?? homepage);
  if (stated === undefined) return `the npm package ${name}@${version}`;
  const [, short] = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(stated) ?? [];
  const url = short === undefined ? stated : `https://github.com/${short}`;
  return url
    .replace(/^git\+/, "")
    .replace(/^git@([^:/]+):/, "https://$1/")
    .replace(/^(git|ssh):\/\/(git@)?/, "https://")
    .replace(/\.git$/, "");
}

/**
 * @param {BundledPackage[]} packages
 * @returns {string} the text of THIRD-PARTY-NOTICES.txt
 */
export function renderNotices(packages) {
  const table = packages.map((pkg) => `${pkg.name} ${pkg.version} (${pkg.license})`).join("\n");
  return `This folder contains code of the packages below, bundled and minified, otherwise unchanged; parts that nothing here
uses are left out. The source of each, under its own licence, is at the address given, and in the npm package of that
name and version: npm pack NAME@VERSION fetches it, at no charge.

${table}

${packages.map(renderPackage).join("\n")}`;
}

function renderPackage(pkg) {
  const spdx = `The package carries no licence file. The text of ${pkg.license}: https://spdx.org/licenses/${pkg.license}.html`;
  const text = pkg.texts.length > 0 ? pkg.texts.join("\n\n") : spdx;
  return `${RULE}\n${pkg.name} ${pkg.version}\nLicence: ${pkg.license}\nSource: ${pkg.source}\n\n${[text, HELD[pkg.name]].filter(Boolean).join("\n\n")}\n`;
}
