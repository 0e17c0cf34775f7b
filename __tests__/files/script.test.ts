import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import {
  type ContainerFiles,
  FILES_PATH,
  filesEntryPoint,
  fileWords,
  secretVariable,
} from "../../src/aws/container-files.js";
import { compile } from "../../src/compile.js";
import { synthesize } from "../../src/lower/synth.js";
import { contentOf } from "../../src/resolve/file-source.js";
import { caseOptions, readSource } from "../specs/harness.js";
import { shellsFor } from "../support/shells.js";
import { taskRequests } from "../support/task-definitions.js";

const root = mkdtempSync(path.join(os.tmpdir(), "nanokit-files-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const shells = shellsFor("the script that writes files");

let runs = 0;

/** A folder for the volumes of a container, and a folder that is its image. */
function given() {
  runs++;
  const volumes = path.join(root, `volumes ${runs}`);
  const image = path.join(root, `image ${runs}`);
  for (const folder of [volumes, image]) mkdirSync(folder, { recursive: true });
  return { volumes, image };
}

/** Runs the container that writes files, with its volumes in a folder. */
function run(
  [shell = "", ...options]: readonly string[],
  volumes: string,
  words: readonly string[],
  entryPoint = filesEntryPoint({ files: [] }),
  secrets: Readonly<Record<string, string>> = {},
) {
  const [, ...rest] = entryPoint;
  const args = rest.map((word) => (word === FILES_PATH ? volumes : word));
  const variables = Object.entries(secrets).map(([name, value]) => [secretVariable(name), value]);
  const env = { ...process.env, ...Object.fromEntries(variables) };
  const { status, stderr } = spawnSync(shell, [...options, ...args, ...words], { encoding: "utf8", env });
  return { status, stderr };
}

/** Whoever runs the tests: others may not give files away. */
const self = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;

const bytesOf = (content: string | Uint8Array) => (typeof content === "string" ? Buffer.from(content) : content);

function filesWith(contents: readonly (string | Uint8Array)[], folder: string): ContainerFiles {
  return {
    mounts: [folder],
    folders: [{ path: folder }],
    files: contents.map((content, index) => {
      const made = contentOf(
        { path: "x.txt", bytes: bytesOf(content) },
        { expand: false, public: true, place: "", variables: {} },
      );
      if ("problem" in made) throw new Error(JSON.stringify(made.problem));
      return { path: `${folder}/sub/${index}`, mode: "0640", owner: self, content: made.content };
    }),
  };
}

const ODD = [
  "",
  "\n",
  "no line end",
  "windows\r\nlines\r\n",
  "\ufeffmark\n",
  "\n\n\n",
  "%s \\n \\\\ \\c $HOME $(id) `id` ${X} %{ if } $${X}\n",
  "-n\n-e\n--\n",
  "|line\n:rest\n=b64\nfile 0644 0:0 /x\ncopy /etc\nempty /etc\n",
  " leading\n\ttab\n  trailing  \n",
  "*\n?\n[a]\n~\n",
  "'\"\n",
  "e\u0301 is not in form C\n",
  "\u{1f600}é€\n",
  Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7) % 256)),
  Buffer.from([0]),
  Buffer.from([0xff, 0xfe, 10]),
];

describe.each(shells)("the files that %s writes", (_, shell) => {
  it("have the bytes, the mode and the owner that they should have", () => {
    const { volumes } = given();
    const { status, stderr } = run(shell, volumes, fileWords(filesWith(ODD, "/etc/an app")));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const [index, content] of ODD.entries()) {
      const file = path.join(volumes, "etc/an app/sub", String(index));
      expect(readFileSync(file).equals(bytesOf(content)), JSON.stringify(content)).toBe(true);
      expect(statSync(file).mode & 0o7777).toBe(0o640);
    }
  });

  it("are those of any text and of any bytes", () => {
    const text = fc.string({ unit: "binary", maxLength: 60 }).filter((one) => !/\p{Surrogate}/u.test(one));
    const lines = fc.array(fc.constantFrom("a", "|", ":", "=", "\n", "\r", "$", "\\", "%", " ", "é"), {
      maxLength: 30,
    });
    const content = fc.oneof(
      text,
      lines.map((parts) => parts.join("")),
      fc.uint8Array({ maxLength: 900 }),
    );
    const harmless = content.filter((one) => !/eyJ|gh[pousr]_|sk-|xox|AKIA|ASIA/.test(Buffer.from(one).toString()));
    fc.assert(
      fc.property(fc.array(harmless, { minLength: 1, maxLength: 12 }), (contents) => {
        const { volumes } = given();
        expect(run(shell, volumes, fileWords(filesWith(contents, "/srv"))).status).toBe(0);
        for (const [index, one] of contents.entries()) {
          expect(readFileSync(path.join(volumes, "srv/sub", String(index))).equals(bytesOf(one))).toBe(true);
        }
      }),
      { numRuns: 12 },
    );
  });

  it("stand beside what the image has in the folder, and in place of what has their names", () => {
    const { volumes, image } = given();
    mkdirSync(path.join(image, "conf.d"));
    writeFileSync(path.join(image, "conf.d/default.conf"), "default");
    writeFileSync(path.join(image, "conf.d/.hidden"), "hidden");
    writeFileSync(path.join(image, "main.conf"), "of the image");
    writeFileSync(path.join(image, "secret.conf"), "kept", { mode: 0o600 });
    symlinkSync("/nowhere", path.join(image, "linked.conf"));
    chmodSync(image, 0o711);
    mkdirSync(volumes + image, { recursive: true });
    const text = (name: string) => ({
      path: `${image}/${name}`,
      mode: "0644",
      owner: self,
      content: { text: "new\n" },
    });
    const files = [text("conf.d/site.conf"), text("linked.conf"), text("main.conf")];
    const folders = [{ path: image, copied: true as const }, { path: `${image}/conf.d` }];
    expect(run(shell, volumes, fileWords({ mounts: [image], folders, files }))).toEqual({ status: 0, stderr: "" });

    const at = volumes + image;
    expect(readdirSync(path.join(at, "conf.d"))).toEqual(["site.conf"]);
    expect(readdirSync(at).sort()).toEqual(["conf.d", "linked.conf", "main.conf", "secret.conf"]);
    for (const { path: file } of files) expect(readFileSync(volumes + file, "utf8")).toBe("new\n");
    expect(statSync(at).mode & 0o777).toBe(0o711);
    expect(statSync(path.join(at, "secret.conf")).mode & 0o777).toBe(0o600);
    expect(readFileSync(path.join(image, "main.conf"), "utf8")).toBe("of the image");
  });

  it("need no folder of the image", () => {
    const { volumes } = given();
    const files = filesWith(["x"], "/not/there");
    const words = fileWords({ ...files, folders: [{ path: "/not/there", copied: true }] });
    expect(run(shell, volumes, words).status).toBe(0);
    expect(readFileSync(path.join(volumes, "not/there/sub/0"), "utf8")).toBe("x");
  });

  it("have what ECS reads of secrets, whatever it is, beside other files", () => {
    const { volumes } = given();
    // Names of the script, of shells, and of the system are those of secrets too; no value is anything to the shell.
    const names = ["DB_PASSWORD", "path", "rest", "word", "PATH", "IFS", "_", "a1", "EMPTY"];
    const values = ["hunter2", "a b\n\n", "$HOME `id` $(id)", "'\"\\", "%s%n", "*", "é\u{1f600}", "-n", ""];
    const secrets = Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
    const files = [
      { path: "/run/secrets/.plain", mode: "0644", owner: self, content: { text: "$DB_PASSWORD\n|$path" } },
      ...names.map((secret) => ({ path: `/run/secrets/${secret}`, mode: "0400", owner: self, content: { secret } })),
    ];
    const all = { mounts: ["/run/secrets"], folders: [{ path: "/run/secrets", copied: true as const }], files };
    const result = run(shell, volumes, fileWords(all), filesEntryPoint(all), secrets);
    expect(result).toEqual({ status: 0, stderr: "" });
    const written = (name: string) => path.join(volumes, "run/secrets", name);
    for (const [name, value] of Object.entries(secrets)) {
      expect(readFileSync(written(name), "utf8"), name).toBe(value);
      expect(statSync(written(name)).mode & 0o7777).toBe(0o400);
    }
    expect(readFileSync(written(".plain"), "utf8")).toBe("$DB_PASSWORD\n|$path");
  });

  it("are not said to be there without the secret, of which nothing is said", () => {
    const { volumes } = given();
    const files = ["THERE", "MISSING"].map((secret) => ({
      path: `/run/secrets/${secret}`,
      mode: "0400",
      owner: self,
      content: { secret },
    }));
    const all = { mounts: ["/run/secrets"], folders: [{ path: "/run/secrets" }], files };
    const { status, stderr } = run(shell, volumes, fileWords(all), filesEntryPoint(all), { THERE: "hunter2" });
    expect(status).not.toBe(0);
    expect(stderr).toContain("SECRET_MISSING");
    expect(stderr).not.toContain("hunter2");
  });

  it("are not said to be there when one could not be written", () => {
    const { volumes } = given();
    mkdirSync(path.join(volumes, "srv/sub/0/taken"), { recursive: true });
    const { status } = run(shell, volumes, fileWords({ ...filesWith(["x", "y"], "/srv"), folders: [] }));
    expect(status).not.toBe(0);
  });

  it("are those of the repository, as ECS gets them", () => {
    const spec = { name: "stacks-tasks/files", folder: path.join(import.meta.dirname, "../specs/stacks-tasks/files") };
    const { project } = compile(readSource(spec), caseOptions(spec));
    const stack = project && synthesize(project).find(({ path: file }) => file.includes("shop-production/cdk"));
    const requests = taskRequests(JSON.parse(stack?.text ?? "{}"));
    const containers = [...requests.values()].flatMap((request) => request.containerDefinitions as Definition[]);
    const { volumes } = given();
    for (const { name, entryPoint = [], command = [] } of containers) {
      // What an image has, and whose its files are, is another test.
      const words = command
        .filter((word) => !word.startsWith("copy "))
        .map((word) => word.replace(/^(file \d+) \S+/, `$1 ${self}`));
      if (name.endsWith("-files")) expect(run(shell, volumes, words, entryPoint).status).toBe(0);
    }
    const written = (file: string) => readFileSync(path.join(volumes, file));
    const beside = (file: string) => readFileSync(path.join(spec.folder, "beside", file));
    for (const [file, source] of [
      ["etc/nginx/conf.d/site.conf", "nginx/site.conf"],
      ["usr/share/nginx/html/index.html", "html/index.html"],
      ["usr/share/nginx/html/notes/plain.txt", "html/notes/plain.txt"],
      ["usr/share/nginx/html/favicon.png", "html/favicon.png"],
      ["docker-entrypoint-initdb.d/20-reports.sh", "initdb/20-reports.sh"],
      ["opt/worker/rules/base.txt", "rules/base.txt"],
    ] as const) {
      expect(written(file).equals(beside(source)), file).toBe(true);
    }
    expect(written("opt/worker/rules/local.txt").toString()).toBe("no line end");
    expect(written("etc/nginx/nginx.conf").toString()).toContain(
      "worker_processes auto;\nevents { worker_connections 1024",
    );
    expect(statSync(path.join(volumes, "docker-entrypoint-initdb.d/20-reports.sh")).mode & 0o777).toBe(0o755);
  });
});

interface Definition {
  readonly name: string;
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
}
