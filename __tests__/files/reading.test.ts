import { describe, expect, it } from "vitest";
import { fileVolumes } from "../../src/aws/container-files.js";
import { compile } from "../../src/compile.js";
import { besideOf } from "../../src/resolve/beside.js";

/** The files of a service, by their paths, and where its volumes are mounted. */
function filesOf(entries: string, contents: Readonly<Record<string, string>>, more = "") {
  const text = `services:\n  web:\n    image: nginx:1.29\n${more}    files:\n${entries}\n`;
  const { project, diagnostics } = compile({ path: "nanokit.yml", text }, { read: besideOf(contents) });
  const files = project?.environments[0]?.services[0]?.files;
  return {
    codes: diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code),
    mounts: files?.mounts,
    folders: files?.folders.map(({ path, copied }) => `${copied ? "copy" : "empty"} ${path}`),
    files:
      files &&
      Object.fromEntries(files.files.map(({ path, content }) => [path, "text" in content ? content.text : ""])),
  };
}

describe("files in one folder", () => {
  it("share a volume, which begins with what the image has there", () => {
    const { mounts, folders } = filesOf("      /etc/app/a: ./a\n      /etc/app/sub/b: ./b", { a: "1", b: "2" });
    expect({ mounts, folders }).toEqual({ mounts: ["/etc/app"], folders: ["copy /etc/app"] });
  });

  it("are beside a folder that begins empty", () => {
    const { folders, mounts } = filesOf("      /etc/app/a: ./a\n      /etc/app/sub: ./sub", { a: "1", "sub/b": "2" });
    expect({ mounts, folders }).toEqual({ mounts: ["/etc/app"], folders: ["copy /etc/app", "empty /etc/app/sub"] });
  });

  it("win over those of a folder, and a folder over what another has at its place", () => {
    const { files } = filesOf("      /srv: ./srv\n      /srv/sub: ./other\n      /srv/sub/x: { content: own }", {
      "srv/a": "a",
      "srv/sub/x": "of srv",
      "srv/sub/y": "of srv",
      "other/x": "of other",
      "other/z": "of other",
    });
    expect(files).toEqual({ "/srv/a": "a", "/srv/sub/x": "own", "/srv/sub/z": "of other" });
  });

  it("may be above a volume, and not in one", () => {
    const volumes = "    volumes: [uploads:/srv/uploads]\n";
    expect(filesOf("      /srv/app.conf: { content: x }", {}, volumes).codes).toEqual([]);
    expect(filesOf("      /srv/uploads/x: { content: x }", {}, volumes).codes).toEqual(["NK575"]);
    expect(filesOf("      /srv/uploads: ./up", { "up/x": "" }, volumes).codes).toEqual(["NK575"]);
  });
});

describe("the size of what is read", () => {
  it("is at most that of a task definition, of a file and of a folder", () => {
    const half = "x".repeat(40_000);
    expect(filesOf("      /srv: ./srv", { "srv/a": half, "srv/b": half }).codes).toEqual(["NK571"]);
    expect(filesOf("      /srv/a: ./a", { a: "x".repeat(65_537) }).codes).toEqual(["NK571"]);
    expect(filesOf("      /srv/a: ./a\n      /srv/b: ./b", { a: half, b: half }).codes).toEqual(["NK470"]);
    expect(filesOf("      /srv/a: ./a", { a: half }).codes).toEqual([]);
  });

  it("is told at the entry that brings most", () => {
    const text = [
      "services:\n  web:\n    image: nginx:1.29\n    files:",
      "      /srv/a: ./a\n      /srv/b: ./b\n      /srv/c: ./a\n",
    ].join("\n");
    const read = besideOf({ a: "x".repeat(20_000), b: "x".repeat(30_000) });
    const [error] = compile({ path: "nanokit.yml", text }, { read }).diagnostics.filter(({ code }) => code === "NK470");
    expect(text.slice(error?.location.start, error?.location.end)).toBe("/srv/b");
  });

  it("is bounded in files too", () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`srv/${index}`, ""]));
    expect(filesOf("      /srv: ./srv", many).codes).toEqual(["NK570"]);
  });
});

describe("files of environments", () => {
  it("are those of the file, with those of the environment over them", () => {
    const text = `
services:
  web:
    image: nginx:1.29
    files: { /srv/a: ./a, /srv/b: { from: ./b, mode: "0600" } }
environments:
  production: {}
  stage: { services: { web: { files: { /srv/a: null, /srv/b: { from: ./c } } } } }
`;
    const { project } = compile({ path: "nanokit.yml", text }, { read: besideOf({ a: "a", b: "b", c: "c" }) });
    const files = project?.environments.map(({ services: [web] }) =>
      web?.files?.files.map(({ path, mode, content }) => [path, mode, "text" in content && content.text]),
    );
    expect(files).toEqual([
      [
        ["/srv/a", "0644", "a"],
        ["/srv/b", "0600", "b"],
      ],
      [["/srv/b", "0600", "c"]],
    ]);
  });
});

describe("a variable without a value", () => {
  it("is all that is said of its file", () => {
    expect(filesOf("      /srv/a: { content: '${UNSET}' }\n      /srv/b: { from: './${UNSET}' }", {}).codes).toEqual([
      "NK211",
      "NK211",
    ]);
  });
});

describe("files of which only the compiler is asked", () => {
  it("cannot be read", () => {
    const text = "services: { web: { image: 'nginx:1.29', files: { /srv/a: ./a } } }";
    const { diagnostics } = compile({ path: "nanokit.yml", text });
    expect(diagnostics.find(({ code }) => code === "NK570")?.message).toContain(
      "is not known here, as nanokit.yml alone is",
    );
  });
});

describe("the names of volumes", () => {
  it("are never the same, never that of a key, and at most 255 characters", () => {
    const long = `/srv/${"x".repeat(300)}`;
    const names = fileVolumes(["/a-b", "/a.b", "/a/b", long, `${long}y`]);
    expect([...names.values()].slice(0, 3)).toEqual(["0-files-a-b", "0-files-a-b_2", "0-files-a-b_3"]);
    expect(new Set(names.values()).size).toBe(5);
    for (const name of names.values()) expect(name).toMatch(/^0[\w-]{1,254}$/);
  });
});
