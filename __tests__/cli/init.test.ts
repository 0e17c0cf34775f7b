import { cpSync, readFileSync } from "node:fs";
import path from "node:path";
import { PassThrough, Writable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { askQuestions } from "../../src/cli/questions.js";
import { usages } from "../../src/cli/usage/index.js";
import { DEFAULT_ANSWERS } from "../../src/init/index.js";
import { COMPOSE_CASES, composeCases } from "../init/compose-cases.js";
import { folderWith, nanokit, ROOT, texts } from "./command.js";

const COMPOSE = `services:
  web:
    image: nginx:1.29 # of the shop
    ports: ["8080:80"]
    privileged: true
    environment: { API_TOKEN: hunter2, LEVEL: info }
`;

/** What comes along with a first file. */
const WITH_IT = "new     .gitignore\nnew     nanokit.schema.json\n";

describe("init", () => {
  it("takes the defaults without a terminal, and says so", () => {
    const folder = folderWith({});
    const { status, stdout, stderr } = nanokit(folder, ["init"]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `new     nanokit.yml\n${WITH_IT}` });
    expect(stderr).toContain("There is no terminal for questions, so the defaults are used, as with --yes.");
    expect(texts(folder)["nanokit.schema.json"]).toBe(readFileSync(path.join(ROOT, "nanokit.schema.json"), "utf8"));
    expect(texts(folder)["nanokit.yml"]).toMatch(/^# yaml-language-server: \$schema=\.\/nanokit\.schema\.json\n/);
    expect(nanokit(folder, ["validate"])).toEqual({
      status: 0,
      stdout: "",
      stderr: "nanokit.yml is valid: shop (production, stage)\n",
    });
  });

  it("takes the region of the surroundings, and the name of the folder", () => {
    const folder = folderWith({}, "my shop.2");
    expect(nanokit(folder, ["init", "--yes", "-q"], { AWS_REGION: "eu-central-1" })).toMatchObject({
      status: 0,
      stderr: "",
    });
    expect(texts(folder)["nanokit.yml"]).toContain("name: my-shop-2 ");
    expect(texts(folder)["nanokit.yml"]).toContain("infra:\n  region: eu-central-1\n");
  });

  it("points editors to the schema of the package where that is installed", () => {
    const folder = folderWith({ "node_modules/nanokit-tf/nanokit.schema.json": "{}" });
    expect(nanokit(folder, ["init", "--yes"]).stdout).not.toContain("nanokit.schema.json");
    expect(texts(folder)["nanokit.yml"]).toContain("$schema=./node_modules/nanokit-tf/nanokit.schema.json\n");
  });

  it("overwrites nothing, unless it is told to: exit 2", () => {
    const files = { "nanokit.yml": "mine\n", "docker-compose.yml": COMPOSE };
    const folder = folderWith(files);
    for (const args of [["--yes"], ["--from-compose", "docker-compose.yml"]]) {
      expect(nanokit(folder, ["init", ...args])).toEqual({
        status: 2,
        stdout: "",
        stderr: "nanokit.yml is there already, and stays as it is. With --force it is overwritten.\n",
      });
    }
    expect(texts(folder)).toEqual(files);
    expect(nanokit(folder, ["init", "--yes", "--force"]).stdout).toBe(`changed nanokit.yml\n${WITH_IT}`);
    const other = folderWith({ ".github/workflows/nanokit.yml": "mine\n" });
    expect(nanokit(other, ["init", "--yes", "--github-actions"]).status).toBe(2);
    expect(Object.keys(texts(other))).toEqual([".github/workflows/nanokit.yml"]);
  });

  it("writes a workflow too when asked", () => {
    const folder = folderWith({});
    const { stdout } = nanokit(folder, ["init", "--yes", "--github-actions", "-f", "app/shop.yml"]);
    expect(stdout.split("\n").map((line) => line.replace(/^new +/, ""))).toEqual([
      "app/shop.yml",
      "app/.github/workflows/nanokit.yml",
      "app/.gitignore",
      "app/nanokit.schema.json",
      "",
    ]);
    const workflow = texts(folder)["app/.github/workflows/nanokit.yml"];
    expect(workflow).toContain('environment: ["production", "stage"]');
    expect(workflow).toContain("generated/stacks/app-${{ matrix.environment }}");
    expect(workflow).toContain("nanokit-tf validate --format github --file shop.yml");
  });

  it("writes the workflow where GitHub looks for it: at the root of the repository", () => {
    const folder = folderWith({ ".git/HEAD": "ref: refs/heads/main\n" });
    const { stdout } = nanokit(folder, ["init", "--yes", "--github-actions", "-f", "infra/my app/shop 1.yml"]);
    expect(stdout).toContain("new     infra/my app/shop 1.yml\nnew     .github/workflows/nanokit.yml\n");
    const workflow = texts(folder)[".github/workflows/nanokit.yml"];
    expect(workflow).toContain('    working-directory: "infra/my app"\n');
    expect(workflow).toContain("nanokit-tf validate --format github --file 'shop 1.yml'\n");
    expect(workflow).toContain("generated/stacks/my-app-${{ matrix.environment }}");
    const again = nanokit(path.join(folder, "infra"), ["init", "--yes", "--github-actions"]);
    expect(again).toMatchObject({ status: 2, stdout: "" });
    expect(again.stderr).toContain("../.github/workflows/nanokit.yml is there already");
  });

  it("tells the workflow of a service that is built", () => {
    const folder = folderWith({ "docker-compose.yml": "services: { web: { build: ., ports: ['80:80'] } }\n" });
    nanokit(folder, ["init", "--from-compose", "docker-compose.yml", "--github-actions"]);
    expect(texts(folder)[".github/workflows/nanokit.yml"]).toContain('nanokit-tf images --tag "$GITHUB_SHA" --save');
  });

  it("has git leave out what Terraform writes; a file that is there stays, and what it lacks is said", () => {
    const fresh = folderWith({});
    nanokit(fresh, ["init", "--yes"]);
    const written = texts(fresh)[".gitignore"] ?? "";
    for (const line of [".terraform/", "*.tfstate", "*.tfplan"]) expect(written.split("\n")).toContain(line);
    expect(written.split("\n")).not.toContain(".terraform.lock.hcl");
    const cases: readonly (readonly [string, string])[] = [
      ["node_modules\n", "Add to .gitignore: .terraform/ *.tfstate *.tfstate.* *.tfplan\n"],
      ["**/.terraform/*\r\n*.tfstate\r\n*.tfstate.*\r\n", "Add to .gitignore: *.tfplan\n"],
      [written, ""],
    ];
    for (const [text, said] of cases) {
      const folder = folderWith({ ".gitignore": text, ".git/HEAD": "", "app/readme": "" });
      const { stdout, stderr } = nanokit(folder, ["init", "--yes", "-f", "app/nanokit.yml"]);
      expect(stdout).toBe("new     app/nanokit.yml\nnew     app/nanokit.schema.json\n");
      expect(texts(folder)[".gitignore"]).toBe(text);
      if (said === "") expect(stderr).not.toContain("gitignore");
      else expect(stderr).toContain(said);
    }
  });

  it("has git leave out the .env of compose where it holds secrets", () => {
    const compose = "services: { web: { image: 'nginx:1.29', env_file: .env } }\n";
    const lines = (files: Readonly<Record<string, string>>) => {
      const folder = folderWith({ "docker-compose.yml": compose, ...files });
      const { stderr } = nanokit(folder, ["init", "--from-compose", "docker-compose.yml"]);
      return { ignored: (texts(folder)[".gitignore"] ?? "").split("\n"), stderr };
    };
    expect(lines({ ".env": "API_TOKEN=s3cr3t\n" }).ignored).toContain(".env");
    expect(lines({ ".env": "LOG_LEVEL=info\n" }).ignored).not.toContain(".env");
    const there = { ".gitignore": ".terraform/\n*.tfstate\n*.tfstate.*\n*.tfplan\n", ".git/HEAD": "" };
    expect(lines({ ...there, ".env": "API_TOKEN=s3cr3t\n" }).stderr).toContain("Add to .gitignore: .env\n");
  });

  it("writes where the state is when asked, into a file that synth takes", () => {
    for (const type of usages.init.options.backend.choices) {
      for (const more of [["--yes"], ["--from-compose", "docker-compose.yml"]]) {
        const folder = folderWith({ "docker-compose.yml": "services: { web: { image: 'nginx:1.29' } }\n" });
        const { status, stderr } = nanokit(folder, ["init", "--backend", type, "--github-actions", ...more]);
        expect(status).toBe(0);
        expect(stderr).not.toContain("infra.backend");
        expect(stderr).toContain("Complete `backend`, as the comment above it says.");
        expect(nanokit(folder, ["synth"]).status).toBe(0);
        const stack = Object.entries(texts(folder)).find(([path]) => path.endsWith("-stage/cdk.tf.json"))?.[1] ?? "{}";
        const { terraform } = JSON.parse(stack) as { readonly terraform: Readonly<Record<string, object>> };
        expect(Object.keys({ ...terraform, ...terraform.backend })).toContain(type);
      }
    }
    const without = nanokit(folderWith({}), ["init", "--yes", "--github-actions"]);
    expect(without.stderr).toContain("write `infra.backend`, as `--backend s3` does");
    expect(nanokit(folderWith({}), ["init", "--yes", "--backend", "local"]).status).toBe(2);
  });

  it("ends with the next step, which runs as it stands", () => {
    const commands = (stderr: string) => {
      const [last = "", before = ""] = stderr.trimEnd().split("\n").reverse();
      expect(before).toMatch(/Then run$/);
      return last.trim().split(" && ");
    };
    for (const args of [["--yes"], ["--from-compose", "docker-compose.yml", "-f", "my shop.yml"]]) {
      const folder = folderWith({ "docker-compose.yml": COMPOSE });
      for (const command of commands(nanokit(folder, ["init", ...args]).stderr)) {
        const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
        expect(nanokit(folder, words.slice(1)).status).toBe(0);
      }
    }
  });

  it("writes nothing when no service of a compose file is left", () => {
    const folder = folderWith({
      "none.yml": "services: {}\n",
      "bare.yml": "services: { web: { environment: { A: 1 } } }\n",
    });
    expect(nanokit(folder, ["init", "--from-compose", "none.yml"])).toMatchObject({ status: 1, stdout: "" });
    const bare = nanokit(folder, ["init", "--from-compose", "bare.yml"]);
    expect(bare).toMatchObject({ status: 2, stdout: "" });
    expect(bare.stderr).toContain("  service web\n      it has neither image nor build\n");
    expect(Object.keys(texts(folder))).toEqual(["bare.yml", "none.yml"]);
  });

  it("reads what compose would read: files beside, an override, several files", () => {
    const folder = folderWith({
      ".env": "TAG=7\nIMAGE=redis:${TAG}\n",
      "compose.yaml": "include: [more/compose.yaml]\nservices: { cache: { image: '${IMAGE}' } }\n",
      "compose.override.yaml": "services: { cache: { command: [redis-server, --save, '60'] } }\n",
      "more/compose.yaml": "services: { web: { extends: { file: base.yaml, service: base } } }\n",
      "more/base.yaml": "services: { base: { image: 'nginx:1.29', env_file: web.env } }\n",
      "more/web.env": "A=1\n",
      "extra.yaml": "services: { cache: { environment: { B: 2 } } }\n",
    });
    const made = (...args: string[]) => {
      nanokit(folder, ["init", "--force", ...args.flatMap((path) => ["--from-compose", path])]);
      return texts(folder)["nanokit.yml"] ?? "";
    };
    expect(made("compose.yaml")).toMatch(/image: \$\{IMAGE\}[\s\S]*redis-server/);
    expect(made("compose.yaml")).toMatch(/image: nginx:1\.29[\s\S]*A: 1 # from \.\/more\/web\.env/);
    expect(made("compose.yaml", "extra.yaml")).toContain("B: 2");
    expect(made("compose.yaml", "extra.yaml")).not.toContain("redis-server");
    expect(nanokit(folder, ["synth"]).status).toBe(0);
    expect(JSON.stringify(texts(folder))).toContain('\\"image\\": \\"redis:7\\"');
  });

  it("takes a folder in the place of a file with variables for none", () => {
    const folder = folderWith({ "docker-compose.yml": "services: { web: { image: nginx, env_file: [., .env] } }\n" });
    expect(nanokit(folder, ["init", "--from-compose", "docker-compose.yml"]).status).toBe(0);
  });

  it("translates a compose file, and sums up: what is left out, and where secrets go", () => {
    const folder = folderWith({ "docker-compose.yml": COMPOSE });
    const { status, stdout, stderr } = nanokit(folder, ["init", "--from-compose", "docker-compose.yml"]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `new     nanokit.yml\n${WITH_IT}` });
    expect(stderr).toContain(
      "1 service and 0 volumes were translated. Nothing is published until a service\nhas a `host`: compose publishes web.\n",
    );
    expect(stderr).toContain("  /nanokit/shop/<env>/web/API_TOKEN\n");
    expect(stderr).toContain("  web: privileged true\n      Fargate has no privileged containers\n");
    expect(stderr + texts(folder)["nanokit.yml"]).not.toContain("hunter2");
    expect(texts(folder)["nanokit.yml"]).toContain("image: nginx:1.29 # of the shop\n");
    expect(nanokit(folder, ["validate"]).status).toBe(0);
    for (const line of stderr.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("reads a compose file with the line ends of Windows", () => {
    const [unix, windows] = [COMPOSE, COMPOSE.replaceAll("\n", "\r\n")].map((text) => {
      const folder = folderWith({ "docker-compose.yml": text });
      nanokit(folder, ["init", "--from-compose", "docker-compose.yml"]);
      return texts(folder)["nanokit.yml"];
    });
    expect(windows).toBe(unix);
  });

  it("shows where a compose file is wrong, without its secrets: exit 1; and exits with 2 where there is none", () => {
    const folder = folderWith({
      "bad.yml": "services:\n  web:\n    environment: { API_TOKEN: hunter2\n",
      "list.yml": "services: [a]\n",
    });
    const bad = nanokit(folder, ["init", "--from-compose", "bad.yml"]);
    expect(bad.status).toBe(1);
    expect(bad.stderr).toMatch(/^bad\.yml:\d+:\d+ error NK007: .*\n[\s\S]* \| /);
    expect(bad.stderr).not.toContain("hunter2");
    expect(nanokit(folder, ["init", "--from-compose", "list.yml"])).toMatchObject({ status: 1, stdout: "" });
    expect(nanokit(folder, ["init", "--from-compose", "none.yml"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "There is no file none.yml.\n",
    });
    expect(Object.keys(texts(folder))).toEqual(["bad.yml", "list.yml"]);
  });

  it.each(composeCases)("writes for the compose file of %s what is committed", (name) => {
    const folder = folderWith({}, name);
    const apart = path.join(COMPOSE_CASES, name, "expected");
    cpSync(path.join(COMPOSE_CASES, name), folder, { recursive: true, filter: (source) => source !== apart });
    expect(nanokit(folder, ["init", "--from-compose", "docker-compose.yml"]).status).toBe(0);
    expect(texts(folder)["nanokit.yml"]).toBe(
      readFileSync(path.join(COMPOSE_CASES, name, "expected/nanokit.yml"), "utf8"),
    );
    expect(nanokit(folder, ["validate"]).status).toBe(0);
  });

  it("has examples in its help that run", () => {
    for (const example of usages.init.examples) {
      const folder = folderWith({ "docker-compose.yml": COMPOSE });
      expect(nanokit(folder, example.split(" ").slice(1)).status).toBe(0);
      expect(nanokit(folder, ["validate"]).status).toBe(0);
    }
  });
});

/** After so many turns of the event loop without output, a question waits for its next key. */
const QUIET_TURNS = 50;

/** Answers, key by key, and what is shown. */
async function converse(keys: readonly string[]) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  let shown = "";
  const output = Object.assign(
    new Writable({
      write(chunk, _, done) {
        shown += String(chunk);
        done();
      },
    }),
    { columns: 80, rows: 24, isTTY: true },
  );
  const answering = askQuestions({ ...DEFAULT_ANSWERS, name: "shop" }, false, { input, output });
  const settled = answering.then(
    (choices) => ({ choices }),
    (error: Error) => ({ error }),
  );
  while (shown === "") await turn(); // the questions are loaded when they are asked
  for (const key of keys) {
    for (let seen = shown, quiet = 0; quiet < QUIET_TURNS; seen = shown) {
      await turn();
      quiet = shown === seen ? quiet + 1 : 0;
    }
    input.write(key);
  }
  return { ...(await settled), shown: () => shown };
}

describe("its questions", () => {
  const ENTER = "\r";
  const CLEAR = "\u0015";

  it("have defaults", async () => {
    const result = await converse(Array(10).fill(ENTER));
    expect(result).toMatchObject({ choices: { answers: { ...DEFAULT_ANSWERS, name: "shop" }, workflow: false } });
  });

  it("take other answers, and say what is wrong with one", async () => {
    const result = await converse([
      ...["1st", ENTER, CLEAR, "store", ENTER],
      ...["api", ENTER],
      ...["\u001b[B", ENTER], // built
      ...["8080", ENTER],
      ...["n"], // keeps no files
      ...["live", ENTER],
      ...["eu-west-1", ENTER],
      ...["y"],
    ]);
    expect(result.shown()).toContain("begin with a letter");
    expect(result).toMatchObject({
      choices: {
        answers: { name: "store", service: "api", port: 8080, environments: ["live"], region: "eu-west-1" },
        workflow: true,
      },
    });
    expect(result).not.toHaveProperty("choices.answers.image");
    expect(result).not.toHaveProperty("choices.answers.dataPath");
  });

  it("can be left", async () => {
    expect(await converse([ENTER, "\u0003"])).toMatchObject({ error: { message: "Nothing was written." } });
  });
});

describe("schema", () => {
  it("prints what is committed", () => {
    const folder = folderWith({});
    expect(nanokit(folder, ["schema"])).toEqual({
      status: 0,
      stdout: readFileSync(path.join(ROOT, "nanokit.schema.json"), "utf8"),
      stderr: "",
    });
    expect(usages.schema.examples).toEqual(["nanokit-tf schema > nanokit.schema.json"]);
  });
});
