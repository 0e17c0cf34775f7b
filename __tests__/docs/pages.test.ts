import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findImage } from "../../src/aws/images/index.js";
import { parseCommandLine } from "../../src/cli/arguments.js";
import { publish } from "../../src/cli/files/publish.js";
import { saveImages } from "../../src/cli/saved-images.js";
import { usages } from "../../src/cli/usage/index.js";
import type { CommandUsage } from "../../src/cli/usage/usage.js";
import { type Compilation, compile } from "../../src/compile.js";
import { codes } from "../../src/diagnostics/codes.js";
import { ELEMENTS } from "../../src/lower/elements.js";
import { hclFormat } from "../../src/lower/hcl-format.js";
import { synthesize } from "../../src/lower/synth.js";
import { besideOf } from "../../src/resolve/beside.js";
import { documentSchema } from "../../src/schema/language.js";
import type { Schema } from "../../src/schema/schema.js";
import { madeStacks, readStack } from "../../src/stack/read.js";
import { folderWith, texts } from "../cli/command.js";
import { anchors, codeBlocks, codeSpans, links, proseLines, tableRows } from "./markdown.js";
import { blocksIn, everything, page, pages, promised, section } from "./pages.js";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

const readme = page("README.md");
const manifest: { version: string; scripts: Record<string, string>; engines: { node: string } } = JSON.parse(
  read("package.json"),
);

/** What a fragment without services is laid over. */
const SURROUNDINGS =
  "name: mynapp\nservices: { database: { image: 'mongo:8.0', volumes: ['data-store:/data/db'] } }\nenvironments: { stage: {} }\n";

/** Files that examples put into containers. */
const beside = besideOf({
  "nginx/site.conf": "listen 80;\n",
  "nginx/stage.conf": "listen 80;\n",
  "nginx/server.conf": "server_name ${SERVER:-_};\n",
  "html/index.html": "soon\n",
});

function compileExample(text: string): Compilation {
  const whole = /^services:/m.test(text) ? text : SURROUNDINGS + text;
  return compile({ path: "nanokit.yml", text: whole }, { defaultName: "mynapp", read: beside });
}

const examples = blocksIn("yaml");
const tour = compileExample(examples.find(({ path }) => path === "README.md")?.text ?? "");
const tourStack: unknown = JSON.parse(
  (tour.project && synthesize(tour.project).find(({ path }) => path === "stacks/mynapp-stage/cdk.tf.json")?.text) ??
    "null",
);

const tourVersions = tour.project && madeStacks(synthesize(tour.project)).get("mynapp-stage")?.document;

/** What a path such as `locals.database_container` leads to. */
function at(json: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce((value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined), json);
}

describe.each(pages)("$path", ({ path, text }) => {
  it("links to files and headings that exist", () => {
    const broken = links(text).filter((link) => {
      if (/^https?:/.test(link)) return false;
      const [file = "", anchor] = link.split("#");
      const document = new URL(path, root);
      const target = file === "" ? document : new URL(file, document);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchors(readFileSync(target, "utf8")).has(anchor);
    });
    expect(broken).toEqual([]);
  });

  it("names only codes that exist", () => {
    expect([...text.matchAll(/\bNK\d{3}\b/g)].map(([code]) => code).filter((code) => !(code in codes))).toEqual([]);
  });

  it("names only scripts that exist", () => {
    const named = [...text.matchAll(/\bnpm (?:run )?(?!ci|link|install|pack|run\b)([a-z0-9:-]+)/g)].map(
      ([, name = ""]) => name,
    );
    expect(named.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
  });

  it("shows only commands that make sense", () => {
    const shown = [
      ...codeBlocks(text).flatMap((block) => (block.language === "sh" ? block.text.split("\n") : [])),
      ...codeSpans(text).map((span) => span.replaceAll("\n", " ")),
    ].filter((line) => line.startsWith("nanokit-tf "));
    const misused = shown.map(wordsOf).flatMap((words) => {
      const request = parseCommandLine(words);
      return request.kind === "misused" ? [`${words.join(" ")}: ${request.message}`] : [];
    });
    expect(misused).toEqual([]);
  });

  it("names only addresses of the table", () => {
    const named = codeSpans(text).filter((span) =>
      /^(?:data\.)?aws_\w+\.[\w{}-]+$|^(?:local|var|output)\.[\w{}-]+$/.test(span),
    );
    expect(named.filter((address) => !isAddress(address))).toEqual([]);
  });

  it("names only resource types of the table", () => {
    const types = new Set(ELEMENTS.map(({ address }) => address.replace(/^data\./, "").split(".")[0]));
    expect(codeSpans(text).filter((span) => /^aws_[a-z_]+$/.test(span) && !types.has(span))).toEqual([]);
  });
});

describe("prose", () => {
  // In the reference of diagnostics the texts of codes stand as they are, one to a line.
  it.each(pages.filter(({ path }) => !path.startsWith("docs/diagnostics/")))(
    "of $path is wrapped at 120 columns",
    ({ text }) => {
      const long = proseLines(text).filter((line) => line.text.length > 120 && !line.text.startsWith("|"));
      expect(long.map(({ line }) => line)).toEqual([]);
    },
  );
});

function withoutAnchor(link: string): string {
  return link.replace(/#.*$/, "");
}

/** The words behind `nanokit-tf`, of a command line or of a usage line such as `synth [-f FILE]... [--format text|json]`. */
function wordsOf(shown: string): readonly string[] {
  return shown
    .replace(/\s#.*$/, "")
    .replace(/ > \S+$/, "")
    .replaceAll(/[[\]]|\.\.\./g, "")
    .split(/\s+/)
    .slice(1)
    .map((word) => word.split("|")[0] ?? "");
}

/** Whether it is a row of the table, or what a row gives for some keys. */
function isAddress(address: string): boolean {
  return ELEMENTS.some((row) => {
    const pattern = row.address.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[A-Za-z][\\w-]*");
    return row.address === address || new RegExp(`^${pattern}$`).test(address);
  });
}

describe("the examples of the pages", () => {
  it.each(examples)("$path, line $line, has the findings that it announces", ({ text, promise }) => {
    const announced = /^expect: (.*)$/.exec(promise ?? "")?.[1];
    const { diagnostics, project } = compileExample(text);
    expect(
      diagnostics
        .map(({ code }) => code)
        .sort()
        .join(" ") || "none",
    ).toBe(announced === "none" ? "none" : announced?.split(" ").sort().join(" "));
    expect(project && synthesize(project).length).toBeGreaterThan(1);
  });

  const json = blocksIn("json");
  // `npm run own-app -- --cdk-terrain` installs what one of the others says; those with a name are files beside a stack.
  const excerpts = json.filter(({ text, promise = "" }) => !text.includes("cdktn") && !promise.startsWith("file:"));

  it.each(excerpts)("$path, line $line, is an excerpt of what the tour gives", ({ text, promise }) => {
    const path = /^excerpt: (\S+)$/.exec(promise ?? "")?.[1] ?? "";
    expect(JSON.parse(text)).toEqual(at(tourStack, path));
  });

  it("are as many as they were", () => {
    expect([examples.length, excerpts.length, json.length]).toEqual([63, 2, 4]);
  });

  it("have Terraform plan as many resources as the tour says", () => {
    const resources = Object.values(at(tourStack, "resource") as Record<string, object>);
    const count = resources.reduce((sum, ofType) => sum + Object.keys(ofType).length, 0);
    expect(readme).toContain(`Plan: ${count} to add, 0 to change, 0 to destroy.`);
  });
});

describe("the HCL of the pages", () => {
  it("stands so in what the tour gives", () => {
    const hcl = tour.project ? synthesize(tour.project, { format: hclFormat }).map(({ text }) => text) : [];
    const blocks = blocksIn("hcl");
    expect(blocks.length).toBeGreaterThan(0);
    for (const { text } of blocks) expect(hcl.join("\n")).toContain(text.trim());
  });
});

describe("the root of the pages", () => {
  it("is the one that the lab applies", () => {
    const root = readFileSync(new URL("../../e2e/roots/two-environments/main.tf", import.meta.url), "utf8");
    const blocks = blocksIn("terraform").filter(({ promise = "" }) => !promise.startsWith("file:"));
    expect(blocks).toHaveLength(1);
    for (const { text } of blocks) expect(root).toContain(text.trim());
  });
});

describe("the files beside the stack of docs/tasks/ci.md", () => {
  const example = examples.find(({ path }) => path === "docs/tasks/ci.md")?.text ?? "";
  const { project } = compileExample(example);
  const stack = project && madeStacks(synthesize(project)).get("shop-stage")?.document;

  it("name the backend as `infra.backend` does", () => {
    const reading = readStack([{ path: "backend.tf", text: promised("file: backend.tf") }]);
    const own = reading.readable ? at(reading.stack.document, "terraform.backend") : undefined;
    expect(own).toEqual(at(stack, "terraform.backend"));
    expect(at(stack, "terraform.backend.s3")).toBeDefined();
  });

  it("have a value for each variable, as `images --save` writes it", () => {
    if (!project) throw new Error("the example has errors");
    const folder = folderWith({});
    publish(folder, synthesize(project));
    saveImages(project, { output: folder, tag: "1.4.0" });
    const saved = texts(folder)["stacks/shop-stage/images.auto.tfvars.json"];
    expect(saved).toBe(promised("file: images.auto.tfvars.json"));
    const needed = Object.keys(at(stack, "variable") as object).filter((name) => name.endsWith("_image_tag"));
    expect(Object.keys(JSON.parse(saved ?? "{}"))).toEqual(needed);
  });
});

describe("what the pages say", () => {
  it("has every output", () => {
    const outputs = ELEMENTS.map(({ address }) => address).filter((address) => address.startsWith("output."));
    const spans = codeSpans(section(page("docs/output.md"), "### Outputs"));
    expect(outputs.filter((output) => !spans.includes(output))).toEqual([]);
  });

  it("of keys is of keys that exist", () => {
    const known = new Set(keys(documentSchema, "").map(({ path }) => path));
    const unknown = tableRows(everything, ["nanokit.yml", "Terraform", "Notes"]).flatMap(([cell = ""]) => {
      let parent = "";
      return codeSpans(cell).flatMap((span) => {
        const path = span.replaceAll(/<\w+>/g, "*");
        const found = [path, `${parent}.${path}`].find((one) => known.has(one));
        parent = (found ?? "").replace(/\.[^.]*$/, "");
        return found === undefined ? [span] : [];
      });
    });
    expect(unknown).toEqual([]);
  });

  it("of keys that nothing is made of is complete and right", () => {
    const columns = ["Not done on Fargate (NK901)", "Not needed on Fargate (NK902)"];
    const rows = tableRows(everything, columns);
    for (const [column, outcome] of (["missed", "ignored"] as const).entries()) {
      const named = new Set(rows.flatMap((cells) => codeSpans(cells[column] ?? "")).flatMap((span) => span.split(".")));
      const meant = keys(documentSchema, "").filter((key) => key.outcome === outcome);
      const missing = meant.filter(({ path }) => !path.split(".").some((part) => part !== "infra" && named.has(part)));
      expect(missing.map(({ path }) => path)).toEqual([]);
      const parts = new Set(meant.flatMap(({ path }) => path.split(".")));
      expect([...named].filter((name) => !parts.has(name))).toEqual([]);
    }
  });

  it("of images is what the table of images says", () => {
    const cells = tableRows(everything, ["Image", "User", "Image", "User"]).flatMap(([a, b, c, d]) => [
      [a, b],
      [c, d],
    ]);
    for (const [image = "", user] of cells) {
      const owner = findImage(image.replaceAll("`", ""))?.owner;
      expect(`${image} ${owner?.uid}:${owner?.gid}`).toBe(`${image} ${user}`);
    }
  });

  it("of databases is what the table of images says", () => {
    const named = /known to keep such\s+files\s+\(([^)]*) \.\.\.\)/.exec(everything)?.[1]?.split(/,\s+/) ?? [];
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((image) => findImage(image)?.database !== true)).toEqual([]);
  });

  it("of versions is what is emitted and asked for", () => {
    const provider = at(tourStack, "terraform.required_providers.aws.version");
    const terraform = String(at(tourVersions, "terraform.required_version"));
    expect(readme).toContain(`\`${provider}\``);
    expect(readme).toContain(`Terraform ${terraform.replace(/^>= (\d+\.\d+)\.0$/, "$1")} or later`);
    expect(readme).toContain(`nanokit-tf-${manifest.version}.tgz`);
    expect(readme).toContain(`Node ${manifest.engines.node.replace(">=", "")} or later`);
  });
});

describe("docs/README.md", () => {
  it("leads to every other page, and to the reference", () => {
    // The list of codes leads to the pages that explain them.
    const listed = ["docs/README.md", "docs/diagnostics.md"].flatMap((path) => links(page(path)).map(withoutAnchor));
    const there = pages.flatMap(({ path }) => (path.startsWith("docs/") ? [path.slice("docs/".length)] : []));
    expect(there.filter((name) => name !== "README.md" && !listed.includes(name))).toEqual([]);
  });
});

describe("the commands of README.md, and docs/options.md", () => {
  const commands: readonly CommandUsage[] = Object.values(usages);

  it("has every command once, and a page for it", () => {
    const rows = tableRows(readme, ["Command", "Does", "More"]);
    const named = rows.map(([name = ""]) => /^`nanokit-tf (\w+)(?: [^`]+)?`$/.exec(name)?.[1]);
    expect([...named].sort()).toEqual(commands.map(({ name }) => name).sort());
    expect(rows.filter(([, , more = ""]) => links(more).length !== 1)).toEqual([]);
  });

  it("has every option, with its letter, for the commands that take it", () => {
    const rows = tableRows(page("docs/options.md"), ["Option", "Of", "Without it"]);
    let option = "";
    const listed = rows.map(([cell = "", of = ""]) => {
      if (cell !== "") option = cell;
      return { spans: codeSpans(option), of };
    });
    const missing = commands.flatMap(({ name, options }) =>
      Object.entries(options).flatMap(([long, { short }]) => {
        const words = short === undefined ? [`--${long}`] : [`-${short}`, `--${long}`];
        const found = listed.some(
          ({ spans, of }) =>
            words.every((word) => spans.includes(word)) && (/^all/.test(of) || of.includes(`\`${name}\``)),
        );
        return found ? [] : [`${name} ${words.join(" ")}`];
      }),
    );
    expect(missing).toEqual([]);
    const known = new Set(commands.flatMap(({ options }) => Object.keys(options).map((long) => `--${long}`)));
    const named = listed.flatMap(({ spans }) => spans.filter((span) => span.startsWith("--")));
    expect(named.filter((span) => !known.has(span) && !["--quiet", "--help", "--version"].includes(span))).toEqual([]);
  });
});

describe("nanokit.yml of this repository", () => {
  it("compiles without a finding, and without a variable", () => {
    const { diagnostics, project } = compile({ path: "nanokit.yml", text: read("nanokit.yml") });
    expect(diagnostics.map(({ code }) => code)).toEqual([]);
    expect(project?.environments.map(({ name }) => name)).toEqual(["production", "stage"]);
    const stacks = project ? synthesize(project).filter(({ path }) => path.endsWith("/cdk.tf.json")) : [];
    // Terraform would ask for a variable, and a newcomer has no image to name.
    expect(stacks.map(({ text }) => Object.keys(JSON.parse(text)).includes("variable"))).toEqual([false, false]);
  });
});

/** One key of the language, `services.*.image` for instance, and what becomes of it. */
interface Key {
  readonly path: string;
  readonly outcome: string;
}

/** Every key below a schema. */
function keys(schema: Schema, path: string): readonly Key[] {
  const below = (part: string) => (path === "" ? part : `${path}.${part}`);
  switch (schema.kind) {
    case "object":
      return Object.entries(schema.fields).flatMap(([name, field]) => [
        { path: below(name), outcome: field.outcome.kind },
        ...(below(name) === "environments"
          ? [{ path: "environments.*", outcome: "used" }]
          : keys(field.schema, below(name))),
      ]);
    case "map":
      return [{ path: below("*"), outcome: "used" }, ...keys(schema.of, below("*"))];
    case "list":
      return keys(schema.of, path);
    case "either":
      return schema.members.flatMap((member) => keys(member, path));
    default:
      return [];
  }
}
