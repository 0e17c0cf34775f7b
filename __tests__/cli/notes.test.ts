import { describe, expect, it } from "vitest";
import { folderWith, nanokit, write } from "./command.js";

const file = `services:
  api: { image: "ghcr.io/acme/api:1.4", memory: 600mb, env: { SMTP_PASSWORD: "\${PASSWORD}" } }
  web: { image: "ghcr.io/acme/web:1.4", memory: 600mb, port: 8080 }
environments: { stage: { infra: { region: eu-west-1 } } }
`;
const COUNTED = "notes? \\(shown with --notes\\)\n";

function folder(text = file): string {
  return folderWith({ "nanokit.yml": text, ".env": "PASSWORD=correct-horse\n" });
}

function notesIn(text: string): readonly string[] {
  return [...text.matchAll(/ note (NK\d+):/g)].map(([, code = ""]) => code);
}

describe("notes", () => {
  it("are told until the stacks are written, then counted, and told again when asked for", () => {
    const shop = folder();
    const first = nanokit(shop, ["validate"]).stderr;
    expect(notesIn(first)).toEqual(["NK910", "NK920", "NK913", "NK914"]);
    expect(first).toContain("also at nanokit.yml:3:49");
    expect(notesIn(nanokit(shop, ["synth"]).stderr)).toEqual(["NK910", "NK920", "NK913", "NK914"]);
    for (const command of ["validate", "synth"]) {
      const { status, stderr } = nanokit(shop, [command]);
      expect(notesIn(stderr)).toEqual([]);
      expect(stderr).toMatch(new RegExp(`warning NK227[\\s\\S]*1 warning, 5 ${COUNTED}`));
      expect(status).toBe(0);
      expect(notesIn(nanokit(shop, [command, "--notes"]).stderr)).toEqual(["NK910", "NK920", "NK913", "NK914"]);
      expect(notesIn(nanokit(shop, [command, "--notes", "-q"]).stderr)).toEqual([]);
    }
  });

  it("are told for an environment that is new", () => {
    const shop = folder();
    nanokit(shop, ["synth"]);
    write(shop, { "nanokit.yml": `${file.trimEnd().slice(0, -2)}, production: {} }\n` });
    expect(notesIn(nanokit(shop, ["validate"]).stderr)).toContain("NK913");
    expect(notesIn(nanokit(shop, ["validate", "-e", "stage"]).stderr)).toEqual([]);
  });

  it("wait for a file without errors", () => {
    const shop = folder(file.replace("port:", "prot:"));
    for (const command of ["validate", "synth"]) {
      const { status, stderr } = nanokit(shop, [command]);
      expect(stderr).toMatch(
        /error NK101[\s\S]*warning NK227[\s\S]*1 error, 1 warning, 3 notes? \(shown with --notes\)/,
      );
      expect(notesIn(stderr)).toEqual([]);
      expect(status).toBe(1);
    }
  });

  it("are all told to programs, in the order of the file", () => {
    const shop = folder();
    nanokit(shop, ["synth"]);
    const codes = (...args: string[]) =>
      JSON.parse(nanokit(shop, args).stdout).diagnostics.map(({ code }: { code: string }) => code);
    const all = ["NK910", "NK920", "NK913", "NK227", "NK913", "NK914"];
    expect(codes("validate", "--format", "json")).toEqual(all);
    expect(codes("synth", "--format", "json")).toEqual(all);
  });

  it.each([["check"], ["graph"], ["images"], ["secrets"], ["iam"], ["adopt"], ["explain", "services.web"]])(
    "and warnings are none of the business of %s",
    (...args) => {
      const { stdout, stderr } = nanokit(folder(), args);
      expect(stdout + stderr).not.toMatch(/ (?:note|warning) NK|--notes|\d (?:note|warning)s?\b/);
    },
  );

  it("that are accepted are told to nobody", () => {
    const shop = folder(
      `x-nanokit: { accept: [NK910, NK913] }\n${file.replace("api: {", "api: { x-nanokit: { accept: [NK227] },")}`,
    );
    const { stderr } = nanokit(shop, ["validate"]);
    expect(notesIn(stderr)).toEqual(["NK920", "NK914"]);
    expect(stderr).toContain("\n2 notes\n");
    for (const format of ["json", "sarif", "github"]) {
      expect(nanokit(shop, ["validate", "--format", format]).stdout).not.toMatch(
        /"?NK(?:910|913|227)\b(?!.*shortDescription)/,
      );
    }
  });
});
