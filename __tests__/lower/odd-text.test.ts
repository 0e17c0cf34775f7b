import { parse } from "@cdktf/hcl2json";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { App } from "cdktf";
import { RootConstruct } from "constructs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { ELEMENTS } from "../../src/lower/elements.js";
import { hclFormat } from "../../src/lower/hcl-format.js";
import { lower } from "../../src/lower/lower.js";
import { separateSettings } from "../../src/lower/separate-settings.js";
import { NanokitStack } from "../../src/lower/stack.js";
import { synthesize } from "../../src/lower/synth.js";
import type { Project } from "../../src/model/project.js";
import { explainAddress } from "../../src/report/explain/address.js";
import { bookOf } from "../../src/report/explain/book.js";
import { explainPath } from "../../src/report/explain/path.js";
import { readWord } from "../../src/report/explain/words.js";
import { policyDocuments } from "../../src/report/iam/documents.js";
import { needsOf } from "../../src/report/iam/needs.js";
import { writtenValues } from "../../src/resolve/written.js";
import { madeStacks } from "../../src/stack/read.js";
import { Stack } from "../../src/stack/stack.js";
import { normalForm } from "../hcl/normal-form.js";
import { fileWith, type OddNames, oddNames, ownNetworkWith } from "../support/odd-text.js";
import { runs } from "../support/sampled.js";
import { readTemplate } from "../support/templates.js";

type Tree = Readonly<Record<string, unknown>>;

function projectWith(names: OddNames): Project {
  return projectOf(fileWith(names));
}

function projectOf(text: string): Project {
  const { project, diagnostics } = compile({ path: "nanokit.yml", text });
  if (!project) throw new Error(JSON.stringify(diagnostics.map(({ code }) => code)));
  return project;
}

function stackText(project: Project): string {
  return synthesize(project)[1]?.text ?? "";
}

/** What stands at a path of keys in a stack. */
function at(stack: Tree, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inside, key) => (inside as Tree | undefined)?.[key], stack);
}

describe("names that look like numbers, and text that looks like code", () => {
  it("stand in the stack as they are", () => {
    fc.assert(
      fc.property(oddNames, (names) => {
        const stack = JSON.parse(stackText(projectWith(names))) as Tree;
        const [first, second] = [...names.subnets].sort();
        expect(at(stack, "data", "aws_vpc", "main", "id")).toBe(names.vpc);
        expect(at(stack, "data", "aws_subnet", "all", "for_each")).toBe(`\${toset(["${first}","${second}"])}`);
        expect(at(stack, "data", "aws_efs_file_system", "main", "file_system_id")).toBe(names.fileSystem);
        expect(at(stack, "resource", "aws_lb_listener", "https", "certificate_arn")).toBe(names.certificate);
        expect(at(stack, "resource", "aws_lb_listener_rule", "https_hosts", "for_each")).toHaveProperty([names.host]);
        expect(at(stack, "output", "urls", "value")).toEqual({ [names.service]: `https://${names.host}` });
        const rule = `nfs_${names.group}`;
        expect(at(stack, "resource", "aws_vpc_security_group_ingress_rule", rule, "security_group_id")).toBe(
          names.group,
        );
        expect(at(stack, "resource", "aws_ecs_service", names.service, "depends_on")).toContain(
          `aws_vpc_security_group_ingress_rule.${rule}`,
        );
        expect(at(stack, "resource", "aws_efs_access_point", names.volume, "root_directory", "path")).toBe(
          `/nanokit/${names.project}/${names.environment}/${names.volume}`,
        );
        expect(at(stack, "resource", "aws_scheduler_schedule", names.job, "name")).toBe(names.job);
        expect(at(stack, "data", "aws_secretsmanager_secret", "main", "for_each")).toBe(
          `\${toset(["db-${names.tag}"])}`,
        );
        expect(at(stack, "//", "metadata", "stackName")).toBe(`${names.project}-${names.environment}`);
        const container = at(stack, "locals", `${names.service}_container`) as Tree;
        const environment = container.environment as { name: string; value: string }[];
        const value = environment.find(({ name }) => name === "VALUE")?.value ?? "missing";
        expect(readTemplate(value)).toBe(names.value);
        expect(container.image).toBe(`123456789012.dkr.ecr.eu-west-1.amazonaws.com/app-82e297:${names.tag}`);
        expect(container.secrets).toContainEqual({ name: "ARN", valueFrom: names.secret });
      }),
      runs(60),
    );
  });

  it("come out of cdktf's own app, and beside resources of one's own, as they come out of ours", () => {
    fc.assert(
      fc.property(oddNames, (names) => {
        const project = projectWith(names);
        const written = synthesize(project).filter(({ path }) => path.startsWith("stacks/"));
        // An app of cdktf writes one file: what we write into versions.tf stands in it too.
        const separated = (tree: unknown) => Object.values(separateSettings(JSON.stringify(tree)));
        const expected = written.map(({ text }) => text);
        const [stack] = lower(new App({ stackTraces: false }), project);
        stack?.prepareStack();
        expect(separated(stack?.toTerraform())).toEqual(expected);
        const [environment] = project.environments;
        if (!environment) throw new Error("the file has an environment");
        const mine = new NanokitStack(new RootConstruct(), `${names.project}-${names.environment}`, { environment });
        new S3Bucket(mine, "uploads", { bucket: "uploads" });
        mine.prepareStack();
        const { resource, ...rest } = mine.toTerraform() as { resource: Tree };
        const { aws_s3_bucket, ...others } = resource;
        expect(aws_s3_bucket).toEqual({ uploads: { bucket: "uploads" } });
        expect(separated({ ...rest, resource: others })).toEqual(expected);
      }),
      runs(15),
    );
  });

  it("are in the HCL what they are in the JSON", async () => {
    await fc.assert(
      fc.asyncProperty(oddNames, async (names) => {
        const project = projectWith(names);
        const text = synthesize(project, { format: hclFormat })[1]?.text ?? "";
        expect(normalForm(await parse("cdk.tf", text))).toEqual(normalForm(JSON.parse(stackText(project))));
      }),
      runs(30),
    );
  });

  it("are explained as they are: each address that stands in the stack, and each key", () => {
    const style = { color: false, width: 100 };
    fc.assert(
      fc.property(oddNames, fc.boolean(), (names, ownNetwork) => {
        const source = { path: "nanokit.yml", text: ownNetwork ? ownNetworkWith(names) : fileWith(names) };
        const project = projectOf(source.text);
        const [stack] = madeStacks(synthesize(project)).values();
        const [environment] = project.environments;
        const file = writtenValues(source, {});
        const nodes = file.environments[0]?.nodes ?? [];
        if (!stack || !environment) throw new Error("the file has an environment");
        const explained = { environment, nodes, book: bookOf(ELEMENTS, environment, stack.declared) };
        // An address that the stack has and the book has not would be one that was changed on its way.
        expect([...explained.book.keys()].sort()).toEqual(
          [...stack.declared.keys()].filter((address) => !/^(moved|provider|terraform)\b/.test(address)).sort(),
        );
        for (const address of explained.book.keys()) {
          expect(readWord(address)).toEqual({ kind: "address", address });
          expect(explainAddress(address, explained, style)?.length).toBeGreaterThan(0);
        }
        for (const [path, inside] of [
          [["services", names.service], `aws_ecs_service.${names.service}`],
          [["services", names.service, "volumes", 0], `aws_efs_access_point.${names.volume}`],
          [["networks", names.network], names.network],
          [["cron", names.job], `aws_scheduler_schedule.${names.job}`],
        ] as const) {
          expect(explainPath(path, file.whole, explained, ELEMENTS, style)?.join("\n")).toContain(inside);
        }
      }),
      runs(20),
    );
  });

  it("are in the policies of the deploying role what they are in the stack", () => {
    fc.assert(
      fc.property(oddNames, (names) => {
        const stack = new Stack(JSON.parse(stackText(projectWith(names))));
        const account = "123456789012";
        const needs = needsOf([stack], { account, region: "eu-west-1", exact: true });
        const policies = JSON.stringify(policyDocuments(needs));
        const of = `${names.project}-${names.environment}`;
        for (const name of [
          `arn:aws:ecs:eu-west-1:${account}:service/nk-${of}/${names.service}"`,
          `arn:aws:scheduler:eu-west-1:${account}:schedule/nk-${of}/${names.job}"`,
          `arn:aws:logs:eu-west-1:${account}:log-group:/nanokit/${names.project}/${names.environment}/${names.service}`,
        ]) {
          expect(policies).toContain(name);
        }
        expect(policies).not.toContain("${");
      }),
      runs(20),
    );
  });
});
