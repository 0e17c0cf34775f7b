import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { codeSpans, links, tableRows } from "../docs/markdown.js";
import { blocksIn, pages } from "../docs/pages.js";
import { TAKES_ALL } from "../support/sampled.js";
import { COMMITTED, filesBelow, installApp, ROOT, runApp, runScript } from "./own-app.js";

/** What we promise in README.md. */
const PROMISE = { megabytes: 15, dependencies: 5 };

const work = mkdtempSync(path.join(os.tmpdir(), "nanokit-package-"));
const stage = path.join(work, "stage");
const empty = path.join(work, "empty");
const installed = path.join(empty, "node_modules/nanokit-tf");
const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
let packed: readonly string[] = [];

/** The repository as `npm publish` would pack it, built into a folder of its own, and installed without a network into an empty one. */
beforeAll(() => {
  mkdirSync(stage);
  for (const name of readdirSync(ROOT)) {
    const file = path.join(ROOT, name);
    if (!name.startsWith(".") && statSync(file).isFile()) copyFileSync(file, path.join(stage, name));
  }
  cpSync(path.join(ROOT, "docs"), path.join(stage, "docs"), { recursive: true });
  // A command that is counted has maps, and its text as it was written.
  if (inject("childCoverage")) node("scripts/build.mjs", "src/cli/main.ts", path.join(stage, "dist"));
  else cpSync(inject("command"), path.join(stage, "dist"), { recursive: true });
  node("scripts/build-library.mjs", path.join(stage, "lib"));
  const [tarball] = JSON.parse(npm(stage, "pack", "--ignore-scripts", "--json", "--pack-destination", work));
  packed = tarball.files.map((file: { path: string }) => file.path);
  mkdirSync(empty);
  writeFileSync(path.join(empty, "package.json"), "{}\n");
  const install = [
    "install",
    path.join(work, tarball.filename),
    "--offline",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
  ];
  npm(empty, ...install);
}, 300_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

function node(...args: string[]): void {
  execFileSync(process.execPath, args, { cwd: ROOT });
}

/**
 * With a cache of its own: where npm finds in the cache what is known of an optional peer, it needs to know the same of that one's peers,
 * and fails without a network.
 */
function npm(cwd: string, ...args: string[]): string {
  const env = { ...process.env, npm_config_cache: path.join(work, "npm-cache") };
  return execFileSync("npm", args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs JavaScript in the folder with the installed package. */
function evaluate(cwd: string, code: string, type: "commonjs" | "module") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`--input-type=${type}`, "-e", code], {
    cwd,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("the packed tarball", () => {
  it("holds what is needed at run time, and no sources and no tests", () => {
    const parts = new Set(packed.map((file) => (file.includes("/") ? `${file.split("/")[0]}/` : file)));
    const expected = [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist/",
      "docs/",
      "lib/",
      "nanokit.schema.json",
      "package.json",
    ];
    expect([...parts].sort()).toEqual(expected);
    expect(packed.filter((file) => /(?<!\.d)\.[cm]?ts$|\.map$|__tests__|\.test\./.test(file))).toEqual([]);
    for (const file of ["dist/cli.cjs", "lib/index.js", "lib/index.d.ts", "dist/THIRD-PARTY-NOTICES.txt"]) {
      expect(packed).toContain(file);
    }
  });

  it("holds every page, and every picture that one shows", () => {
    const docs = pages.filter(({ path }) => path.startsWith("docs/"));
    const pictures = ["README.md", ...docs.map(({ path }) => path)].flatMap((page) =>
      links(readFileSync(path.join(ROOT, page), "utf8")).flatMap((link) =>
        /\.(?:svg|png)$/.test(link) ? [path.posix.join(path.posix.dirname(page), link)] : [],
      ),
    );
    expect(pictures.length).toBeGreaterThan(1);
    expect([...docs.map(({ path }) => path), ...pictures].filter((file) => !packed.includes(file))).toEqual([]);
  });

  it("holds whatever its pages link to", () => {
    const missing = packed
      .filter((file) => file.endsWith(".md"))
      .flatMap((page) =>
        links(readFileSync(path.join(ROOT, page), "utf8"))
          .filter((link) => !/^https?:|^#/.test(link))
          .map((link) => path.posix.join(path.posix.dirname(page), link.replace(/#.*$/, "")))
          .filter((target) => !packed.includes(target))
          .map((target) => `${page}: ${target}`),
      );
    expect(missing).toEqual([]);
  });

  it("has no script that npm would run where it is installed", () => {
    const { scripts } = JSON.parse(readFileSync(path.join(stage, "package.json"), "utf8"));
    expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?(?:install|prepare)$/.test(name))).toEqual([]);
  });

  it("is what publint takes for a sound package", async () => {
    const { messages } = await publint({ pkgDir: stage, pack: false, strict: true });
    expect(messages).toEqual([]);
  });

  it("names no file of this machine", () => {
    const texts = [...filesBelow(path.join(stage, "dist")), ...filesBelow(path.join(stage, "lib"))];
    expect(
      texts.filter(([, text]) => text.includes(ROOT) || text.includes(os.homedir() + path.sep)).map(([name]) => name),
    ).toEqual([]);
  });
});

describe("the installed command", () => {
  it("brings nothing along: no cdktf, no provider", () => {
    expect(readdirSync(path.join(empty, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
      "nanokit-tf",
    ]);
    expect(Object.keys(manifest.dependencies ?? {}).length).toBeLessThanOrEqual(PROMISE.dependencies);
    expect(existsSync(path.join(installed, "node_modules"))).toBe(false);
  });

  it("is as small as README.md says", () => {
    const bytes = [...filesBelow(path.join(empty, "node_modules")).keys()].reduce(
      (sum, file) => sum + statSync(path.join(empty, "node_modules", file)).size,
      0,
    );
    expect(bytes / 1e6).toBeLessThan(PROMISE.megabytes);
    const readme = readFileSync(path.join(ROOT, "README.md"), "utf8").replaceAll(/\s+/g, " ");
    expect(readme).toContain(`under ${PROMISE.megabytes} MB`);
  });

  it("synthesizes the example of this repository, byte for byte", () => {
    copyFileSync(path.join(ROOT, "nanokit.yml"), path.join(empty, "nanokit.yml"));
    expect(npm(empty, "exec", "--no", "--", "nanokit-tf", "--version").trim()).toBe(manifest.version);
    npm(empty, "exec", "--no", "--", "nanokit-tf", "validate");
    npm(empty, "exec", "--no", "--", "nanokit-tf", "synth");
    expect(filesBelow(path.join(empty, "generated"))).toEqual(filesBelow(path.join(ROOT, "generated")));
  });
});

describe("the installed library", () => {
  const project = '"name: shop\\nservices: { web: { image: nginx } }\\nenvironments: { stage: {} }\\n"';
  const use = `const { project } = compile({ path: "nanokit.yml", text: ${project} }); console.log(project.name);`;

  it("compiles without cdktf, for CommonJS and for ES modules", () => {
    const fine = { status: 0, stdout: "shop\n", stderr: "" };
    expect(evaluate(empty, `const { compile } = require("nanokit-tf"); ${use}`, "commonjs")).toEqual(fine);
    expect(evaluate(empty, `import { compile } from "nanokit-tf"; ${use}`, "module")).toEqual(fine);
  });

  it("has constructs for those alone who have cdktf", () => {
    const { status, stderr } = evaluate(empty, `require("nanokit-tf/constructs")`, "commonjs");
    expect(status).toBe(1);
    expect(stderr).toMatch(/Cannot find module '@?cdktf/);
  });

  it("names each package whose code is in it, with licence and source", () => {
    const notices = readFileSync(path.join(installed, "lib/THIRD-PARTY-NOTICES.txt"), "utf8");
    expect(notices).toMatch(/^yaml \d+\.\d+\.\d+ \(ISC\)$/m);
    expect(notices).not.toMatch(/cdktf/);
  });

  describe("in examples/own-app", () => {
    const app = path.join(work, "app");
    /** What documents show, beside the app. */
    const blocks = blocksIn("ts").map(({ path: page, text, line }) => ({
      name: `${page.replaceAll("/", "-").replace(/\.md$/, "").toLowerCase()}-${line}.ts`,
      text,
    }));
    beforeAll(() => {
      installApp(app, installed);
      for (const { name, text } of blocks) writeFileSync(path.join(app, name), text);
    });

    /** Type-checks the app with all declarations that it leads to, ours and those of cdktf. */
    function typecheck(options: readonly string[]) {
      const tsc = path.join(ROOT, "node_modules/typescript/bin/tsc");
      const { status, stdout } = spawnSync(process.execPath, [tsc, "--noEmit", "--skipLibCheck", "false", ...options], {
        cwd: app,
        encoding: "utf8",
      });
      return { status, stdout };
    }

    it.runIf(TAKES_ALL)(
      "has types for ES modules, for the app and for what documents show",
      () => {
        expect(typecheck(["-p", "."])).toEqual({ status: 0, stdout: "" });
      },
      180_000,
    );

    it.runIf(TAKES_ALL)(
      "has types for CommonJS and the resolution that cdktf's own template uses",
      () => {
        writeFileSync(
          path.join(app, "old.cts"),
          `import { compile } from "nanokit-tf";
        import { NanokitStack, literal } from "nanokit-tf/constructs";
        const text: string = literal(compile({ path: "", text: "" }).diagnostics[0]?.code ?? "");
        export { NanokitStack, text };`,
        );
        const options = ["--module", "commonjs", "--moduleResolution", "node10", "--target", "es2020", "--strict"];
        expect(typecheck([...options, "old.cts"])).toEqual({ status: 0, stdout: "" });
      },
      180_000,
    );

    it("keeps the documentation of constructs", () => {
      const types = readFileSync(path.join(installed, "lib/constructs/file-system.d.ts"), "utf8");
      expect(types).toContain("@default true");
    });

    it("is documented by code that runs", () => {
      const documented = path.join(work, "documented");
      expect(blocks.length).toBe(3);
      for (const { name } of blocks) {
        const run = runScript(app, name, path.join(documented, name));
        expect(run, name).toMatchObject({ status: 0, stderr: "" });
      }
    }, 180_000);

    it("has each construct in the table of docs/library.md", () => {
      const library = readFileSync(path.join(ROOT, "docs/library.md"), "utf8");
      const named = tableRows(library, ["Construct", "Is"]).flatMap(([cell = ""]) => codeSpans(cell));
      const classes = evaluate(
        app,
        `for (const [name, value] of Object.entries(require("nanokit-tf/constructs")))
          if (/^class /.test(Function.prototype.toString.call(value))) console.log(name);`,
        "commonjs",
      ).stdout.split("\n");
      expect([...named, "NanokitStack"].sort()).toEqual(classes.filter(Boolean).sort());
    });

    it("gives the stacks that are committed, through cdktf's own App", () => {
      expect(runApp(app)).toEqual(filesBelow(COMMITTED));
    });
  });
});
