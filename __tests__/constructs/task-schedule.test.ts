import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { AccessPoint } from "../../src/constructs/access-point.js";
import { Cluster } from "../../src/constructs/cluster.js";
import { ExecutionRole } from "../../src/constructs/execution-role.js";
import { ExistingVpc } from "../../src/constructs/existing-vpc.js";
import { FargateJob } from "../../src/constructs/fargate-job.js";
import { FargateService } from "../../src/constructs/fargate-service.js";
import { FileSystem } from "../../src/constructs/file-system.js";
import { MountTargets } from "../../src/constructs/mount-targets.js";
import { TaskSchedule } from "../../src/constructs/task-schedule.js";
import { TaskScheduler } from "../../src/constructs/task-scheduler.js";
import { literal } from "../../src/constructs/terraform-string.js";
import { danglingReferences } from "../support/references.js";
import { blockOf, blocksOf, documentAt, newStack } from "../support/stack.js";

/** A stack with a cluster and a scheduler, and what a task is made of. */
function given() {
  const stack = newStack();
  const network = new ExistingVpc(stack, "network", { vpcId: literal("vpc-1") });
  const cluster = new Cluster(stack, "cluster", { clusterName: literal("mine"), network });
  const executionRole = new ExecutionRole(stack, "execution", {
    roleName: literal("x"),
    assumeRolePolicy: literal("{}"),
  });
  const scheduler = new TaskScheduler(stack, "scheduler", {
    cluster,
    groupName: literal("mine"),
    roleName: literal("mine-scheduler"),
    accountId: literal("123456789012"),
  });
  const task = {
    cluster,
    family: literal("mine-job"),
    cpu: 256,
    memory: 512,
    executionRole,
    taskRoleName: literal("mine-job"),
    taskRoleTrust: literal("{}"),
    securityGroupName: literal("mine-job"),
    logGroupName: literal("/mine/job"),
    region: literal("eu-west-1"),
  };
  return { stack, cluster, scheduler, task };
}

const times = { scheduleName: literal("job"), expression: literal("cron(0 4 * * ? *)") };

describe("TaskSchedule", () => {
  it("runs one task at a time of the day, and does not try for long", async () => {
    const { stack, scheduler, task } = given();
    const job = new FargateJob(stack, "job", {
      ...task,
      container: { containerName: literal("job"), image: literal("alpine"), command: [literal("ls")] },
    });
    new TaskSchedule(stack, "times", { scheduler, task: job, times });

    expect(blockOf(stack, "aws_scheduler_schedule")).toMatchObject({
      name: "job",
      schedule_expression: "cron(0 4 * * ? *)",
      schedule_expression_timezone: "UTC",
      state: "ENABLED",
      flexible_time_window: { mode: "OFF" },
      target: {
        ecs_parameters: {
          launch_type: "FARGATE",
          platform_version: "1.4.0",
          task_count: 1,
          network_configuration: { assign_public_ip: true },
        },
        retry_policy: { maximum_retry_attempts: 3, maximum_event_age_in_seconds: 300 },
      },
    });
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("lets the scheduler run these tasks in this cluster, and pass on their roles to ECS alone", () => {
    const { stack, scheduler, task } = given();
    const container = { containerName: literal("job"), image: literal("alpine") };
    for (const id of ["a", "b"]) {
      const job = new FargateJob(stack, id, { ...task, container });
      new TaskSchedule(new Construct(stack, `${id}-times`), "times", { scheduler, task: job, times, weekdays: times });
    }
    const policy = blocksOf(stack, "aws_iam_role_policy")
      .map((block) => documentAt(stack, block.policy))
      .at(-1);
    const [run, tag, pass, ...others] = (policy as { Statement: readonly Record<string, unknown>[] }).Statement;

    expect(blocksOf(stack, "aws_scheduler_schedule")).toHaveLength(4);
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      Action: ["ecs:RunTask"],
      Condition: { ArnEquals: { "ecs:cluster": [expect.any(String)] } },
    });
    expect(run?.Resource).toEqual([
      expect.stringMatching(/^\$\{aws_ecs_task_definition\.a_[\w-]+\.arn_without_revision\}:\*$/),
      expect.stringMatching(/^\$\{aws_ecs_task_definition\.b_[\w-]+\.arn_without_revision\}:\*$/),
    ]);
    expect(tag).toMatchObject({ Condition: { StringEquals: { "ecs:CreateAction": ["RunTask"] } } });
    expect(pass).toMatchObject({ Condition: { StringEquals: { "iam:PassedToService": ["ecs-tasks.amazonaws.com"] } } });
    expect(pass?.Resource).toHaveLength(3);
  });

  it("begins when what the job mounts can be mounted, with a role that may do so", async () => {
    const { stack, cluster, scheduler, task } = given();
    const fileSystem = new FileSystem(stack, "files", { fileSystemName: literal("mine") });
    new MountTargets(stack, "targets", {
      fileSystem,
      network: cluster.network,
      securityGroupName: literal("mine-files"),
    });
    const accessPoint = new AccessPoint(stack, "data", {
      fileSystemId: fileSystem.fileSystemId,
      path: literal("/data"),
      owner: { uid: 1000, gid: 1000 },
      permissions: literal("0755"),
      identity: { uid: 1000, gid: 1000 },
    });
    const mount = { volumeName: literal("data"), fileSystem, accessPoint, containerPath: literal("/data") };
    const container = { containerName: literal("job"), image: literal("alpine") };
    const job = new FargateJob(stack, "job", { ...task, container, mounts: [{ ...mount, readOnly: true }] });
    new TaskSchedule(stack, "times", { scheduler, task: job, times });

    const definition = blockOf(stack, "aws_ecs_task_definition");
    expect(definition.volume).toMatchObject([
      {
        name: "data",
        efs_volume_configuration: { transit_encryption: "ENABLED", authorization_config: { iam: "ENABLED" } },
      },
    ]);
    const policies = blocksOf(stack, "aws_iam_role_policy").map(({ policy }) =>
      JSON.stringify(documentAt(stack, policy)),
    );
    expect(policies.filter((policy) => policy.includes("elasticfilesystem:ClientMount"))).toHaveLength(1);
    expect(policies.join()).not.toContain("elasticfilesystem:ClientWrite");
    const after = blockOf(stack, "aws_scheduler_schedule").depends_on as readonly string[];
    for (const type of ["aws_efs_mount_target", "aws_vpc_security_group_ingress_rule", "aws_efs_file_system_policy"]) {
      expect(after.some((address) => address.startsWith(`${type}.`))).toBe(true);
    }
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("may send to the queues of its schedules, and use their keys", () => {
    const { stack, scheduler, task } = given();
    const container = { containerName: literal("job"), image: literal("alpine") };
    const queue = { queueArn: literal("arn:q"), kmsKeyArn: literal("arn:k") };
    for (const id of ["a", "b"]) {
      const job = new FargateJob(stack, id, { ...task, container });
      const place = new Construct(stack, `${id}-times`);
      new TaskSchedule(place, "times", { scheduler, task: job, times, ...(id === "a" && { deadLetterQueue: queue }) });
    }
    const policy = blocksOf(stack, "aws_iam_role_policy")
      .map((block) => documentAt(stack, block.policy))
      .at(-1);

    expect((policy as { Statement: readonly unknown[] }).Statement.slice(0, 2)).toEqual([
      { Effect: "Allow", Action: ["sqs:SendMessage"], Resource: ["arn:q"] },
      { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: ["arn:k"] },
    ]);
    expect(blocksOf(stack, "aws_scheduler_schedule").map(({ target }) => target)).toEqual([
      expect.objectContaining({ dead_letter_config: { arn: "arn:q" } }),
      expect.not.objectContaining({ dead_letter_config: expect.anything() }),
    ]);
  });

  it("is taken from nobody but this account's schedules", () => {
    const { stack } = given();
    const role = blocksOf(stack, "aws_iam_role").find(({ name }) => name === "mine-scheduler");

    expect(documentAt(stack, role?.assume_role_policy)).toMatchObject({
      Statement: [
        {
          Principal: { Service: ["scheduler.amazonaws.com"] },
          Condition: { StringEquals: { "aws:SourceAccount": ["123456789012"] } },
        },
      ],
    });
  });

  it("can be off", () => {
    const { stack, scheduler, task } = given();
    const container = { containerName: literal("job"), image: literal("alpine") };
    const job = new FargateJob(stack, "job", { ...task, container });
    new TaskSchedule(stack, "times", { scheduler, task: job, times, enabled: false });

    expect(blockOf(stack, "aws_scheduler_schedule").state).toBe("DISABLED");
  });
});

describe("FargateService.defineJob", () => {
  it("has what the service has, but for its entry point and what it serves", () => {
    const { stack, task } = given();
    const variable = (name: string, value: string) => ({ name: literal(name), value: literal(value) });
    const service = new FargateService(stack, "web", {
      ...task,
      serviceName: literal("web"),
      container: {
        containerName: literal("web"),
        image: literal("nginx"),
        user: literal("1000:1000"),
        entryPoint: [literal("serve")],
        port: 80,
        portName: literal("web"),
        healthCheck: { command: [literal("CMD"), literal("true")] },
        environment: [variable("A", "1"), variable("B", "2")],
        secrets: [{ name: literal("S"), valueFrom: literal("/s") }],
      },
      preparation: [literal("prepare")],
      cpuArchitecture: "ARM64",
      capacityProvider: "FARGATE_SPOT",
      ephemeralStorageInGib: 50,
    });
    const job = service.defineJob(new Construct(stack, "job"), {
      family: literal("mine-other"),
      containerName: literal("job"),
      entryPoint: [literal("clean")],
      command: [literal("--all")],
      environment: [variable("B", "3")],
    });
    const definition = blocksOf(stack, "aws_ecs_task_definition").find(({ family }) => family === "mine-other");
    const container = documentAt(stack, definition?.container_definitions);

    expect(job.roles).toEqual([service.taskRole, task.executionRole]);
    expect(job.securityGroups).toEqual([service.securityGroup]);
    expect(definition).toMatchObject({ ephemeral_storage: { size_in_gib: 50 } });
    expect(container).toMatchObject({
      name: "job",
      image: "nginx",
      user: "1000:1000",
      entryPoint: ["clean"],
      command: ["--all"],
      environment: [
        { name: "A", value: "1" },
        { name: "B", value: "3" },
      ],
      secrets: [{ name: "S", valueFrom: "/s" }],
      portMappings: [],
    });
    for (const key of ["healthCheck", "dependsOn"]) expect(container).not.toHaveProperty(key);
  });
});
