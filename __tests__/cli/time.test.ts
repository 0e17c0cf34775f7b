import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { bundle, folderWith, NODE } from "./command.js";

const meter = fileURLToPath(new URL("../../bench/resources.cjs", import.meta.url));
const head = "name: shop\nenvironments: { stage: {} }\n";
const service = (fields: string) => `${head}services: { web: { image: nginx, ${fields} } }\n`;
const list = (count: number, item: (index: number) => string) => Array.from({ length: count }, (_, i) => item(i));
const services = (count: number, fields: (index: number) => string) =>
  `${head}services:\n${list(count, (i) => `  s${i}: { image: n, ${fields(i)} }\n`).join("")}`;

/** Files that took minutes or all memory when some step took time in proportion to the square of their size. Each has less than 1 MiB. */
const files: Readonly<Record<string, string>> = {
  "one value of 1 MB": service(`env: { A: "${"x".repeat(1_000_000)}" }`),
  "a value of colons": service(`env: { A: "${"a:@".repeat(300_000)}" }`),
  "a value of schemes": service(`env: { A: "${"a+".repeat(450_000)}://" }`),
  "a value of URLs": service(`env: { A: "${"http://a:".repeat(100_000)}" }`),
  "840 KB of variables": service(`env: { A: "${"${A:-x}".repeat(120_000)}" }`),
  "variables that are not set": service(`env: { A: "${"${A}".repeat(60_000)}" }`),
  "40 KB in host": service(`expose: 80, host: "${"x".repeat(40_000)}.example.com"`),
  "a host of 900 KB": service(`expose: 80, host: "${"a-".repeat(450_000)}"`),
  "an image of 900 KB": `${head}services: { web: { image: "${"x".repeat(900_000)}" } }\n`,
  "a name of 900 KB": `name: ${"x".repeat(900_000)}\nservices: { web: { image: nginx } }\n`,
  "a schedule of 100 KB": `${service("port: 80")}cron: { a: { schedule: "@every ${"1h".repeat(50_000)}", service: web, command: x } }\n`,
  "2,000 services with ports": services(2000, () => "port: 80"),
  "2,000 services with hosts": services(2000, (i) => `port: 80, host: s${i}.example.com`),
  "2,000 services that depend on nobody": services(2000, (i) => `port: 80, depends_on: [x${i}]`),
  "10,000 volumes": service(`volumes: [${list(10_000, (i) => `v${i}:/data/v${i}`).join(", ")}]`),
  "130,000 findings": `${head}services: { web: { image: nginx } }\n${"k: 1\n".repeat(130_000)}`,
  "130,000 findings on one line": service(`volumes: [${"1,".repeat(130_000)}1]`),
  "20,000 plain secrets": service(`secrets: { ${list(20_000, (i) => `S${i}: hunter${i}`).join(", ")} }, foo: 1`),
  "1 MB of comments": `${head}services: { web: { image: nginx } }\n${"# a comment\n".repeat(80_000)}`,
  "100,000 lists in each other": `${head}services: ${"[".repeat(100_000)}${"]".repeat(100_000)}\n`,
  "maps in each other": `${head}services: ${"{a: ".repeat(100_000)}1${"}".repeat(100_000)}\n`,
  "a list of 100,000": service(`start: [${list(100_000, () => "a").join(", ")}]`),
  "60,000 anchors": `${service("port: 80")}x-l: [${list(60_000, (i) => `&a${i} b`).join(", ")}]\n`,
  "150,000 aliases": `x-a: &a b\nx-l: [${list(150_000, () => "*a").join(", ")}]\n${service("port: 80")}`,
  "a billion laughs": `${service("port: 80")}x-0: &a0 [x, x]\n${list(
    40,
    (i) => `x-${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`,
  ).join("")}`,
};

/** On a quiet machine each takes less than 2 s; a busy one, where other tests run, is slower by a factor. */
const SECONDS = 8;
const MEBIBYTES = 512;

describe("time and memory go with the size of the file", () => {
  it.each(Object.keys(files))("%s", (name) => {
    const folder = folderWith({ "nanokit.yml": files[name] ?? "" });
    const taken = path.join(folder, "taken.json");
    // An internal error would be 2.
    const { status } = spawnSync(NODE, [bundle(), "validate"], {
      cwd: folder,
      env: { PATH: process.env.PATH, NODE_OPTIONS: `--require ${meter}`, RESOURCES: taken },
      stdio: "ignore",
    });
    expect([0, 1]).toContain(status);
    const { seconds, mebibytes } = JSON.parse(readFileSync(taken, "utf8")) as Record<string, number>;
    expect({ seconds, fits: Number(seconds) < SECONDS }).toEqual({ seconds, fits: true });
    expect({ mebibytes, fits: Number(mebibytes) < MEBIBYTES }).toEqual({ mebibytes, fits: true });
  });
});
