import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, nanokit, snapshot, write } from "./command.js";

const built = `name: shop
environments: { stage: {}, production: {} }
services: { web: { path: ./web, build: { args: { TOKEN: "\${CI_TOKEN}" } } }, db: { image: "postgres:17" } }
`;

describe("images", () => {
  it("prints the script on standard output, and nothing of what validate warns of: exit 0", () => {
    const folder = folderWith({ "nanokit.yml": built, "web/Dockerfile": "FROM scratch\n" });
    const { status, stdout, stderr } = nanokit(folder, ["images", "--tag", "1.4.0"], { CI_TOKEN: "hunter2" });
    expect(status).toBe(0);
    expect(stdout.match(/^# shop-.*$/gm)).toEqual(["# shop-production: web", "# shop-stage: web"]);
    expect(stdout).toContain("\ntag=1.4.0\n");
    expect(stdout).toContain('docker push "$repository:$tag"');
    expect(stderr).toBe("");
    expect(stdout + stderr).not.toContain("hunter2");
  });

  it("keeps to the environments that are named, and leaves the tag to the shell", () => {
    const folder = folderWith({ "nanokit.yml": built });
    const { stdout } = nanokit(folder, ["images", "-e", "stage"], { CI_TOKEN: "hunter2" });
    expect(stdout.match(/^# shop-.*$/gm)).toEqual(["# shop-stage: web"]);
    expect(stdout).toContain('tag="${TAG:?');
  });

  it("says so when nothing is built: exit 0", () => {
    const folder = folderWith({
      "nanokit.yml": "name: shop\nenvironments: { a: {} }\nservices: { w: { image: x } }\n",
    });
    const run = nanokit(folder, ["images"]);
    expect(run).toEqual({ status: 0, stdout: "", stderr: "nanokit.yml has no service that is built.\n" });
  });

  it("prints nothing but what is wrong with a file that has errors: exit 1, or 2 when it is not there", () => {
    const wrong = nanokit(folderWith({ "nanokit.yml": "name: shop\nservices: { web: { build: 7 } }\n" }), ["images"]);
    expect(wrong).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("NK102") });
    const missing = nanokit(folderWith({}), ["images"]);
    expect(missing).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("NK001") });
  });

  it("prints that of one service, where one is named: exit 2 for one that is not built", () => {
    const two =
      "name: shop\nenvironments: { stage: {} }\nservices: { a: { build: true }, b: { build: true }, c: { image: x } }\n";
    const folder = folderWith({ "nanokit.yml": two, Dockerfile: "" });
    expect(nanokit(folder, ["images", "-s", "b"]).stdout.match(/^# shop-.*$/gm)).toEqual(["# shop-stage: b"]);
    const unknown = nanokit(folder, ["images", "-s", "c"]);
    expect(unknown).toMatchObject({ status: 2, stdout: "" });
    expect(unknown.stderr).toContain("No service or sidecar `c` is built. Name one that is: a, b.");
  });

  it("builds the image that services share once, and says whose it is: exit 2 for one that shares it", () => {
    const shared =
      "name: shop\nenvironments: { stage: {} }\nservices: { web: { build: true }, worker: { imageOf: web, command: work } }\n";
    const folder = folderWith({ "nanokit.yml": shared, Dockerfile: "" });
    expect(nanokit(folder, ["images"]).stdout.match(/^# shop-.*$/gm)).toEqual(["# shop-stage: web"]);
    const other = nanokit(folder, ["images", "-s", "worker"]);
    expect(other).toMatchObject({ status: 2, stdout: "" });
    expect(other.stderr).toContain("`worker` runs the image of `web`: name that one.");
  });

  it("looks for the files of a runtime beside the file, wherever it is", () => {
    const file = "name: shop\nenvironments: { stage: {} }\nservices: { api: { path: ./api } }\n";
    const folder = folderWith({ "deep/nanokit.yml": file, "deep/api/go.mod": "", "deep/api/Dockerfile": "" });
    const { status, stdout } = nanokit(folder, ["images", "-f", "deep/nanokit.yml"]);
    expect(status).toBe(0);
    const { stderr } = nanokit(folder, ["validate", "-f", "deep/nanokit.yml"]);
    expect(stderr).toContain("NK935: `api` gets the runtime `go`, because there is\n  a file `api/go.mod`");
    expect(stdout).toContain("--file ./api/Dockerfile");
  });
});

describe("images --save", () => {
  const saved = "generated/stacks/shop-stage/images.auto.tfvars.json";
  const two = "name: shop\nenvironments: { stage: {} }\nservices: { a: { build: true }, b: { build: true } }\n";
  const read = (folder: string) => JSON.parse(readFileSync(path.join(folder, saved), "utf8")) as unknown;
  const synthesized = () => {
    const folder = folderWith({ "nanokit.yml": two, Dockerfile: "" });
    expect(nanokit(folder, ["synth", "-q"]).status).toBe(0);
    return folder;
  };

  it("writes the tag of every built service beside the stack, and says so", () => {
    const folder = synthesized();
    const { status, stdout } = nanokit(folder, ["images", "-q", "--tag", "1.4.0", "--save"]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `new     ${saved}\n` });
    expect(read(folder)).toEqual({ a_image_tag: "1.4.0", b_image_tag: "1.4.0" });
  });

  it("leaves those of other services, and what else is there, as they are", () => {
    const folder = synthesized();
    write(folder, { [saved]: '{ "a_image_tag": "1", "b_image_tag": "1", "own": [2] }' });
    expect(nanokit(folder, ["images", "-t", "2", "-s", "b", "--save"]).stdout).toBe(`changed ${saved}\n`);
    expect(read(folder)).toEqual({ a_image_tag: "1", b_image_tag: "2", own: [2] });
  });

  it("takes out a whole reference that would win over the tag, and says so", () => {
    const folder = synthesized();
    write(folder, { [saved]: '{ "a_image": "registry.example/a:1" }' });
    expect(nanokit(folder, ["images", "-t", "2", "--save"]).stderr).toContain("a_image is no longer in it");
    expect(read(folder)).toEqual({ a_image_tag: "2", b_image_tag: "2" });
  });

  it("is kept by synth in both formats, and is nothing that check looks at", () => {
    const folder = synthesized();
    nanokit(folder, ["images", "-t", "2", "--save"]);
    const before = snapshot(path.dirname(path.join(folder, saved)))["images.auto.tfvars.json"];
    expect(before).toBeDefined();
    for (const args of [["synth", "--hcl"], ["check"], ["synth", "--json"], ["check"]]) {
      expect(nanokit(folder, [...args, "-q"]).status).toBe(0);
      expect(snapshot(path.dirname(path.join(folder, saved)))["images.auto.tfvars.json"]).toEqual(before);
    }
  });

  it("is noted where no service asks for it any more (NK607)", () => {
    const folder = synthesized();
    nanokit(folder, ["images", "-t", "2", "--save"]);
    write(folder, { "nanokit.yml": two.replace("b: { build: true }", "c: { build: true }") });
    const { status, stderr } = nanokit(folder, ["synth"]);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(`note NK607: ${saved} sets \`b_image_tag\``);
    expect(stderr.match(/NK607/g)).toHaveLength(1);
    expect(status).toBe(0);
  });

  it.each([
    ["without a tag", synthesized, ["images", "--save"], "Write `--tag` beside `--save`"],
    [
      "before a stack is there",
      () => folderWith({ "nanokit.yml": two }),
      ["images", "-t", "1", "--save"],
      "holds no stack yet",
    ],
    [
      "over what is no JSON object",
      () => {
        const folder = synthesized();
        write(folder, { [saved]: "[]" });
        return folder;
      },
      ["images", "-t", "1", "--save"],
      "is no JSON object",
    ],
  ])("refuses to write %s, and leaves all as it was: exit 2", (_, make, args, text) => {
    const folder = make();
    const before = snapshot(folder);
    const { status, stdout, stderr } = nanokit(folder, args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(text);
    expect(snapshot(folder)).toEqual(before);
  });
});
