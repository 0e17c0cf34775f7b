import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FileTree, folderWith, nanokit, ROOT, texts, write } from "../cli/command.js";
import { LanguageServer, type Marked, type Position } from "./language-server.js";

const WRONG = `services:
  web:
    image: nginx:1.29
    memory: 512
    cpu: lots
    instances: -1
    volumes: ["./data:/data", "uploads:/srv/uploads"]
    secrets: { API_TOKEN: hunter2, KEY: { from: vault } }
    scale: { max: 2, cpu_threshold: high }
    logging: { buffer: 3x }
    updateStrategy: sometimes
    expos: 80
    aws: { ephemeralStorage: 50 GX }
    `;

/** A file as it is in a nanokit.yml whose first line is the one that `init` writes. */
function withModeline(folder: string, text: string): string {
  const [modeline = ""] = (texts(folder)["nanokit.yml"] ?? "").split("\n");
  return `${modeline}\n${text}`;
}

/** Where the schema is, and the files that are there before `init` runs. */
const PLACES: readonly (readonly [string, FileTree])[] = [
  ["beside the file, as init writes it", {}],
  [
    "of the installed package",
    { "node_modules/nanokit-tf/nanokit.schema.json": readFileSync(`${ROOT}nanokit.schema.json`) },
  ],
];

/** Where a text begins in another. */
function at(text: string, part: string): Position {
  const before = text.slice(0, text.indexOf(part)).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function described(text: string, marks: readonly Marked[]): readonly string[] {
  const lines = text.split("\n");
  return marks
    .map(({ message, range: { start } }) => ({ start, message, rest: lines[start.line]?.slice(start.character) ?? "" }))
    .sort((a, b) => a.start.line - b.start.line || a.start.character - b.start.character)
    .map(({ message, rest }) => `${/^[^\s,\]}]*/.exec(rest)?.[0]}: ${message}`);
}

describe.each(PLACES)("an editor with the schema %s", (_, files) => {
  let folder: string;
  let server: LanguageServer;

  beforeAll(async () => {
    folder = folderWith(files);
    expect(nanokit(folder, ["init", "--yes"]).status).toBe(0);
    server = await LanguageServer.start(folder);
  });

  afterAll(() => server.stop());

  it("has nothing to say of the file that init writes", async () => {
    expect(await server.open("nanokit.yml", texts(folder)["nanokit.yml"] ?? "")).toEqual([]);
  });

  it("marks what is wrong while it is typed, in words", async () => {
    const text = withModeline(folder, WRONG);
    expect(described(text, await server.open("wrong.yml", text))).toEqual([
      "512: Must be a number with its unit (512mb, 1gb, 2Gi).",
      "lots: Must be vCPUs (0.5, 2) or thousandths of one (500m).",
      "-1: Value is below the minimum of 0.",
      '"./data:/data": Must be <volume>:<container path>, with :ro behind it for read-only (uploads:/srv/uploads).',
      "hunter2: Must be a reference, { from: vault } or vault://<name>, and never the value itself.",
      "high: Must be a percentage from 1 to 100 (70%).",
      "3x: Must be a whole number with its unit (25m).",
      'sometimes: Value is not accepted. Valid values: "recreate", "rolling".',
      "expos:: Property expos is not allowed.",
      "50: Must be a number with its unit (512mb, 1gb, 2Gi).",
    ]);
  });

  it("offers keys that are not there yet, each once, and the values of a choice", async () => {
    const text = withModeline(folder, WRONG);
    await server.open("typed.yml", text);
    const keys = await server.complete("typed.yml", { line: text.split("\n").length - 1, character: 4 });
    expect(keys).toEqual([...new Set(keys)]);
    expect(keys).toEqual(expect.arrayContaining(["healthCheck", "depends_on", "host", "env", "networks"]));
    expect(keys).not.toContain("image");
    expect(keys.filter((label) => label.includes("object"))).toEqual([]);
    expect(await server.complete("typed.yml", at(text, "sometimes"))).toEqual(["recreate", "rolling"]);
  });

  it.each([
    ["infra:\n  nat: single\n", "single", ["none", "per-zone", "single"]],
    ["infra:\n  efs:\n    throughput: elastic\n", "elastic", ["bursting", "elastic"]],
    ["services:\n  web:\n    build: true\n", "true", ["true", "false"]],
    ["services:\n  web:\n    secrets:\n      KEY: vault\n", "vault", []],
  ])(
    "offers the words for a value that may be a map too, and neither null nor a map: %j",
    async (file, word, offered) => {
      const text = withModeline(folder, file);
      const name = `offered-${word}.yml`;
      await server.open(name, text);
      const values = await server.complete(name, at(text, word));
      expect(values).toEqual(expect.arrayContaining(offered));
      expect(values.filter((label) => label.includes("object") || label === "null")).toEqual([]);
    },
  );

  it("says of a key what it is, and where that stands", async () => {
    const text = withModeline(folder, WRONG);
    await server.open("read.yml", text);
    const words = await server.hover("read.yml", at(text, "volumes"));
    expect(words).toContain("`<volume>:<container path>`, with `:ro` for read-only.");
    expect(words).toContain("nanokit.schema.json");
  });

  it("says it once, whatever forms the value may have, and shows examples that are maps", async () => {
    const text = withModeline(
      folder,
      'services:\n  web:\n    command: ["a"]\n    updateStrategy: rolling\n    build: true\n',
    );
    await server.open("forms.yml", text);
    expect(await server.hover("forms.yml", at(text, "command"))).toMatch(/^Arguments of the entry point(?!.*\|\|)/s);
    expect(await server.hover("forms.yml", at(text, "updateStrategy"))).toMatch(/^`recreate` stops the old task/);
    expect(await server.hover("forms.yml", at(text, "build"))).toContain("```yaml\ncontext: web\n```");
  });
});

describe("where init points editors to", () => {
  it("is the package in a folder above, within the repository", () => {
    const folder = folderWith({
      ".git/HEAD": "",
      "node_modules/nanokit-tf/nanokit.schema.json": "{}",
      "apps/shop/x": "",
    });
    expect(nanokit(path.join(folder, "apps/shop"), ["init", "--yes"]).stdout).not.toContain("schema");
    expect(texts(folder)["apps/shop/nanokit.yml"]).toContain(
      "$schema=../../node_modules/nanokit-tf/nanokit.schema.json\n",
    );
  });

  it("is the schema that is there already, which stays, unless it is to be written again", () => {
    const folder = folderWith({ "nanokit.schema.json": "{}" });
    nanokit(folder, ["init", "--yes"]);
    expect(texts(folder)["nanokit.schema.json"]).toBe("{}");
    write(folder, { "nanokit.yml": "" });
    nanokit(folder, ["init", "--yes", "--force"]);
    expect(texts(folder)["nanokit.schema.json"]).toBe(readFileSync(`${ROOT}nanokit.schema.json`, "utf8"));
  });
});
