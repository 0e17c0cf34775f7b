#!/usr/bin/env node
// Prints what CHANGELOG.md says of a version. Fails where the tag is not the version of package.json, or has no chapter with a date.
//
// usage: node scripts/release-notes.mjs vVERSION

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/**
 * @param {string} tag `v1.2.3`
 * @param {string} version that of package.json
 * @param {string} changelog
 * @returns {string}
 */
export function releaseNotes(tag, version, changelog) {
  if (tag !== `v${version}`) throw new Error(`the tag is ${tag}, and the version in package.json ${version}`);
  const chapters = changelog.split(/^## /m).slice(1);
  const chapter = chapters.find((one) => one.startsWith(`${version} `));
  if (chapter === undefined) throw new Error(`CHANGELOG.md has no chapter for ${version}`);
  const [heading = "", ...lines] = chapter.split("\n");
  if (!/\(\d{4}-\d\d-\d\d\)$/.test(heading)) throw new Error(`the chapter in CHANGELOG.md has no date: ${heading}`);
  return `${lines.join("\n").trim()}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const root = new URL("../", import.meta.url);
  const read = (name) => readFileSync(new URL(name, root), "utf8");
  process.stdout.write(releaseNotes(process.argv[2], JSON.parse(read("package.json")).version, read("CHANGELOG.md")));
}
