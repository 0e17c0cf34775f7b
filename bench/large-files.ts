// Files that took minutes or all memory when some step took time in proportion to the square of their size.

const HEAD = "name: shop\nenvironments: { stage: {} }\n";

/** A file of any size: `parts` is how often what it is made of stands there when it is as large as in the promise, just under 1 MiB. */
export interface LargeFile {
  readonly parts: number;
  /** The file with so many parts. */
  text(parts: number): string;
}

const list = (count: number, item: (index: number) => string) => Array.from({ length: count }, (_, i) => item(i));
const service = (fields: string) => `${HEAD}services: { web: { image: nginx, ${fields} } }\n`;
const nginx = service("port: 80");
const inService = (parts: number, fields: (parts: number) => string): LargeFile => ({
  parts,
  text: (count) => service(fields(count)),
});
const services = (parts: number, fields: (index: number) => string): LargeFile => ({
  parts,
  text: (count) => `${HEAD}services:\n${list(count, (i) => `  s${i}: { image: n, ${fields(i)} }\n`).join("")}`,
});
const around = (parts: number, text: (parts: number) => string): LargeFile => ({ parts, text });

/** By what is large in them. */
export const LARGE_FILES: Readonly<Record<string, LargeFile>> = {
  "one value of 1 MB": inService(1_000_000, (n) => `env: { A: "${"x".repeat(n)}" }`),
  "a value of colons": inService(300_000, (n) => `env: { A: "${"a:@".repeat(n)}" }`),
  "a value of schemes": inService(450_000, (n) => `env: { A: "${"a+".repeat(n)}://" }`),
  "a value of URLs": inService(100_000, (n) => `env: { A: "${"http://a:".repeat(n)}" }`),
  "840 KB of variables": inService(120_000, (n) => `env: { A: "${"${A:-x}".repeat(n)}" }`),
  "variables that are not set": inService(60_000, (n) => `env: { A: "${"${A}".repeat(n)}" }`),
  "40 KB in host": inService(40_000, (n) => `expose: 80, host: "${"x".repeat(n)}.example.com"`),
  "a host of 900 KB": inService(450_000, (n) => `expose: 80, host: "${"a-".repeat(n)}"`),
  "an image of 900 KB": around(900_000, (n) => `${HEAD}services: { web: { image: "${"x".repeat(n)}" } }\n`),
  "a name of 900 KB": around(900_000, (n) => `name: ${"x".repeat(n)}\nservices: { web: { image: nginx } }\n`),
  "a schedule of 100 KB": around(
    50_000,
    (n) => `${nginx}cron: { a: { schedule: "@every ${"1h".repeat(n)}", service: web, command: x } }\n`,
  ),
  "2,000 services with ports": services(2000, () => "port: 80"),
  "2,000 services with hosts": services(2000, (i) => `port: 80, host: s${i}.example.com`),
  "2,000 services that depend on nobody": services(2000, (i) => `port: 80, depends_on: [x${i}]`),
  "10,000 volumes": inService(10_000, (n) => `volumes: [${list(n, (i) => `v${i}:/data/v${i}`).join(", ")}]`),
  "130,000 findings": around(130_000, (n) => `${HEAD}services: { web: { image: nginx } }\n${"k: 1\n".repeat(n)}`),
  "130,000 findings on one line": inService(130_000, (n) => `volumes: [${"1,".repeat(n)}1]`),
  "20,000 plain secrets": inService(
    20_000,
    (n) => `secrets: { ${list(n, (i) => `S${i}: hunter${i}`).join(", ")} }, foo: 1`,
  ),
  "1 MB of comments": around(80_000, (n) => `${HEAD}services: { web: { image: nginx } }\n${"# a comment\n".repeat(n)}`),
  "100,000 lists in each other": around(100_000, (n) => `${HEAD}services: ${"[".repeat(n)}${"]".repeat(n)}\n`),
  "maps in each other": around(100_000, (n) => `${HEAD}services: ${"{a: ".repeat(n)}1${"}".repeat(n)}\n`),
  "a list of 100,000": inService(100_000, (n) => `start: [${list(n, () => "a").join(", ")}]`),
  "60,000 anchors": around(60_000, (n) => `${nginx}x-l: [${list(n, (i) => `&a${i} b`).join(", ")}]\n`),
  "150,000 aliases": around(150_000, (n) => `x-a: &a b\nx-l: [${list(n, () => "*a").join(", ")}]\n${nginx}`),
  "a billion laughs": around(
    40,
    (n) => `${nginx}x-0: &a0 [x, x]\n${list(n, (i) => `x-${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join("")}`,
  ),
};
