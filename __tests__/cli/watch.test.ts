import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { usages } from "../../src/cli/usage/index.js";
import { folderWith, nanokit, snapshot, texts, write } from "./command.js";
import { Watching } from "./watching.js";

const TIMEOUT = 60_000;
const file = `name: shop
services: { web: { image: "nginx:\${TAG:-1.29}" } }
environments: { stage: { infra: { region: eu-west-1 } } }
`;
const broken = file.replace("image", "imgae");
const stack = "stacks/shop-stage/cdk.tf.json";

let watching: Watching | undefined;
afterEach(() => watching?.end("SIGKILL"));

async function watch(folder: string, ...args: string[]): Promise<Watching> {
  watching = new Watching(folder, args);
  await watching.says(/Watching .*\n/);
  return watching;
}

function generated(folder: string): Readonly<Record<string, string>> {
  return texts(path.join(folder, "generated"));
}

describe("watch", { timeout: TIMEOUT }, () => {
  it("writes the stacks at once and after each change, and ends with 0 at Ctrl-C", async () => {
    const folder = folderWith({ "nanokit.yml": file });
    const command = await watch(folder);
    await command.says(/^new {5}generated\/stacks\/shop-stage\/cdk\.tf\.json\n/m);
    write(folder, { "nanokit.yml": file.replace("1.29", "1.30") });
    await command.says(/^changed generated\/stacks\/shop-stage\/cdk\.tf\.json\n/m);
    expect(generated(folder)[stack]).toContain("nginx:1.30");
    write(folder, { "nanokit.yml": `${file.replace("1.29", "1.30")}# a comment\n` });
    await command.says(/The output stays the same/);
    expect(await command.end()).toBe(0);
    expect(readdirSync(path.join(folder, "generated/stacks/shop-stage"))).toEqual(["cdk.tf.json", "versions.tf"]);
  });

  it("goes on with an error, writes nothing meanwhile, and says when it is fixed", async () => {
    const folder = folderWith({ "nanokit.yml": file });
    const command = await watch(folder);
    await command.says(/^new /m);
    const before = snapshot(path.join(folder, "generated"));
    write(folder, { "nanokit.yml": broken });
    expect(await command.says(/error NK\d+[\s\S]*Waiting for a change\.\n/)).toContain("imgae");
    expect(snapshot(path.join(folder, "generated"))).toEqual(before);
    write(folder, { "nanokit.yml": file.replace("1.29", "1.31") });
    await command.says(/Fixed\.\nchanged /);
    expect(await command.end("SIGTERM")).toBe(0);
  });

  it("begins with a file that is not there, in a folder that is not there", async () => {
    const folder = folderWith({});
    const command = await watch(folder, "-f", "app/nanokit.yml");
    await command.says(/NK001[\s\S]*Waiting for a change\.\n/);
    write(folder, { "app/nanokit.yml": file });
    await command.says(/Fixed\.\nnew /);
    expect(await command.end()).toBe(0);
  });

  it("sees files that editors replace, and those that go and come again", async () => {
    const folder = folderWith({ "nanokit.yml": file });
    const command = await watch(folder);
    await command.says(/^new /m);
    for (const tag of ["1.30", "1.31"]) {
      const beside = path.join(folder, ".nanokit.yml.swp");
      writeFileSync(beside, file.replace("1.29", tag));
      renameSync(beside, path.join(folder, "nanokit.yml"));
      await command.says(/^changed /m);
      expect(generated(folder)[stack]).toContain(`nginx:${tag}`);
    }
    rmSync(path.join(folder, "nanokit.yml"));
    await command.says(/NK001[\s\S]*Waiting for a change\.\n/);
    write(folder, { "nanokit.yml": file });
    await command.says(/Fixed\.\nchanged /);
  });

  it("ends up with the last of many changes, half-written ones among them", async () => {
    const folder = folderWith({ "nanokit.yml": file });
    const command = await watch(folder);
    await command.says(/^new /m);
    for (let tag = 0; tag < 40; tag += 1)
      write(folder, { "nanokit.yml": file.replace("1.29", `1.${tag}`).slice(0, 60) });
    write(folder, { "nanokit.yml": file.replace("1.29", "1.99") });
    await command.says(/^changed /m);
    expect(generated(folder)[stack]).toContain("nginx:1.99");
    await command.end();
    expect(command.rest).not.toContain("Internal error");
  });

  it("watches the variables, be they in .env or in a file that is named and not there yet", async () => {
    const folder = folderWith({ "nanokit.yml": file });
    let command = await watch(folder);
    await command.says(/^new /m);
    write(folder, { ".env": "TAG=2\n" });
    await command.says(/^changed /m);
    expect(generated(folder)[stack]).toContain("nginx:2");
    await command.end();
    command = await watch(folder, "--env-file", "stage.env");
    await command.says(/Cannot read stage\.env/);
    write(folder, { "stage.env": "TAG=3\n" });
    await command.says(/Fixed\.\nchanged /);
    expect(generated(folder)[stack]).toContain("nginx:3");
  });

  it("watches the files that go into containers, and what is in their folders", async () => {
    const withFiles = file.replace('" }', '", files: { /etc/app/a.conf: ./a.conf, /srv/pages: ./pages } }');
    const folder = folderWith({ "nanokit.yml": withFiles, "pages/index.html": "soon\n" });
    const command = await watch(folder);
    await command.says(/error NK570[\s\S]*Waiting for a change\.\n/);
    write(folder, { "a.conf": "listen 80;\n" });
    await command.says(/Fixed\.\nnew /);
    write(folder, { "a.conf": "listen 8080;\n" });
    await command.says(/^changed /m);
    expect(generated(folder)[stack]).toContain('"|listen 8080;"');
    write(folder, { "pages/about.html": "us\n" });
    await command.says(/^changed /m);
    expect(generated(folder)[stack]).toContain("file 0644 0:0 /srv/pages/about.html");
  });

  it("watches for the files that tell a runtime, whose folder need not be there", async () => {
    const folder = folderWith({ "nanokit.yml": file.replace('image: "nginx:${TAG:-1.29}"', "path: ./web") });
    const command = await watch(folder, "--no-synth");
    await command.says(/error NK[\s\S]*Waiting for a change\.\n/);
    mkdirSync(path.join(folder, "web"));
    write(folder, { "web/package.json": "{}\n" });
    await command.says(/gets the runtime `node`[\s\S]*nanokit\.yml is valid: shop \(stage\)\n/);
    rmSync(path.join(folder, "web/package.json"));
    await command.says(/error NK[\s\S]*Waiting for a change\.\n/);
    await command.end();
    expect(readdirSync(folder).sort()).toEqual(["nanokit.yml", "web"]);
  });

  it("writes HCL when asked, and says nothing but errors and what it wrote with --quiet", async () => {
    const folder = folderWith({ "nanokit.yml": file });
    watching = new Watching(folder, ["--hcl", "--quiet"]);
    await watching.says(/new {5}generated\/stacks\/shop-stage\/cdk\.tf\n/);
    write(folder, { "nanokit.yml": broken });
    const said = await watching.says(/error NK\d+/);
    expect(said).not.toContain("Watching");
    expect(await watching.end()).toBe(0);
  });

  it.each(usages.watch.examples)("runs the example of its help: %s", async (example) => {
    const folder = folderWith({ "nanokit.yml": file });
    const command = await watch(folder, ...example.split(" ").slice(2));
    await command.says(/^(?:new {5}generated\/stacks\/shop-stage\/cdk\.tf|nanokit\.yml is valid)/m);
    expect(await command.end()).toBe(0);
  });

  it("takes no --hcl where nothing is written", () => {
    expect(nanokit(folderWith({}), ["watch", "--no-synth", "--hcl"])).toMatchObject({ status: 2, stdout: "" });
  });
});
