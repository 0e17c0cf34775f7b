import { describe, expect, it } from "vitest";
import { synthesize } from "../../src/lower/synth.js";
import type { Project } from "../../src/model/project.js";
import { danglingReferences } from "../support/references.js";
import { images, page, prepared } from "./fixtures.js";

// biome-ignore lint/suspicious/noExplicitAny: the JSON of a stack
type Document = any;

function stackOf(project: Project): Document {
  const file = synthesize(project).find(({ path }) => path.endsWith("cdk.tf.json"));
  return JSON.parse(file?.text ?? "{}");
}

const { resource, locals } = stackOf(prepared);

describe("what a service asks of Fargate", () => {
  it("is in its task definition", () => {
    expect(resource.aws_ecs_task_definition.web).toMatchObject({
      runtime_platform: { cpu_architecture: "ARM64" },
      ephemeral_storage: { size_in_gib: 50 },
    });
    expect(resource.aws_ecs_task_definition.plain).toMatchObject({ runtime_platform: { cpu_architecture: "X86_64" } });
    expect(resource.aws_ecs_task_definition.plain).not.toHaveProperty("ephemeral_storage");
  });

  it("is in its container, with the defaults that ECS would put in", () => {
    expect(locals.web_container).toMatchObject({
      healthCheck: { command: ["CMD-SHELL", "test $${x}"], interval: 30, timeout: 5, retries: 3, startPeriod: 60 },
      stopTimeout: 120,
      linuxParameters: { initProcessEnabled: true },
    });
    for (const key of ["healthCheck", "stopTimeout", "linuxParameters", "dependsOn"]) {
      expect(locals.plain_container).not.toHaveProperty(key);
    }
  });

  it("runs on spare capacity, or not, by capacity providers that the cluster has", () => {
    const { web, plain } = resource.aws_ecs_service;
    expect(web.capacity_provider_strategy).toEqual([{ capacity_provider: "FARGATE_SPOT", weight: 1 }]);
    expect(plain.capacity_provider_strategy).toEqual([{ capacity_provider: "FARGATE", weight: 1 }]);
    for (const service of [web, plain]) {
      expect(service).not.toHaveProperty("launch_type");
      expect(service.force_new_deployment).toBe(true);
      expect(service.depends_on).toContain("aws_ecs_cluster_capacity_providers.main");
    }
    expect(resource.aws_ecs_cluster_capacity_providers.main.capacity_providers).toEqual(["FARGATE", "FARGATE_SPOT"]);
  });

  it("leaves cluster and services as they are where none says so", () => {
    const { resource: other } = stackOf(page);
    expect(other).not.toHaveProperty("aws_ecs_cluster_capacity_providers");
    expect(other.aws_ecs_service.database).toMatchObject({ launch_type: "FARGATE" });
    expect(other.aws_ecs_service.database).not.toHaveProperty("force_new_deployment");
    expect(other.aws_ecs_service.database).not.toHaveProperty("enable_execute_command");
  });

  it("may be entered, by a role with the four rights that this takes, and only where it says so", () => {
    expect(resource.aws_ecs_service.web.enable_execute_command).toBe(true);
    expect(resource.aws_ecs_service.plain).not.toHaveProperty("enable_execute_command");
    expect(locals.web_task_policy.Statement.at(-1)).toEqual({
      Effect: "Allow",
      Action: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      Resource: ["*"],
    });
    expect(locals).not.toHaveProperty("plain_task_policy");
  });

  it("keeps its logs for as long as it says, 0 being for ever", () => {
    expect(resource.aws_cloudwatch_log_group.web.retention_in_days).toBe(0);
    expect(resource.aws_cloudwatch_log_group.plain.retention_in_days).toBe(30);
  });
});

describe("what runs before a service", () => {
  it("is a container of the same image, user, variables and mounts, which the service waits for", () => {
    const { web_container: container, web_preparation: before } = locals;
    for (const key of ["image", "user", "environment", "mountPoints"]) expect(before[key]).toEqual(container[key]);
    expect(before).toMatchObject({ name: "web-prepare", essential: false, portMappings: [] });
    expect(before.entryPoint).toEqual(["/bin/sh", "-ec", "echo $${x} %%{y}"]);
    expect(before.logConfiguration.options).toEqual({
      ...container.logConfiguration.options,
      "awslogs-stream-prefix": "prepare",
    });
    for (const key of ["healthCheck", "stopTimeout", "linuxParameters", "dependsOn"]) {
      expect(before).not.toHaveProperty(key);
    }
    expect(container.dependsOn).toEqual([{ containerName: "web-prepare", condition: "SUCCESS" }]);
    expect(resource.aws_ecs_task_definition.web.container_definitions).toBe(
      "${jsonencode([local.web_container, local.web_preparation])}",
    );
  });
});

describe("the repository of an image that is built", () => {
  const stack = stackOf(images);

  it("has tags that stay, scans what comes in, and is not destroyed with images in it", () => {
    expect(stack.resource.aws_ecr_repository.api).toEqual({
      name: "nk-mynapp-stage/api",
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: "AES256" }],
      force_delete: false,
      tags: { "nanokit:service": "api" },
    });
    expect(Object.keys(stack.resource.aws_ecr_repository)).toEqual(["api", "off"]);
    expect(stack.output.repository_urls.value).toEqual({
      api: "${aws_ecr_repository.api.repository_url}",
      off: "${aws_ecr_repository.off.repository_url}",
    });
  });

  it("removes no image with a tag, as it may be the one that runs", () => {
    expect(stack.resource.aws_ecr_lifecycle_policy.api).toEqual({
      repository: "${aws_ecr_repository.api.name}",
      policy: "${jsonencode(local.image_lifecycle)}",
    });
    expect(stack.locals.image_lifecycle.rules.map((rule: Document) => rule.selection)).toEqual([
      { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
    ]);
  });

  it("keeps as many as the file says", () => {
    const [environment] = images.environments;
    const kept = stackOf({ ...images, environments: environment ? [{ ...environment, keepImages: 500 }] : [] });
    expect(kept.locals.image_lifecycle.rules.map((rule: Document) => rule.selection)).toEqual([
      { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
      { tagStatus: "tagged", tagPatternList: ["*"], countType: "imageCountMoreThan", countNumber: 500 },
    ]);
  });

  it("is there only for what is built", async () => {
    expect(stackOf(page).resource).not.toHaveProperty("aws_ecr_repository");
    expect(stackOf(page).output).not.toHaveProperty("repository_urls");
    expect(stackOf(page).locals).not.toHaveProperty("image_lifecycle");
    expect(await danglingReferences(stack)).toEqual([]);
    expect(await danglingReferences(stackOf(prepared))).toEqual([]);
  });
});
