import { describe, expect, it } from "vitest";
import { LOCK_PATH } from "../../src/aws/locked-program.js";
import { AccessPoint } from "../../src/constructs/access-point.js";
import { Cluster } from "../../src/constructs/cluster.js";
import { ExecutionRole } from "../../src/constructs/execution-role.js";
import { ExistingVpc } from "../../src/constructs/existing-vpc.js";
import { FargateService, type FargateServiceProps } from "../../src/constructs/fargate-service.js";
import { FileSystem } from "../../src/constructs/file-system.js";
import { lockedProgram } from "../../src/constructs/locked-program.js";
import { MountTargets } from "../../src/constructs/mount-targets.js";
import { Role } from "../../src/constructs/role.js";
import { SecurityGroup } from "../../src/constructs/security-group.js";
import { ServiceConnectNamespace } from "../../src/constructs/service-connect-namespace.js";
import { literal } from "../../src/constructs/terraform-string.js";
import { danglingReferences } from "../support/references.js";
import { blockOf, blocksOf, documentAt, newStack } from "../support/stack.js";

/** A stack with all that a service needs, and the props of one. */
function given() {
  const stack = newStack();
  const network = new ExistingVpc(stack, "network", { vpcId: literal("vpc-1") });
  const props: FargateServiceProps = {
    cluster: new Cluster(stack, "cluster", { clusterName: literal("mine"), network }),
    serviceName: literal("web"),
    family: literal("mine-web"),
    container: { containerName: literal("web"), image: literal("nginx") },
    cpu: 256,
    memory: 512,
    executionRole: new ExecutionRole(stack, "execution", { roleName: literal("x"), assumeRolePolicy: literal("{}") }),
    taskRoleName: literal("mine-web"),
    taskRoleTrust: literal("{}"),
    securityGroupName: literal("mine-web"),
    logGroupName: literal("/mine/web"),
    region: literal("eu-west-1"),
  };
  return { stack, network, props };
}

describe("FargateService", () => {
  it("runs one task, replaced before the next begins", async () => {
    const { stack, props } = given();
    new FargateService(stack, "web", props);

    expect(blockOf(stack, "aws_ecs_service")).toMatchObject({
      desired_count: 1,
      deployment_minimum_healthy_percent: 0,
      deployment_maximum_percent: 100,
      availability_zone_rebalancing: "DISABLED",
      platform_version: "1.4.0",
    });
    expect(blockOf(stack, "aws_ecs_cluster")).toMatchObject({ lifecycle: { precondition: [{}] } });
    expect(blockOf(stack, "aws_cloudwatch_log_group").retention_in_days).toBe(30);
    expect(blockOf(stack, "aws_ecs_task_definition")).not.toHaveProperty("volume");
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("runs with roles that are there already, and grants them nothing", () => {
    const { stack, props } = given();
    const role = (name: string) => ({
      roleArn: literal(`arn:aws:iam::123456789012:role/${name}`),
      roleName: literal(name),
    });
    const fileSystem = FileSystem.fromFileSystemId(stack, "files", { fileSystemId: literal("fs-1") });
    const accessPoint = new AccessPoint(stack, "data", {
      fileSystemId: fileSystem.fileSystemId,
      path: literal("/data"),
      owner: { uid: 0, gid: 0 },
      permissions: literal("0755"),
    });
    const mount = { volumeName: literal("data"), fileSystem, accessPoint, containerPath: literal("/data") };
    const service = new FargateService(stack, "web", {
      ...props,
      taskRole: Role.fromRoleArn(role("web")),
      executionRole: ExecutionRole.fromRoleArn(role("start")),
      mounts: [mount],
      enableExecuteCommand: true,
    });

    expect(blockOf(stack, "aws_ecs_task_definition")).toMatchObject({
      task_role_arn: "arn:aws:iam::123456789012:role/web",
      execution_role_arn: "arn:aws:iam::123456789012:role/start",
    });
    expect(service.taskRole.roleName).toBe("web");
    expect(blocksOf(stack, "aws_iam_role_policy")).toEqual([]);
  });

  it("waits for its deployments where that is asked for, and fails where ECS went back", async () => {
    const { stack, props } = given();
    new FargateService(stack, "web", { ...props, waitForDeployments: true }).leaveCountAlone();
    const { lifecycle, ...service } = blockOf(stack, "aws_ecs_service");

    expect(service.wait_for_steady_state).toBe(true);
    expect(lifecycle).toMatchObject({
      ignore_changes: ["desired_count"],
      postcondition: [
        {
          condition: expect.stringMatching(
            /^\$\{self\.task_definition == aws_ecs_task_definition\.web_task-definition_\w+\.arn\}$/,
          ),
        },
      ],
    });
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
    const { stack: other, props: otherProps } = given();
    new FargateService(other, "web", otherProps);
    expect(blockOf(other, "aws_ecs_service")).not.toHaveProperty("wait_for_steady_state");
    expect(blockOf(other, "aws_ecs_service").lifecycle ?? {}).not.toHaveProperty("postcondition");
  });

  it("runs a program under a lock that jobs and what runs before it do not take", () => {
    const { stack, network, props } = given();
    const fileSystem = new FileSystem(stack, "files", { fileSystemName: literal("mine") });
    new MountTargets(stack, "targets", { fileSystem, network, securityGroupName: literal("mine-files") });
    const point = (id: string) =>
      new AccessPoint(stack, id, {
        fileSystemId: fileSystem.fileSystemId,
        path: literal(`/${id}`),
        owner: { uid: 0, gid: 0 },
        permissions: literal("0755"),
      });
    const service = new FargateService(stack, "web", {
      ...props,
      container: { ...props.container, entryPoint: lockedProgram([literal("redis-server"), literal(`\${x}`)]) },
      preparation: [literal("true")],
      mounts: [
        { volumeName: literal("data"), fileSystem, accessPoint: point("data"), containerPath: literal("/data") },
        {
          volumeName: literal("0-lock"),
          fileSystem,
          accessPoint: point("lock"),
          containerPath: literal(LOCK_PATH),
          serviceOnly: true,
        },
      ],
    });
    service.defineJob(stack, { family: literal("job"), containerName: literal("job") });
    const containers = [
      ...Object.values<{ name: string; mountPoints?: { sourceVolume: string }[] }>(stack.toTerraform().locals),
    ];
    const paths = (wanted: string) =>
      containers.find(({ name }) => name === wanted)?.mountPoints?.map(({ sourceVolume }) => sourceVolume);

    expect(containers.find(({ name }) => name === "web")).toMatchObject({
      entryPoint: ["/bin/sh", "-c", expect.stringContaining("flock -n 9"), "/nk-lock/lock", "redis-server", `$\${x}`],
    });
    expect(paths("web")).toEqual(["data", "0-lock"]);
    expect(paths("web-prepare")).toEqual(["data"]);
    expect(paths("job")).toEqual(["data"]);
  });

  it("defines its container as ECS hands it back", () => {
    const { stack, props } = given();
    const environment = ["B", "A"].map((name) => ({ name: literal(name), value: literal("${x}") }));
    new FargateService(stack, "web", { ...props, container: { ...props.container, environment, port: 80 } });

    const { logConfiguration, ...container } = documentAt(
      stack,
      blockOf(stack, "aws_ecs_task_definition").container_definitions,
    ) as Record<string, unknown>;
    expect(logConfiguration).toMatchObject({ logDriver: "awslogs" });
    expect(container).toEqual({
      name: "web",
      image: "nginx",
      essential: true,
      environment: [
        { name: "A", value: "$${x}" },
        { name: "B", value: "$${x}" },
      ],
      portMappings: [{ containerPort: 80, hostPort: 80, protocol: "tcp" }],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
    });
  });

  it("may do with its volumes what its mounts need, and waits for them", async () => {
    const { stack, network, props } = given();
    const fileSystem = new FileSystem(stack, "files", { fileSystemName: literal("files") });
    new MountTargets(stack, "targets", { fileSystem, network, securityGroupName: literal("files") });
    const accessPoint = new AccessPoint(stack, "data", {
      fileSystemId: fileSystem.fileSystemId,
      path: literal("/data"),
      owner: { uid: 1000, gid: 1000 },
      permissions: literal("0755"),
      identity: { uid: 1000, gid: 1000 },
    });
    const mount = { volumeName: literal("data"), fileSystem, accessPoint };
    new FargateService(stack, "web", {
      ...props,
      mounts: [
        { ...mount, containerPath: literal("/in"), readOnly: true },
        { ...mount, containerPath: literal("/out") },
      ],
    });

    const [policy] = blocksOf(stack, "aws_iam_role_policy").filter(({ role }) => String(role).includes("web"));
    expect(documentAt(stack, policy?.policy)).toMatchObject({
      Statement: [{ Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"] }],
    });
    expect(blockOf(stack, "aws_ecs_task_definition").volume).toHaveLength(1);
    expect(blockOf(stack, "aws_ecs_service").depends_on).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^aws_efs_mount_target\./),
        expect.stringMatching(/^aws_efs_file_system_policy\./),
        expect.stringMatching(/^aws_iam_role_policy\.web_/),
        expect.stringMatching(/^aws_vpc_security_group_ingress_rule\./),
      ]),
    );
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("starts after others, said once", () => {
    const { stack, props } = given();
    const first = new FargateService(stack, "first", props);
    const second = new FargateService(stack, "second", props);

    second.startAfter(first);
    second.startAfter(first);

    const waits = blocksOf(stack, "aws_ecs_service").map(
      ({ depends_on }) => (depends_on as string[]).filter((address) => address.startsWith("aws_ecs_service.")).length,
    );
    expect(waits).toEqual([0, 1]);
  });

  it("carries other groups, lets them in on its port first, and is found by the name of the port", async () => {
    const { stack, network, props } = given();
    const namespace = new ServiceConnectNamespace(stack, "names", { namespaceName: literal("mine") });
    const group = { vpcId: network.vpcId, groupName: literal("back"), description: literal("back") };
    const clients = new Map([["back", new SecurityGroup(stack, "back", group)]]);
    const container = { ...props.container, port: 80, portName: literal("web") };
    const securityGroups = [...clients.values()];
    new FargateService(stack, "web", { ...props, container, securityGroups, clients, serviceConnect: namespace });

    const service = blockOf(stack, "aws_ecs_service");
    expect(service).toMatchObject({
      network_configuration: { security_groups: [{}, {}].map(() => expect.stringContaining("aws_security_group.")) },
      service_connect_configuration: {
        enabled: true,
        namespace: expect.stringContaining("aws_service_discovery_http_namespace."),
        service: [{ port_name: "web", discovery_name: "web", client_alias: { dns_name: "web", port: 80 } }],
      },
    });
    expect(service.depends_on).toContainEqual(expect.stringContaining("aws_vpc_security_group_ingress_rule."));
    const rule = blockOf(stack, "aws_vpc_security_group_ingress_rule");
    expect(Object.keys(rule.for_each as object)).toEqual(["back"]);
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("lets groups in on further ports, maps those that are no ranges, and is found at those by TCP", async () => {
    const { stack, network, props } = given();
    const namespace = new ServiceConnectNamespace(stack, "names", { namespaceName: literal("mine") });
    const group = { vpcId: network.vpcId, groupName: literal("back"), description: literal("back") };
    const clients = new Map([["back", new SecurityGroup(stack, "back", group)]]);
    const metrics = { name: literal("metrics"), discoveryName: literal("9090-web") };
    const ports = [
      { from: 80, to: 80, protocol: "udp" as const },
      { from: 9000, to: 9000, protocol: "udp" as const },
      { from: 9090, to: 9090, protocol: "tcp" as const, ...metrics },
      { from: 10_000, to: 10_010, protocol: "udp" as const },
    ];
    const container = { ...props.container, port: 80, portName: literal("web"), ports };
    new FargateService(stack, "web", { ...props, container, clients, serviceConnect: namespace });

    const { service } = blockOf(stack, "aws_ecs_service").service_connect_configuration as { service: unknown };
    expect(service).toEqual([
      { port_name: "web", discovery_name: "web", client_alias: { dns_name: "web", port: 80 } },
      { port_name: "metrics", discovery_name: "9090-web", client_alias: { dns_name: "web", port: 9090 } },
    ]);
    const { container_definitions: definitions } = blockOf(stack, "aws_ecs_task_definition");
    expect(documentAt(stack, definitions)).toMatchObject({
      portMappings: [
        { containerPort: 80, hostPort: 80, name: "web", protocol: "tcp" },
        { containerPort: 9000, hostPort: 9000, protocol: "udp" },
        { containerPort: 9090, hostPort: 9090, name: "metrics", protocol: "tcp" },
      ],
    });
    const rule = blocksOf(stack, "aws_vpc_security_group_ingress_rule").find(({ from_port }) => from_port !== 80);
    expect(rule).toMatchObject({
      from_port: "${each.value.from}",
      to_port: "${each.value.to}",
      ip_protocol: "${each.value.protocol}",
      referenced_security_group_id: "${each.value.group}",
    });
    const keys = Object.keys(rule?.for_each as object);
    expect(keys).toEqual(["back 80/udp", "back 9000/udp", "back 9090/tcp", "back 10000-10010/udp"]);
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("is a client alone when its port has no name", () => {
    const { stack, props } = given();
    const namespace = new ServiceConnectNamespace(stack, "names", { namespaceName: literal("mine") });
    new FargateService(stack, "web", { ...props, serviceConnect: namespace });
    expect(blockOf(stack, "aws_ecs_service").service_connect_configuration).not.toHaveProperty("service");
  });
});
