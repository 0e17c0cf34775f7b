import { renameSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { RESTRICTED_EFS_ACTIONS } from "../../src/aws/managed-policies.js";
import { iam } from "../../src/cli/usage/iam.js";
import type { PolicyDocument } from "../../src/report/iam/documents.js";
import { codeBlocks } from "../docs/markdown.js";
import { page, section } from "../docs/pages.js";
import { folderWith, nanokit, texts } from "./command.js";

const file = `name: shop
services: { db: { image: "mongo:8.0", volumes: ["data:/data/db"] } }
environments: { stage: {}, production: {} }
`;

function manyServices(count: number): string {
  const services = Array.from(
    { length: count },
    (_, i) => `  some-service-with-a-rather-long-name-${i}: { build: true, expose: 80, host: s${i}.example.com }`,
  );
  return `name: shop\nservices:\n${services.join("\n")}\nenvironments: { stage: {}, production: {} }\n`;
}

describe("the documents", () => {
  const tour = 'services: { database: { image: "mongo:latest", volumes: ["data-store:/data/db"] } }\n';
  const blocks = codeBlocks(page("docs/iam.md"));

  it("shows command lines that work", () => {
    const lines = blocks.flatMap(({ language, text }) => (language === "sh" ? text.trim().split("\n") : []));
    expect(lines).toHaveLength(4);
    for (const line of lines) {
      const [, ...args] = line.replace(/ #.*/, "").split(" ");
      expect([line, nanokit(folderWith({ "nanokit.yml": tour }, "mynapp"), args).status]).toEqual([line, 0]);
    }
  });

  it("shows what --explain prints of the tour", () => {
    const { stdout } = nanokit(folderWith({ "nanokit.yml": tour }, "mynapp"), ["iam", "--explain"]);
    const excerpts = blocks.filter(({ language }) => language === "");
    expect(excerpts).toHaveLength(1);
    for (const { text } of excerpts) expect(stdout).toContain(text);
  });

  it("has what the documentation of nanokit asks for", () => {
    const text = section(page("docs/iam.md"), "# IAM permissions");
    expect(text).toContain("`AmazonElasticFileSystemFullAccess`");
    for (const action of RESTRICTED_EFS_ACTIONS) expect(text).toContain(`\`${action}\``);
  });
});

describe("iam", () => {
  it.each(iam.examples)("works as the help shows it: %s", (example) => {
    const [, ...args] = example.split(" ");
    const run = nanokit(folderWith({ "nanokit.yml": file }), args);
    expect(run.status).toBe(0);
    expect(run.stdout).not.toBe("");
  });

  it("prints policies as JSON to standard output, and nothing else but errors", () => {
    const run = nanokit(folderWith({ "nanokit.yml": file }), ["iam", "-e", "stage"]);
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "" });
    const policies = JSON.parse(run.stdout) as readonly PolicyDocument[];
    expect(policies.map(({ Version }) => Version)).toEqual(policies.map(() => "2012-10-17"));
    expect(run.stdout).not.toContain("production");
  });

  it("narrows to an account and a region", () => {
    const args = ["iam", "--account", "123456789012", "--region", "cn-north-1"];
    const { stdout } = nanokit(folderWith({ "nanokit.yml": file }), args);
    expect(stdout).toContain('"arn:aws-cn:ecs:cn-north-1:123456789012:cluster/nk-shop-stage"');
    expect(stdout).not.toMatch(/arn:aws:|:\*:\*:/);
  });

  it("writes a file for each policy, and takes away those of a run that had more", () => {
    const folder = folderWith({ "nanokit.yml": file, "iam/README.md": "mine" });
    nanokit(folder, ["iam", "-o", "iam"]);
    renameSync(path.join(folder, "iam/policy-1.json"), path.join(folder, "iam/policy-77.json"));
    const run = nanokit(folder, ["iam", "-o", "iam"]);
    expect(run.status).toBe(0);
    const written = texts(path.join(folder, "iam"));
    const printed = JSON.parse(nanokit(folder, ["iam"]).stdout) as readonly unknown[];
    expect(Object.keys(written).sort()).toEqual(["README.md", ...printed.map((_, i) => `policy-${i + 1}.json`)]);
    expect(printed.map((_, i) => JSON.parse(written[`policy-${i + 1}.json`] ?? "") as unknown)).toEqual(printed);
    expect(run.stdout).toMatch(/^new {5}iam\/policy-1\.json\n/);
    expect(nanokit(folder, ["iam", "-o", "iam"]).stdout).toMatch(/^same {4}iam\/policy-1\.json\n/);
  });

  it("says when they are as many as a role may have", () => {
    const run = nanokit(folderWith({ "nanokit.yml": manyServices(60) }), ["iam", "--exact"]);
    expect(run.status).toBe(0);
    const { length } = JSON.parse(run.stdout) as readonly unknown[];
    expect(run.stderr).toContain(`These are ${length} policies, and a role takes 10`);
    expect(nanokit(folderWith({ "nanokit.yml": manyServices(60) }), ["iam"]).stderr).toBe("");
  });

  it("says when the managed ones are more than a role may have", () => {
    const everything = `name: shop
infra: { dns: aws }
services:
  web: { build: true, expose: 80, host: www.example.com, volumes: ["up:/up"], scale: { max: 3 } }
  api: { image: "nginx:1", expose: 81 }
cron: { night: { schedule: "@daily", service: web, command: "true" } }
environments: { stage: {} }
`;
    const run = nanokit(folderWith({ "nanokit.yml": everything }), ["iam", "--managed"]);
    const count = run.stdout.match(/:policy\/|^\{$/gm)?.length ?? 0;
    expect(count).toBeGreaterThan(10);
    expect(run.stderr).toContain(`These are ${count} policies, and a role takes 10 policies`);
    expect(nanokit(folderWith({ "nanokit.yml": everything }), ["iam", "--managed", "-q"]).stderr).toBe("");
    expect(nanokit(folderWith({ "nanokit.yml": file }), ["iam", "--managed"]).stderr).toBe("");
  });

  it.each([
    [["--account", "12345"], "`12345` is not an account id, which has 12 digits."],
    [["--region", "Ireland"], "`Ireland` is not a region, such as eu-west-1."],
    [["--explain", "--managed"], "--explain and --managed cannot be used together."],
    [["--explain", "-o", "iam"], "--output is for policies, not for --explain or --managed."],
  ])("refuses %j", (args, message) => {
    const run = nanokit(folderWith({ "nanokit.yml": file }), ["iam", ...args]);
    expect(run).toEqual({
      status: 2,
      stdout: "",
      stderr: `${message}\nRun \`nanokit-tf iam --help\` to see its options.\n`,
    });
  });

  it("prints nothing for a file with errors: exit 1; for none at all: exit 2", () => {
    const wrong = nanokit(folderWith({ "nanokit.yml": file.replace("image:", "imagee:") }), ["iam"]);
    expect([wrong.status, wrong.stdout]).toEqual([1, ""]);
    expect(wrong.stderr).toContain("NK101");
    const none = nanokit(folderWith({}), ["iam"]);
    expect([none.status, none.stdout]).toEqual([2, ""]);
  });
});
