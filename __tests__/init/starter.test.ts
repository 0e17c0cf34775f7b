import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseCommandLine } from "../../src/cli/arguments.js";
import { compile } from "../../src/compile.js";
import { type Answers, DEFAULT_ANSWERS, githubWorkflow, starterFile } from "../../src/init/index.js";
import { runs } from "../support/sampled.js";

const SCHEMA = "./nanokit.schema.json";

function compiled(answers: Answers) {
  return compile({ path: "nanokit.yml", text: starterFile(answers, SCHEMA) });
}

describe("a first file", () => {
  it("of the defaults compiles, and says what is what", () => {
    const text = starterFile({ ...DEFAULT_ANSWERS, name: "shop" }, SCHEMA);
    expect(text).toBe(`# yaml-language-server: $schema=./nanokit.schema.json
# \`nanokit-tf validate\` checks this file, \`nanokit-tf synth\` writes the Terraform of each environment.

name: shop # part of every name in AWS, so keep it

# infra: { region: eu-west-1 } # without it, Terraform takes AWS_REGION or that of the AWS profile
services:
  web:
    image: nginx:1.29
    expose: 80 # the port that the container listens on
    # host: web.example.com # publishes it; without one, nothing on the internet reaches it
    volumes:
      - web-data:/data # <volume>:<path in the container>; kept on EFS when the task ends

# One stack each. What differs between them goes below its name; the rest is as above.
# Each VPC has an address range of its own, so that they can be connected later.
environments:
  stage: {}
  production:
    infra: { cidr: 10.1.0.0/16 }
`);
    const { project, diagnostics } = compiled({ ...DEFAULT_ANSWERS, name: "shop" });
    expect(project?.environments.map(({ name }) => name)).toEqual(["production", "stage"]);
    expect(diagnostics).toEqual([]);
  });

  it("compiles whatever the answers are", () => {
    const key = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,20}$/);
    const answers = fc.record(
      {
        name: key,
        service: key,
        image: fc.constantFrom("nginx:1.29", "postgres:17", "ghcr.io/example/web:1.0.0"),
        port: fc.integer({ min: 1, max: 65_535 }),
        dataPath: fc.constantFrom("/data", "/srv/files", "/var/lib/postgresql/data"),
        environments: fc.uniqueArray(key, { minLength: 1, maxLength: 3, selector: (name) => name.toLowerCase() }),
        region: fc.constantFrom("eu-west-1", "us-gov-west-1"),
      },
      { requiredKeys: ["name", "service", "port", "environments"] },
    );
    fc.assert(
      fc.property(answers, (one) => {
        const errors = compiled(one).diagnostics.filter(({ severity }) => severity === "error");
        expect(errors).toEqual([]);
      }),
      runs(100),
    );
  });
});

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[]; readonly permissions: object }>>;
}

describe("the workflow", () => {
  const text = githubWorkflow({
    name: "shop",
    environments: ["stage", "production"],
    file: "nanokit.yml",
    version: "0.1.0",
  });
  const workflow = parse(text) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it("checks, and plans each environment", () => {
    expect(Object.keys(workflow.jobs)).toEqual(["check", "plan"]);
    expect(workflow.jobs.plan).toMatchObject({ strategy: { matrix: { environment: ["stage", "production"] } } });
    expect(text).toContain('-chdir="generated/stacks/shop-${{ matrix.environment }}" plan');
  });

  it("runs only commands that exist", () => {
    const lines = steps
      .flatMap(({ run = "" }) => run.split("\n"))
      .map((line) => line.trim())
      .filter((line) => line.startsWith("nanokit-tf "));
    expect(lines.map((line) => line.split(" ")[1])).toEqual(["validate", "check", "check"]);
    for (const line of lines) {
      const words = line
        .replace(/ (?:>>?|\|\|).*$/, "")
        .replaceAll('"', "")
        .split(" ")
        .slice(1);
      expect(parseCommandLine(words)).toMatchObject({ kind: "run" });
    }
    expect(
      githubWorkflow({ name: "shop", environments: ["stage"], file: "apps/shop.yml", version: "1.0.0" }),
    ).toContain("nanokit-tf validate --format github --file apps/shop.yml");
  });

  it("annotates the pull request, and tells the plan a tag where a service is built", () => {
    expect(text).toContain("nanokit-tf validate --format github");
    expect(text).not.toContain("nanokit-tf images");
    const built = githubWorkflow({
      name: "shop",
      environments: ["stage"],
      file: "a b.yml",
      version: "1.0.0",
      builds: true,
    });
    const { plan } = (parse(built) as Workflow).jobs;
    const commands = plan?.steps.flatMap(({ run }) => run?.trim() ?? []) ?? [];
    const tags = commands.indexOf("nanokit-tf images --file 'a b.yml' --tag \"$GITHUB_SHA\" --save");
    expect(commands[tags - 1]).toBe("npm install --global nanokit-tf@1.0.0");
    expect(commands[tags + 1]).toMatch(/^terraform .* init /);
  });

  it("keeps what Terraform downloads for the next run, by the lock files of the stacks", () => {
    const key = (folder: string) =>
      githubWorkflow({ name: "shop", environments: ["stage"], file: "nanokit.yml", version: "1.0.0", folder });
    expect(key("")).toContain("hashFiles('generated/stacks/*/.terraform.lock.hcl')");
    expect(key("infra/app")).toContain("hashFiles('infra/app/generated/stacks/*/.terraform.lock.hcl')");
  });

  it("holds no secret, asks for no more rights than it needs, and puts no text of a pull request into a shell", () => {
    expect(text).not.toContain("secrets.");
    expect(workflow.permissions).toEqual({});
    expect(workflow.jobs.check?.permissions).toEqual({ contents: "read", "pull-requests": "write" });
    expect(workflow.jobs.plan?.permissions).toEqual({ contents: "read", "id-token": "write" });
    for (const { run = "" } of steps) expect(run).not.toMatch(/\$\{\{\s*github\./);
    expect(steps.flatMap(({ uses }) => uses ?? []).filter((action) => !/^[\w./-]+@v\d+$/.test(action))).toEqual([]);
  });
});
