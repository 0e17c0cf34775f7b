import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, nanokit, snapshot, write } from "./command.js";

const file = `name: shop
infra: { region: eu-west-1 }
services: { db: { image: "postgres:17", volumes: ["data:/var/lib/postgresql/data"] } }
environments: { stage: {}, production: { infra: { cidr: 10.1.0.0/16 } } }
`;
const adopted = "generated/stacks/shop-stage/adopt.tf";
const FILE_SYSTEM = "fs-0123456789abcdef0";

function synthesized(): string {
  const folder = folderWith({ "nanokit.yml": file });
  expect(nanokit(folder, ["synth", "-q"]).status).toBe(0);
  return folder;
}

describe("adopt", () => {
  it("prints commands that find ids by the names and tags of the environment, and writes nothing", () => {
    const folder = synthesized();
    const before = snapshot(folder);
    const { status, stdout } = nanokit(folder, ["adopt", "-e", "stage"]);
    expect(status).toBe(0);
    expect(stdout).toContain("aws efs describe-file-systems --region eu-west-1 --creation-token nk-efs-shop-stage ");
    expect(stdout).toContain("aws ec2 describe-vpcs --region eu-west-1 --filters Name=tag:Name,Values=nk-shop-stage ");
    expect(stdout).toContain('aws ec2 describe-subnets --region eu-west-1 --filters Name=vpc-id,Values="$vpc" ');
    expect(stdout).toContain(
      'describe-internet-gateways --region eu-west-1 --filters Name=attachment.vpc-id,Values="$vpc" ',
    );
    expect(stdout).toContain('aws ec2 describe-route-tables --region eu-west-1 --filters Name=vpc-id,Values="$vpc" ');
    expect(stdout).toContain("aws ecs describe-clusters --region eu-west-1 --clusters nk-shop-stage ");
    expect(snapshot(folder)).toEqual(before);
  });

  it("prints nothing of a VPC or a file system that the stack does not make", () => {
    const existing =
      "infra: { vpc: vpc-0123456789abcdef0 }\nservices: { web: { image: x } }\nenvironments: { stage: {} }\n";
    const { stdout } = nanokit(folderWith({ "nanokit.yml": `name: shop\n${existing}` }), ["adopt"]);
    expect(stdout.match(/^aws \w+/gm)).toEqual(["aws ecs"]);
  });

  it("writes import blocks beside the stack, which synth and check leave alone", () => {
    const folder = synthesized();
    const ids = ["--file-system", FILE_SYSTEM, "--cluster", "nk-shop-stage"];
    const more = ["--import", "aws_efs_mount_target.first=fsmt-1"];
    const { status, stdout } = nanokit(folder, ["adopt", "-e", "stage", ...ids, ...more]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `new     ${adopted}\n` });
    const text = readFileSync(path.join(folder, adopted), "utf8");
    expect(text).toContain('terraform {\n  required_version = ">= 1.5.0"\n}\n');
    expect(text.match(/to = .*/g)).toEqual([
      "to = aws_efs_file_system.main",
      "to = aws_ecs_cluster.main",
      "to = aws_efs_mount_target.first",
    ]);
    expect(text).toContain(`id = "${FILE_SYSTEM}"`);
    for (const args of [["synth", "--hcl"], ["check"], ["synth", "--json"], ["check"]]) {
      expect(nanokit(folder, [...args, "-q"]).status).toBe(0);
      expect(readFileSync(path.join(folder, adopted), "utf8")).toBe(text);
    }
  });

  it.each([
    ["two environments", [], "Which environment adopts? Name one with -e"],
    ["what the stack does not make", ["-e", "stage", "--import", "aws_lb.main=x"], "shop-stage makes no aws_lb.main"],
    ["no address", ["-e", "stage", "--import", FILE_SYSTEM], "is no ADDRESS=ID"],
    [
      "an address twice",
      ["-e", "stage", "--vpc", "vpc-1", "--import", "aws_vpc.main=vpc-2"],
      "aws_vpc.main is named twice",
    ],
  ])("refuses %s: exit 2", (_, args, text) => {
    const folder = synthesized();
    const before = snapshot(folder);
    const { status, stdout, stderr } = nanokit(folder, ["adopt", ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(text);
    expect(snapshot(folder)).toEqual(before);
  });

  it("refuses a file system that Terraform may destroy, and only that: exit 2", () => {
    const open = file.replace("stage: {}", "stage: { infra: { efs: { protect: false } } }");
    const folder = folderWith({ "nanokit.yml": open });
    expect(nanokit(folder, ["synth", "-q"]).status).toBe(0);
    const refused = nanokit(folder, [
      "adopt",
      "-e",
      "stage",
      "--cluster",
      "nk-shop-stage",
      "--file-system",
      FILE_SYSTEM,
    ]);
    expect(refused).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("aws_efs_file_system.main is not protected"),
    });
    expect(existsSync(path.join(folder, adopted))).toBe(false);
    const byAddress = ["--import", `aws_efs_file_system.main=${FILE_SYSTEM}`];
    expect(nanokit(folder, ["adopt", "-e", "stage", ...byAddress]).status).toBe(2);
    expect(nanokit(folder, ["adopt", "-e", "stage", "--cluster", "nk-shop-stage"]).status).toBe(0);
  });

  it("refuses before there is a stack, and over a file of someone else: exit 2", () => {
    const args = ["adopt", "-e", "stage", "--file-system", FILE_SYSTEM];
    expect(nanokit(folderWith({ "nanokit.yml": file }), args)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("holds no stack yet"),
    });
    const folder = synthesized();
    write(folder, { [adopted]: "# mine\n" });
    expect(nanokit(folder, args)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("is not from nanokit-tf"),
    });
    expect(readFileSync(path.join(folder, adopted), "utf8")).toBe("# mine\n");
  });
});
