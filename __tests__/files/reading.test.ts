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

describe("a folder", () => {
  const folder = (entries: number) =>
    filesOf("      /srv: ./srv", Object.fromEntries(Array.from({ length: entries }, (_, at) => [`srv/${at}`, ""])));

  it("is taken with a thousand entries, and not with one more", () => {
    expect(Object.keys(folder(1000).files ?? {}).length).toBe(1000);
    expect(folder(1000).codes).toEqual([]);
    expect(folder(1001).codes).toEqual(["NK570"]);
  });
});

describe("secrets that are files", () => {
  /** The secrets of a service: their files, and the errors. */
  function secretsOf(secrets: string, more = "", image = "acme/web:1", volumes = "") {
    const text = `services:\n  web:\n    image: ${image}\n    secrets:\n${secrets}\n${more}${volumes}`;
    const { project, diagnostics } = compile(
      { path: "nanokit.yml", text },
      { read: besideOf({ "d/db": "x", "e/x": "x" }) },
    );
    const service = project?.environments[0]?.services[0];
    return {
      errors: diagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ code, location }) => {
          return `${code} ${location.file.text.slice(location.start, location.end).replaceAll("\u2022", "*")}`;
        }),
      files: service?.files?.files.map(({ path, mode, owner, content }) => [path, mode, owner, content]),
      mounts: service?.files?.mounts,
      secrets: service?.secrets?.map(({ name, file }) => [name, file]),
    };
  }
  const app = "      DB: { from: vault, file: /etc/app/db }";
  const db = (more = "") => `      DB: { from: vault, file: /run/secrets/db${more} }`;

  it("are written by what writes the other files, and are no variables", () => {
    const { files, mounts, secrets } = secretsOf(`${db()}\n      OTHER: { from: vault }`);
    expect(files).toEqual([["/run/secrets/db", "0444", "0:0", { secret: "DB" }]]);
    expect(mounts).toEqual(["/run/secrets"]);
    expect(secrets).toEqual([
      ["DB", "/run/secrets/db"],
      ["OTHER", undefined],
    ]);
  });

  it.each([
    ["what they say", db(', mode: "0440", owner: "root:app"'), "    user: node\n", "acme/web:1", "0440", "root:app"],
    ["the mode alone", db(', mode: "0440"'), "", "acme/web:1", "0440", "0:0"],
    ["the user of the container", db(), "    user: node\n", "postgres:16", "0400", "node"],
    ["the user of the image", db(), "", "postgres:16", "0400", "999:999"],
    ["the user that a volume enforces", db(), "    volumes: [data:/data]\n", "postgres:16", "0400", "1000:1001"],
  ])("are readable for %s", (_, secret, more, image, mode, owner) => {
    const { files } = secretsOf(secret, more, image, "volumes: { data: { efs: { uid: 1000, gid: 1001 } } }\n");
    expect(files).toEqual([["/run/secrets/db", mode, owner, { secret: "DB" }]]);
  });

  it.each([
    ["of a relative path", "      DB: { from: vault, file: run/db }", "", ["NK104"]],
    ["of many files", "      DB: { from: vault, file: /run/secrets/* }", "", ["NK104"]],
    ["of a folder", "      DB: { from: vault, file: /run/secrets/ }", "", ["NK573"]],
    ["in a folder of the system", "      DB: { from: vault, file: /run/db }", "", ["NK574"]],
    ["in a volume, that is read-only too", db(), "    volumes: [data:/run/secrets:ro]\n", ["NK575"]],
    ["in memory", db(), "    tmpfs: [/run/secrets]\n", ["NK575"]],
    ["of another secret", `${db()}\n      DC: { from: vault, file: /run/secrets/db }`, "", ["NK575"]],
    ["of `files`", app, "    files: { /etc/app/db: { content: x } }\n", ["NK575"]],
    ["of what a folder of `files` has", app, "    files: { /etc/app: ./d }\n", ["NK575"]],
    ["of a folder of `files`", app, "    files: { /etc/app/db: ./d }\n", ["NK575"]],
    [
      "that another one needs as a folder",
      `${db()}\n      DC: { from: vault, file: /run/secrets/db/c }`,
      "",
      ["NK575"],
    ],
  ])("cannot have the place %s", (_, secret, more, codes) => {
    expect(secretsOf(secret, more).errors.map((one) => one.split(" ")[0])).toEqual(codes);
  });

  it("can lie beside volumes, files and folders", () => {
    const more = "    volumes: [data:/run/secrets/data]\n    files: { /etc/app: ./e, /srv: ./d }\n";
    expect(secretsOf(`${db()}\n${app.replace("DB", "DC")}`, more).errors).toEqual([]);
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
      "is not known here: only the text of nanokit.yml is",
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
