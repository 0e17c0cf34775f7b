import { describe, expect, it } from "vitest";
import { AccessPoint } from "../../src/constructs/access-point.js";
import { FileSystem } from "../../src/constructs/file-system.js";
import { MountTargets } from "../../src/constructs/mount-targets.js";
import { PublicVpc } from "../../src/constructs/public-vpc.js";
import { Role } from "../../src/constructs/role.js";
import { SecurityGroup } from "../../src/constructs/security-group.js";
import { code } from "../../src/constructs/terraform-code.js";
import { literal } from "../../src/constructs/terraform-string.js";
import { danglingReferences } from "../support/references.js";
import { blockOf, blocksOf, documentAt, newStack } from "../support/stack.js";

type Stack = ReturnType<typeof newStack>;

const owner = { uid: 999, gid: 999 };

function accessPointOn(stack: Stack, fileSystem: { fileSystemId: FileSystem["fileSystemId"] }) {
  const { fileSystemId } = fileSystem;
  return new AccessPoint(stack, "data", { fileSystemId, path: literal("/data"), owner, permissions: literal("0700") });
}

function vpcIn(stack: Stack) {
  const subnets = [{ zone: "eu-west-1a", cidrBlock: literal("10.0.0.0/24") }];
  return new PublicVpc(stack, "network", { name: literal("mine"), cidrBlock: literal("10.0.0.0/16"), subnets });
}

const roleProps = { roleName: literal("worker"), assumeRolePolicy: literal("{}") };

describe("FileSystem", () => {
  it("is safe by default: encrypted, protected, backed up, TLS only", () => {
    const stack = newStack();
    new FileSystem(stack, "files", { fileSystemName: literal("files") });

    expect(blockOf(stack, "aws_efs_file_system")).toEqual({
      creation_token: "files",
      encrypted: true,
      performance_mode: "generalPurpose",
      throughput_mode: "bursting",
      lifecycle: { prevent_destroy: true },
      tags: { Name: "files" },
    });
    expect(blockOf(stack, "aws_efs_backup_policy").backup_policy).toEqual({ status: "ENABLED" });
    expect(documentAt(stack, blockOf(stack, "aws_efs_file_system_policy").policy)).toMatchObject({
      Statement: [
        { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": ["false"] } } },
        { Effect: "Deny", Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": ["false"] } } },
      ],
    });
  });

  it("lets a role mount an access point, and names it nowhere", async () => {
    const stack = newStack();
    const fileSystem = new FileSystem(stack, "files", { fileSystemName: literal("files") });
    const role = new Role(stack, "role", roleProps);

    fileSystem.grantMount(role, accessPointOn(stack, fileSystem), { write: false });

    const actions = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess"];
    expect(documentAt(stack, blockOf(stack, "aws_iam_role_policy").policy)).toMatchObject({
      Statement: [{ Action: actions }],
    });
    expect(documentAt(stack, blockOf(stack, "aws_efs_file_system_policy").policy)).toMatchObject({
      Statement: [{ Effect: "Deny" }, { Effect: "Deny", Action: ["elasticfilesystem:Client*"] }],
    });
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("keeps root out where it is told to", () => {
    const stack = newStack();
    const fileSystem = new FileSystem(stack, "files", { fileSystemName: literal("files") });

    fileSystem.grantMount(new Role(stack, "role", roleProps), accessPointOn(stack, fileSystem), {
      write: true,
      root: false,
    });

    expect(JSON.stringify(stack.toTerraform())).not.toContain("ClientRootAccess");
  });

  it("made elsewhere grants to roles, and leaves its own policy alone", () => {
    const stack = newStack();
    const fileSystem = FileSystem.fromFileSystemId(stack, "files", { fileSystemId: literal("fs-1") });

    fileSystem.grantMount(new Role(stack, "role", roleProps), accessPointOn(stack, fileSystem), { write: true });

    expect(blocksOf(stack, "aws_iam_role_policy")).toHaveLength(1);
    expect(blocksOf(stack, "aws_efs_file_system_policy")).toEqual([]);
    expect(fileSystem.dependencies).toEqual([]);
  });
});

describe("the mount targets of a file system made elsewhere", () => {
  it("are looked for where it is known from which zones it is mounted, and none found proves nothing", async () => {
    const stack = newStack();
    FileSystem.fromFileSystemId(stack, "files", { fileSystemId: literal("fs-1"), zones: code`["eu-west-1a"]` });

    const { aws_efs_file_system, aws_network_interfaces, aws_network_interface } = stack.toTerraform().data;
    const [interfaces] = Object.values(aws_network_interfaces);
    expect(interfaces).toMatchObject({ filter: [{ name: "description", values: ["*fs-1*"] }] });
    const [each] = Object.values(aws_network_interface);
    expect(each).toMatchObject({ id: "${each.key}", for_each: expect.stringMatching(/^\$\{toset\(.+\.ids\)\}$/) });
    const [fileSystem] = Object.values(aws_efs_file_system);
    expect(fileSystem).toMatchObject({
      lifecycle: {
        postcondition: [
          { error_message: expect.stringContaining("One Zone") },
          {
            condition: expect.stringMatching(/^\$\{length\(\[.+\]\) == 0 \|\| length\(setsubtract\(.+\)\) == 0\}$/),
            error_message: expect.stringContaining("has no mount target in"),
          },
        ],
      },
    });
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("are not looked for where they are made here", () => {
    const stack = newStack();
    FileSystem.fromFileSystemId(stack, "files", {
      fileSystemId: literal("fs-1"),
      zones: code`["eu-west-1a"]`,
      mounted: false,
    });

    expect(Object.keys(stack.toTerraform().data)).toEqual(["aws_efs_file_system"]);
  });
});

describe("MountTargets", () => {
  it("are one per zone, behind a group that lets in who is told", async () => {
    const stack = newStack();
    const network = vpcIn(stack);
    const fileSystem = new FileSystem(stack, "files", { fileSystemName: literal("files") });
    new MountTargets(stack, "targets", { fileSystem, network, securityGroupName: literal("files") });
    const group = { vpcId: network.vpcId, groupName: literal("worker"), description: literal("Worker") };

    const rules = fileSystem.allowFrom("worker", new SecurityGroup(stack, "worker", group));

    expect(blocksOf(stack, "aws_efs_mount_target")).toHaveLength(1);
    expect(rules).toHaveLength(2);
    expect(blockOf(stack, "aws_vpc_security_group_ingress_rule")).toMatchObject({ from_port: 2049, to_port: 2049 });
    expect(blockOf(stack, "aws_vpc_security_group_egress_rule")).toMatchObject({ from_port: 2049, to_port: 2049 });
    expect(fileSystem.dependencies).toHaveLength(2);
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("are made once", () => {
    const stack = newStack();
    const network = vpcIn(stack);
    const fileSystem = new FileSystem(stack, "files", { fileSystemName: literal("files") });
    const props = { fileSystem, network, securityGroupName: literal("files") };
    new MountTargets(stack, "targets", props);

    expect(() => new MountTargets(stack, "more-targets", props)).toThrow("has mount targets already");
  });
});

describe("AccessPoint", () => {
  it.each([
    [undefined, true],
    [{ uid: 1000, gid: 1000 }, false],
    [{ uid: 0, gid: 1000 }, true],
    [{ uid: 1000, gid: 0 }, true],
  ])("as %j needs root: %s", (identity, needsRoot) => {
    const accessPoint = new AccessPoint(newStack(), "data", {
      fileSystemId: literal("fs-1"),
      path: literal("/data"),
      owner,
      permissions: literal("0755"),
      ...(identity && { identity }),
    });

    expect(accessPoint.needsRootAccess).toBe(needsRoot);
  });
});
