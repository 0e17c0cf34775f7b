import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, nanokit } from "./command.js";

const sound = "name: shop\nenvironments: { stage: {} }\nservices: { web: { image: nginx } }\n";

describe("a file that cannot be read", () => {
  it("is missing (NK001): exit 2", () => {
    const { status, stdout, stderr } = nanokit(folderWith({}), ["validate"]);
    expect(stderr).toContain("nanokit.yml:1:1 error NK001: There is no file nanokit.yml.");
    expect(stderr).toContain("help: ");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });

  it("is missing, and another is there that may be meant", () => {
    const cases: readonly (readonly [Readonly<Record<string, string>>, readonly string[], string])[] = [
      [{}, [], "or write a first one with `nanokit-tf init`."],
      [{ "other.txt": "" }, ["-f", "app/shop.yml"], "or write a first one with `nanokit-tf init`."],
      [{ "nanokit.yaml": sound }, [], "name it with `-f nanokit.yaml`"],
      [{ "nanokit.yaml": sound, "docker-compose.yml": "" }, [], "name it with `-f nanokit.yaml`"],
      [{ "app/shop.yml": sound }, ["-f", "app/shpo.yml"], "name it with `-f app/shop.yml`"],
      [{ "docker-compose.yml": "" }, [], "`nanokit-tf init --from-compose docker-compose.yml`"],
      [{ "compose.yaml": "", "docker-compose.yml": "" }, [], "`nanokit-tf init --from-compose compose.yaml`"],
    ];
    for (const [files, args, help] of cases) {
      const { status, stderr } = nanokit(folderWith(files), ["validate", ...args]);
      expect(stderr).toContain("error NK001");
      expect(stderr.replace(/\s+/g, " ")).toContain(help);
      expect(status).toBe(2);
    }
  });

  it("is missing, and is in a folder above, within the repository", () => {
    const folder = folderWith({ "nanokit.yml": sound, "a/b/c.txt": "", "other/.git/HEAD": "" });
    const help = (below: string) => nanokit(path.join(folder, below), ["validate"]).stderr.replace(/\s+/g, " ");
    expect(help("a")).toContain("There is one in ..: run `cd ..` first.");
    expect(help("a/b")).toContain("There is one in ../..: run `cd ../..` first.");
    expect(help("other")).toContain("or write a first one with `nanokit-tf init`.");
  });

  it("is a folder (NK002): exit 2", () => {
    const folder = folderWith({ "app/nanokit.yml": sound });
    const { status, stderr } = nanokit(folder, ["validate", "-f", "app/"]);
    expect(stderr).toContain("error NK002: app/ is a folder.");
    expect(stderr).toContain("-f app/nanokit.yml");
    expect(status).toBe(2);
  });

  it("is not UTF-8 (NK003): points at the byte, exit 1", () => {
    const bytes = Buffer.concat([Buffer.from("name: sh\u00f6p\ncity: "), Buffer.from([0xe9]), Buffer.from("cole\n")]);
    const { status, stderr } = nanokit(folderWith({ "nanokit.yml": bytes }), ["validate"]);
    expect(stderr).toContain("nanokit.yml:2:7 error NK003");
    expect(status).toBe(1);
  });

  it("is larger than 1 MiB (NK004): exit 1", () => {
    const limit = 1024 * 1024;
    const fits = sound + "#".repeat(limit - sound.length);
    expect(nanokit(folderWith({ "nanokit.yml": fits }), ["validate"]).status).toBe(0);
    const { status, stderr } = nanokit(folderWith({ "nanokit.yml": `${fits}#` }), ["validate"]);
    expect(stderr).toContain(`error NK004: nanokit.yml has ${limit + 1} bytes`);
    expect(status).toBe(1);
  });

  it("is empty (NK005): exit 1", () => {
    for (const text of ["", "\n", "\ufeff", "# nothing\n"]) {
      const { status, stderr } = nanokit(folderWith({ "nanokit.yml": text }), ["validate"]);
      expect(stderr).toContain("error NK005: The file is empty.");
      expect(status).toBe(1);
    }
  });
});

describe("what never ends, or is too large, within a second", () => {
  const GIB = 1024 ** 3;
  const compose = "services: { web: { image: nginx } }\n";

  /** What is at a path, and what is said of it. */
  const kinds: Readonly<Record<string, (target: string) => void>> = {
    "a pipe without a writer": (target) => void execFileSync("mkfifo", [target]),
    "a file of 1 GiB": (target) => {
      writeFileSync(target, "");
      truncateSync(target, GIB);
    },
  };

  it.each(Object.keys(kinds))("%s is an error wherever it is read", (kind) => {
    const uses: readonly (readonly [string, readonly string[]])[] = [
      ["nanokit.yml", ["validate"]],
      [".env", ["validate"]],
      ["other.env", ["validate", "--env-file", "other.env"]],
      ["generated/manifest.json", ["synth"]],
      ["generated/stacks/shop-stage/cdk.tf.json", ["synth"]],
      ["generated/stacks/shop-stage/cdk.tf.json", ["check"]],
      ["compose.yml", ["init", "-f", "new.yml", "--from-compose", "compose.yml"]],
    ];
    for (const [name, args] of uses) {
      const folder = folderWith({ "nanokit.yml": sound, "generated/stacks/shop-stage/x": "", "compose.yml": compose });
      const target = path.join(folder, name);
      execFileSync("rm", ["-f", target]);
      kinds[kind]?.(target);
      const begun = Date.now();
      const { status, stdout, stderr } = nanokit(folder, args);
      expect([name, Date.now() - begun < 3000]).toEqual([name, true]); // a second, and what a busy machine takes to start
      expect(stderr).toMatch(/NK0(?:04|19)|^Cannot read /m);
      expect(stderr).not.toMatch(/Internal error|ENOENT|EAGAIN/);
      expect([name, status !== 0, stdout]).toEqual([name, true, ""]);
    }
  });

  it("is a device (NK019): exit 2", () => {
    const { status, stderr } = nanokit(folderWith({}), ["validate", "-f", "/dev/zero"]);
    expect(stderr).toContain("error NK019: /dev/zero gives more than 1 MiB, and does not end.");
    expect(status).toBe(2);
    const variables = nanokit(folderWith({ "nanokit.yml": sound }), ["validate", "--env-file", "/dev/zero"]);
    expect(variables).toEqual({ status: 2, stdout: "", stderr: "Cannot read /dev/zero: it has more than 1 MiB.\n" });
    expect(nanokit(folderWith({ "nanokit.yml": sound }), ["validate", "--env-file", "/dev/null"]).status).toBe(0);
  });

  it("is a socket (NK019): exit 2", async () => {
    const folder = folderWith({});
    const server = createServer().listen(path.join(folder, "nanokit.yml"));
    try {
      await new Promise((resolve) => server.once("listening", resolve));
      const { status, stderr } = nanokit(folder, ["validate"]);
      expect(stderr).toContain("error NK019: nanokit.yml is a socket.");
      expect(status).toBe(2);
    } finally {
      server.close();
    }
  });

  it("is no pipe into which somebody writes", () => {
    const folder = folderWith({ "sound.yml": sound });
    for (const pipe of ["nanokit.yml", ".env"]) {
      execFileSync("mkfifo", [path.join(folder, pipe)]);
    }
    // As a keeper of secrets does it: each writer waits until somebody reads.
    const writer = spawn("sh", ["-c", "cat sound.yml > nanokit.yml; echo A=1 > .env"], {
      cwd: folder,
      stdio: "ignore",
    });
    const { status, stderr } = nanokit(folder, ["validate"]);
    writer.kill();
    expect(stderr).toContain("nanokit.yml is valid");
    expect(status).toBe(0);
  });
});

describe("variables", () => {
  const file = "name: shop\nenvironments: { stage: {} }\nservices: { web: { image: 'X/${IMAGE}' } }\n";

  it("come from .env beside the file, not from that of the working directory", () => {
    const folder = folderWith({ "app/nanokit.yml": file, "app/.env": "IMAGE=beside\n", ".env": "IMAGE=here\n" });
    expect(nanokit(folder, ["validate", "-f", "app/nanokit.yml"]).stderr).toContain("`X/beside`");
  });

  it("come from the process first", () => {
    const folder = folderWith({ "nanokit.yml": file, ".env": "IMAGE=file\n" });
    expect(nanokit(folder, ["validate"], { IMAGE: "process" }).stderr).toContain("`X/process`");
  });

  it("are in the place of references in .env, and nothing is lost of a value that only looks like one", () => {
    const files = { "nanokit.yml": file, ".env": "IMAGE=$REGISTRY/a$$b$UNSET\n" };
    expect(nanokit(folderWith(files), ["validate"], { REGISTRY: "process" }).stderr).toContain("`X/process/a$b$UNSET`");
  });

  it("come from --env-file in place of .env", () => {
    const folder = folderWith({ "nanokit.yml": file, ".env": "IMAGE=file\n", "other.env": "IMAGE=other\n" });
    expect(nanokit(folder, ["validate", "--env-file", "other.env"]).stderr).toContain("`X/other`");
  });

  it("need the file that --env-file names: exit 2", () => {
    const { status, stderr } = nanokit(folderWith({ "nanokit.yml": sound }), ["validate", "--env-file", "no.env"]);
    expect(stderr).toContain("Cannot read no.env");
    expect(status).toBe(2);
  });

  it("do without a .env that is a folder", () => {
    const folder = folderWith({ "nanokit.yml": sound });
    mkdirSync(path.join(folder, ".env"));
    expect(nanokit(folder, ["validate"]).status).toBe(0);
  });

  it("are warned of a line that cannot be read (NK213), and it is not shown", () => {
    const folder = folderWith({ "nanokit.yml": sound, ".env": "A=1\nPASSWORD hunter2\n'hunter2'=x\n" });
    for (const format of ["text", "json"]) {
      const { status, stdout, stderr } = nanokit(folder, ["validate", "--format", format]);
      expect(stdout + stderr).toContain("NK213");
      expect(stdout + stderr).not.toContain("hunter2");
      expect(status).toBe(0);
    }
    expect(nanokit(folder, ["validate"]).stderr).toMatch(/^\.env:2:1 warning NK213: .*^\.env:3:1 warning NK213: /ms);
  });
});
