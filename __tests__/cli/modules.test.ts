import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, nanokit, snapshot, write } from "./command.js";

const STACK = "generated/stacks/shop-stage";
const file = (infra = "") => `name: shop
services: { web: { build: true, path: . } }
infra: { region: eu-west-1${infra} }
environments: { stage: {}, production: { infra: { cidr: 10.1.0.0/16 } } }
`;
const BACKEND = ", backend: { s3: { bucket: acme-state, use_lockfile: true } }";

function folder(infra = ""): string {
  return folderWith({ "nanokit.yml": file(infra), Dockerfile: "" });
}

function made(where: string, ...args: readonly string[]): string {
  const { status, stderr } = nanokit(where, ["synth", ...args]);
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  return stderr.replaceAll(/\s+/g, " ");
}

const documentIn = (where: string, stack = STACK) =>
  JSON.parse(readFileSync(path.join(where, stack, "cdk.tf.json"), "utf8"));
const hclIn = (where: string) => readFileSync(path.join(where, STACK, "cdk.tf"), "utf8");

describe("synth --module", () => {
  it("leaves provider and backend to the root, and asks for the provider", () => {
    const where = folder();
    made(where, "--module");
    const { provider, terraform, resource } = documentIn(where);
    expect(provider).toBeUndefined();
    expect(terraform).toEqual({ required_providers: { aws: expect.objectContaining({ source: "hashicorp/aws" }) } });
    expect(resource.aws_ecs_cluster.main.tags).toMatchObject({
      "nanokit:project": "shop",
      "nanokit:environment": "stage",
    });
    expect(readFileSync(path.join(where, STACK, "versions.tf"), "utf8")).toContain('required_version = ">= 1.2.0"');
  });

  it("is remembered by each stack, in JSON and in HCL, until --root is asked for", () => {
    const where = folder();
    made(where, "-e", "stage", "--module");
    made(where);
    expect(documentIn(where).provider).toBeUndefined();
    expect(documentIn(where, "generated/stacks/shop-production").provider).toBeDefined();
    made(where, "--hcl");
    expect(hclIn(where)).not.toMatch(/^provider /m);
    expect(hclIn(where).split("\n")[1]).toBe("# A module: provider and backend are those of the root that calls it.");
    expect(existsSync(path.join(where, STACK, "cdk.tf.json"))).toBe(false);
    made(where, "--json");
    expect(documentIn(where).provider).toBeUndefined();
    made(where, "--root");
    expect(documentIn(where).provider).toBeDefined();
    expect(made(where)).not.toContain("NK608");
  });

  it("is known to check, which finds nothing to do", () => {
    const where = folder();
    for (const args of [["--module"], ["--hcl"]]) {
      made(where, ...args);
      expect(nanokit(where, ["check"])).toMatchObject({ status: 0, stdout: "" });
    }
  });

  it("refuses both forms at once", () => {
    const { status, stderr } = nanokit(folder(), ["synth", "--module", "--root"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("cannot be used together")]);
  });
});

describe("a stack that changes its form", () => {
  it("says what has to be done with a state, each way (NK608)", () => {
    const where = folder();
    expect(made(where, "--module")).not.toContain("NK608");
    expect(made(where, "--root")).toMatch(/warning NK608: In shop-stage, `provider.aws` is the stack's own again/);
    const there = made(where, "-e", "stage", "--module");
    expect(there).toMatch(/warning NK608: In shop-stage, `provider.aws` is left to the root that calls the stack/);
    expect(there).toContain("move each resource in it with `terraform state mv`");
    expect(there).not.toContain("shop-production");
  });
});

describe("a protected file system", () => {
  it("is guarded in a module as in a root (NK601)", () => {
    const web = "services: { web: { image: nginx, instances: 1 } }";
    const db = "services: { db: { image: 'mongo:8.0', volumes: [data:/data/db] } }";
    const of = (services: string) => `name: shop\n${services}\nenvironments: { stage: {} }\n`;
    const where = folderWith({ "nanokit.yml": of(db) });
    made(where, "--module");
    write(where, { "nanokit.yml": of(web) });
    for (const form of [[], ["--root"], ["--module"]]) {
      const { status, stderr } = nanokit(where, ["synth", ...form]);
      expect([form, status, stderr]).toEqual([form, 1, expect.stringContaining("NK601")]);
    }
  });
});

describe("what a module cannot have", () => {
  it("is a backend (NK514), for synth and check, which write nothing and compare nothing", () => {
    const where = folder();
    made(where, "--module");
    write(where, { "nanokit.yml": file(BACKEND) });
    const before = snapshot(where);
    for (const command of ["synth", "check"]) {
      const { status, stdout, stderr } = nanokit(where, [command]);
      expect([command, status, stdout]).toEqual([command, 1, ""]);
      expect(stderr).toContain("error NK514: shop-stage is a module, and a module cannot have");
    }
    expect(snapshot(where)).toEqual(before);
    expect(made(where, "--root")).not.toContain("NK514");
  });

  it.each([
    ["backend", 'terraform {\n  backend "s3" {}\n}\n'],
    ["cloud", "terraform {\n  cloud {}\n}\n"],
    ["provider", 'provider "aws" {}\n'],
    ["import", 'import {\n  to = aws_vpc.main\n  id = "vpc-1"\n}\n'],
  ])("is a file with `%s` (NK516)", (block, text) => {
    const where = folder();
    write(where, { [`${STACK}/own.tf`]: text });
    const { status, stderr } = nanokit(where, ["synth", "--module"]);
    expect([status, existsSync(path.join(where, STACK, "cdk.tf.json"))]).toEqual([1, false]);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(`error NK516: ${STACK}/own.tf has \`${block}\``);
    mkdirSync(path.join(where, "root"));
    renameSync(path.join(where, STACK, "own.tf"), path.join(where, "root/own.tf"));
    made(where, "--module");
  });

  it("is a provider for another region: the root passes it (NK515)", () => {
    const where = folderWith({
      "nanokit.yml": `name: shop
services: { files: { image: "nextcloud:30-apache", volumes: [html:/var/www/html] } }
infra: { region: eu-west-1, efs: { backup: { copyTo: eu-central-1 } } }
environments: { stage: {} }
`,
    });
    expect(made(where, "--module")).toMatch(
      /note NK515: .*`aws.copies`.*providers = \{ aws = aws, aws.copies = aws.copies \}/,
    );
    expect(documentIn(where).terraform.required_providers.aws.configuration_aliases).toEqual(["aws.copies"]);
    made(where, "--hcl");
    expect(hclIn(where)).toContain("configuration_aliases = [aws.copies]");
    expect(nanokit(where, ["check"]).status).toBe(0);
  });

  it("is a provider for a zone in another account: the root has it take the role (NK515)", () => {
    const where = folderWith({
      "nanokit.yml": `name: shop
services: { web: { image: "nginx:1.29", expose: 80, host: shop.example.com } }
infra: { dns: aws, hostedZone: { name: example.com, roleArn: "arn:aws:iam::210987654321:role/dns" } }
environments: { stage: {} }
`,
    });
    expect(made(where, "--module")).toMatch(
      /note NK515: .*`aws.dns`.*providers = \{ aws = aws, aws.dns = aws.dns \}.*`aws.dns` needs the role of `infra.hostedZone`\. nanokit/,
    );
    const { provider, terraform, resource } = documentIn(where);
    expect(provider).toBeUndefined();
    expect(terraform.required_providers.aws.configuration_aliases).toEqual(["aws.dns"]);
    expect(resource.aws_route53_record.hosts.provider).toBe("aws.dns");
  });
});

describe("commands beside a module", () => {
  it("adopt prints import blocks for the root, and writes nothing", () => {
    const where = folder();
    made(where, "--module");
    const before = snapshot(where);
    const { status, stdout, stderr } = nanokit(where, ["adopt", "-e", "stage", "--cluster", "nk-shop-stage"]);
    expect([status, stdout]).toEqual([0, expect.stringContaining("to = module.shop_stage.aws_ecs_cluster.main")]);
    expect(stderr).toContain("Terraform takes import blocks in a root alone");
    expect(snapshot(where)).toEqual(before);
  });

  it("explain takes addresses as the root's plan has them", () => {
    const where = folder();
    made(where, "--module");
    const plain = nanokit(where, ["explain", "aws_ecs_cluster.main"]);
    expect(plain.status).toBe(0);
    for (const call of ["module.shop.", 'module.shop["stage"].', "module.platform.module.shop."]) {
      expect(nanokit(where, ["explain", `${call}aws_ecs_cluster.main`])).toEqual(plain);
    }
  });

  it("images --save writes where the module itself reads it, and says that the root wins", () => {
    const where = folder();
    made(where, "--module");
    const { status, stderr } = nanokit(where, ["images", "-e", "stage", "--tag", "1.4.0", "--save"]);
    expect([status, stderr.replaceAll(/\s+/g, " ")]).toEqual([
      0,
      expect.stringContaining("shop-stage is a module and reads this file itself"),
    ]);
    const saved = path.join(where, STACK, "images.auto.tfvars.json");
    expect(JSON.parse(readFileSync(saved, "utf8"))).toEqual({ web_image_tag: "1.4.0" });
    expect(documentIn(where).locals.images).toContain("${path.module}/images.auto.tfvars.json");
    made(where);
    expect(existsSync(saved)).toBe(true);
    rmSync(saved);
  });
});
