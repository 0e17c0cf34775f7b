import { describe, expect, it } from "vitest";
import { folderWith, nanokit } from "./command.js";

const built = `name: shop
environments: { stage: {}, production: {} }
services: { web: { path: ./web, build: { args: { TOKEN: "\${CI_TOKEN}" } } }, db: { image: "postgres:17" } }
`;

describe("images", () => {
  it("prints the script on standard output, and what was found on standard error: exit 0", () => {
    const folder = folderWith({ "nanokit.yml": built, "web/Dockerfile": "FROM scratch\n" });
    const { status, stdout, stderr } = nanokit(folder, ["images", "--tag", "1.4.0"], { CI_TOKEN: "hunter2" });
    expect(status).toBe(0);
    expect(stdout.match(/^# shop-.*$/gm)).toEqual(["# shop-production: web", "# shop-stage: web"]);
    expect(stdout).toContain("\ntag=1.4.0\n");
    expect(stdout).toContain('docker push "$repository:$tag"');
    expect(stderr).toContain("NK912");
    expect(stderr).not.toContain("NK372");
    expect(stdout + stderr).not.toContain("hunter2");
  });

  it("keeps to the environments that are named, and leaves the tag to the shell", () => {
    const folder = folderWith({ "nanokit.yml": built });
    const { stdout, stderr } = nanokit(folder, ["images", "-e", "stage"], { CI_TOKEN: "hunter2" });
    expect(stdout.match(/^# shop-.*$/gm)).toEqual(["# shop-stage: web"]);
    expect(stdout).toContain('tag="${TAG:?');
    expect(stderr).toContain("NK372");
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

  it("looks for the files of a runtime beside the file, wherever it is", () => {
    const file = "name: shop\nenvironments: { stage: {} }\nservices: { api: { path: ./api } }\n";
    const folder = folderWith({ "deep/nanokit.yml": file, "deep/api/go.mod": "", "deep/api/Dockerfile": "" });
    const { status, stdout, stderr } = nanokit(folder, ["images", "-f", "deep/nanokit.yml"]);
    expect(status).toBe(0);
    expect(stderr).toContain("NK935: `api` is taken for a go service, as there is\n  `api/go.mod`");
    expect(stdout).toContain("--file ./api/Dockerfile");
  });
});
