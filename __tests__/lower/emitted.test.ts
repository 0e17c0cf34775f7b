import { describe, expect, it } from "vitest";
import { synthesize } from "../../src/lower/synth.js";
import type { Environment, Project } from "../../src/model/project.js";
import {
  database,
  environment,
  existing,
  existingFileSystem,
  existingVpc,
  images,
  managed,
  mount,
  namedZones,
  page,
  project,
  service,
  shared,
  threeEnvironments,
  volume,
  WEIRD_STRINGS,
  weird,
} from "./fixtures.js";

// biome-ignore lint/suspicious/noExplicitAny: tests look anywhere into a document whose shape they assert
type Document = any;

/** The document of each stack, by its id. */
function stacksOf(one: Project): Readonly<Record<string, Document>> {
  const files = synthesize(one).filter(({ path }) => path.endsWith("cdk.tf.json"));
  return Object.fromEntries(files.map(({ path, text }) => [path.split("/")[1] ?? "", JSON.parse(text)]));
}

/** The document of the only stack. */
function stackOf(one: Project): Document {
  return Object.values(stacksOf(one))[0];
}

const withVolumes = (changes: Partial<Environment> & Pick<Environment, "services" | "volumes">) =>
  stackOf(project(environment({ fileSystem: managed("nk-efs-mynapp-stage"), ...changes })));

const mountWriteRoot = [
  "elasticfilesystem:ClientMount",
  "elasticfilesystem:ClientRootAccess",
  "elasticfilesystem:ClientWrite",
];
const mountRoot = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess"];
const mountWrite = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"];

describe("the file system", () => {
  it("is one, encrypted, protected, backed up and named after the project and environment", () => {
    const { resource } = stackOf(page);
    expect(resource.aws_efs_file_system).toEqual({
      main: {
        creation_token: "nk-efs-mynapp-stage",
        encrypted: true,
        performance_mode: "generalPurpose",
        throughput_mode: "bursting",
        lifecycle: { prevent_destroy: true },
        tags: { Name: "nk-efs-mynapp-stage" },
      },
    });
    expect(resource.aws_efs_backup_policy.main.backup_policy).toEqual({ status: "ENABLED" });
  });

  it("says all that can be said of it", () => {
    const { resource } = stackOf(namedZones);
    expect(resource.aws_efs_file_system.main).toMatchObject({
      kms_key_id: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
      throughput_mode: "elastic",
      lifecycle_policy: [
        { transition_to_ia: "AFTER_30_DAYS" },
        { transition_to_archive: "AFTER_90_DAYS" },
        { transition_to_primary_storage_class: "AFTER_1_ACCESS" },
      ],
    });
    expect(resource.aws_efs_file_system.main).not.toHaveProperty("lifecycle");
    expect(resource.aws_efs_backup_policy.main.backup_policy).toEqual({ status: "DISABLED" });
  });

  it("has the throughput asked for", () => {
    const { resource } = withVolumes({
      fileSystem: managed("x", { throughput: { mode: "provisioned", mibps: 12 } }),
      volumes: [volume("data-store")],
      services: [database],
    });
    expect(resource.aws_efs_file_system.main).toMatchObject({
      throughput_mode: "provisioned",
      provisioned_throughput_in_mibps: 12,
    });
  });

  it("is protected in each environment that says so", () => {
    const protectedIn = Object.entries(stacksOf(threeEnvironments)).filter(
      ([, { resource }]) => resource.aws_efs_file_system.main.lifecycle?.prevent_destroy === true,
    );
    expect(protectedIn.map(([id]) => id)).toEqual(["mynapp-production"]);
  });

  it("is not there without volumes, nor is anything else of EFS", () => {
    expect(JSON.stringify(stackOf(images))).not.toMatch(/efs|elasticfilesystem|2049|nfs/);
  });

  it("made elsewhere is left as it is", () => {
    const { resource, data } = stackOf(existingFileSystem("vpc-0123456789abcdef0", existing()));
    expect(Object.keys(resource).filter((type) => type.startsWith("aws_efs_"))).toEqual(["aws_efs_access_point"]);
    // It has to be reachable from each zone of the tasks, which one in a single zone is not, nor one without a mount target there.
    const zones = "values(local.subnet_zones)";
    const oneZone = {
      condition: expect.stringContaining(`for zone in ${zones} : zone == self.availability_zone_name`),
      error_message: expect.stringContaining("(One Zone)"),
    };
    const mounted = {
      condition: expect.stringContaining(`length(setsubtract(${zones}, `),
      error_message: expect.stringContaining("has no mount target in"),
    };
    expect(data.aws_efs_file_system.main).toEqual({
      file_system_id: "fs-0123456789abcdef0",
      lifecycle: { postcondition: [oneZone, mounted] },
    });
    expect(resource.aws_vpc_security_group_ingress_rule).toBeUndefined();
  });

  it("made elsewhere gets mount targets, and rules in its groups, where asked", () => {
    const described = existing({ mountTargets: true, securityGroupIds: ["sg-0123456789abcdef0"] });
    const { resource } = stackOf(existingFileSystem("vpc-0123456789abcdef0", described));
    expect(resource.aws_efs_mount_target.main.file_system_id).toBe("fs-0123456789abcdef0");
    const rules = resource.aws_vpc_security_group_ingress_rule;
    expect(rules["nfs_sg-0123456789abcdef0"]).toMatchObject({
      security_group_id: "sg-0123456789abcdef0",
      referenced_security_group_id: "${aws_security_group.file_system_clients.id}",
      from_port: 2049,
      to_port: 2049,
    });
    expect(rules.nfs.security_group_id).toBe("${aws_security_group.file_system.id}");
  });
});

describe("who may use the file system", () => {
  const { locals } = stackOf(shared);
  const arn = (volumeName: string) => `\${aws_efs_access_point.${volumeName}.arn}`;

  it("is nobody without TLS", () => {
    expect(locals.file_system_policy.Statement[0]).toEqual({
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: ["*"],
      Resource: ["${aws_efs_file_system.main.arn}"],
      Condition: { Bool: { "aws:SecureTransport": ["false"] } },
    });
  });

  it("is nobody past a mount target, and is said to nobody by name", () => {
    expect(locals.file_system_policy.Statement.slice(1)).toEqual([
      {
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: ["elasticfilesystem:Client*"],
        Resource: ["${aws_efs_file_system.main.arn}"],
        Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": ["false"] } },
      },
    ]);
  });

  it("is each role, for its volumes and modes, one statement per mode", () => {
    expect(
      locals.worker_task_policy.Statement.map((statement: Document) => [statement.Action, statement.Condition]),
    ).toEqual([
      [mountWrite, { StringEquals: { "elasticfilesystem:AccessPointArn": [arn("cache")] } }],
      [mountWriteRoot, { StringEquals: { "elasticfilesystem:AccessPointArn": [arn("uploads")] } }],
    ]);
    expect(locals.cdn_task_policy.Statement[0].Action).toEqual(mountRoot);
  });

  it("is root only where the container's own user passes through, or root is enforced", () => {
    const identity = (uid: number, gid: number) =>
      withVolumes({
        volumes: [volume("data-store", { identity: { uid, gid } })],
        services: [database],
      }).locals.database_task_policy.Statement[0].Action;
    expect(identity(1000, 1000)).toEqual(mountWrite);
    expect(identity(0, 1000)).toEqual(mountWriteRoot);
    expect(identity(1000, 0)).toEqual(mountWriteRoot);
  });

  it("is said in as many words and rules for one service as for two hundred", () => {
    const names = Array.from({ length: 200 }, (_, index) => `service-${index}`);
    const services = names.map((name) => service(name, { mounts: [mount(`${name}:/d`)] }));
    const volumes = names.map((name) => volume(name));
    const one = withVolumes({ volumes: volumes.slice(0, 1), services: services.slice(0, 1) });
    const many = withVolumes({ volumes, services });
    expect(many.locals.file_system_policy).toEqual(one.locals.file_system_policy);
    expect(many.resource.aws_vpc_security_group_ingress_rule).toEqual(one.resource.aws_vpc_security_group_ingress_rule);
  });

  it("is one statement for all volumes that a role uses in the same way", () => {
    const names = Array.from({ length: 30 }, (_, index) => `volume-${index}`);
    const mounts = names.map((name) => mount(`${name}:/${name}`));
    const { locals: many } = withVolumes({
      volumes: names.map((name) => volume(name)),
      services: [service("web", { mounts })],
    });
    expect(many.web_task_policy.Statement).toHaveLength(1);
    expect(many.web_task_policy.Statement[0].Condition).toEqual({
      StringEquals: { "elasticfilesystem:AccessPointArn": names.map(arn) },
    });
  });
});

describe("an access point", () => {
  it("makes its directory for the owner, and never changes for it again", () => {
    expect(stackOf(page).resource.aws_efs_access_point["data-store"]).toEqual({
      file_system_id: "${aws_efs_file_system.main.id}",
      root_directory: {
        path: "/data-store",
        creation_info: { owner_uid: 999, owner_gid: 999, permissions: "0755" },
      },
      lifecycle: { create_before_destroy: true, ignore_changes: ["root_directory[0].creation_info"] },
      tags: { Name: "data-store", "nanokit:volume": "data-store" },
    });
  });

  it("enforces an identity where there is one", () => {
    const point = stackOf(namedZones).resource.aws_efs_access_point.files;
    expect(point.posix_user).toEqual({ uid: 1000, gid: 1000 });
    expect(point.lifecycle).toEqual({ create_before_destroy: true });
  });
});

describe("the network", () => {
  it("of its own has two zones, picked once", () => {
    const { resource, data } = stackOf(page);
    expect(resource.aws_vpc.main).toMatchObject({ enable_dns_support: true, enable_dns_hostnames: true });
    expect(Object.keys(resource.aws_subnet)).toEqual(["public_first", "public_second"]);
    expect(resource.aws_subnet.public_first).toMatchObject({
      availability_zone: "${sort(data.aws_availability_zones.available.names)[0]}",
      cidr_block: "10.0.224.0/20",
      lifecycle: { ignore_changes: ["availability_zone", "cidr_block"] },
      map_public_ip_on_launch: false,
    });
    expect(data.aws_availability_zones.available.lifecycle.postcondition[0].error_message).toContain("infra.zones");
    expect(resource.aws_default_security_group.main).not.toHaveProperty("ingress");
  });

  it("of its own keeps each named zone where it is when another comes", () => {
    const zones = (...names: string[]) =>
      stackOf(
        project(environment({ network: { kind: "dedicated", cidr: "10.0.0.0/16", zones: names }, services: [] })),
      );
    const two = zones("eu-west-1a", "eu-west-1c").resource.aws_subnet;
    const three = zones("eu-west-1a", "eu-west-1b", "eu-west-1c").resource.aws_subnet;
    expect(two["public_eu-west-1c"].cidr_block).toBe("10.0.32.0/20");
    expect(three).toMatchObject(two);
  });

  it("has one mount target per zone", () => {
    expect(Object.keys(stackOf(page).resource.aws_efs_mount_target)).toEqual(["first", "second"]);
    expect(Object.keys(stackOf(namedZones).resource.aws_efs_mount_target)).toEqual([
      "us-east-1a",
      "us-east-1b",
      "us-east-1c",
    ]);
    expect(stackOf(existingVpc("vpc-0123456789abcdef0")).resource.aws_efs_mount_target.main).toMatchObject({
      for_each: "${local.mount_target_subnets}",
      subnet_id: "${each.value}",
      lifecycle: { ignore_changes: ["subnet_id"] },
    });
  });

  it("made elsewhere is only read, and says what it lacks", () => {
    const { resource, data } = stackOf(existingVpc("vpc-0123456789abcdef0"));
    const made = Object.keys(resource).filter((type) => /^aws_(?:vpc|subnet|route|internet|default)/.test(type));
    expect(made).toEqual(["aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"]);
    expect(data.aws_vpc.main.lifecycle.postcondition).toHaveLength(2);
    expect(resource.aws_ecs_cluster.main.lifecycle.precondition[0].error_message).toContain("no public subnet");
  });

  it("made elsewhere needs no DNS where nothing is mounted", () => {
    const network = { kind: "existing", vpcId: "vpc-0123456789abcdef0", subnetIds: [] } as const;
    const { data } = stackOf(project(environment({ network, services: [service("web")] })));
    expect(data.aws_vpc.main).toEqual({ id: "vpc-0123456789abcdef0" });
  });

  it("made elsewhere has its subnets named, if so wished", () => {
    const { data } = stackOf(existingVpc("vpc-0123456789abcdef0", ["subnet-0123456789abcdef0"]));
    expect(data.aws_subnet.all.for_each).toBe('${toset(["subnet-0123456789abcdef0"])}');
    expect(Object.keys(data)).not.toContain("aws_route_tables");
  });

  it("lets nothing in but NFS, from the services that mount", () => {
    for (const one of [page, namedZones, shared, images, existingVpc("vpc-0123456789abcdef0")]) {
      const { resource } = stackOf(one);
      for (const rule of Object.values<Document>(resource.aws_vpc_security_group_ingress_rule ?? {})) {
        expect(rule).toMatchObject({ ip_protocol: "tcp", from_port: 2049, to_port: 2049 });
        expect(rule.referenced_security_group_id).toBe("${aws_security_group.file_system_clients.id}");
        expect(Object.keys(rule).filter((key) => key.startsWith("cidr") || key.startsWith("prefix"))).toEqual([]);
      }
      for (const group of Object.values<Document>(resource.aws_security_group)) {
        expect(Object.keys(group).sort()).toEqual(["description", "lifecycle", "name", "tags", "vpc_id"]);
      }
    }
    expect(Object.keys(stackOf(shared).resource.aws_vpc_security_group_ingress_rule)).toEqual(["nfs"]);
  });
});

describe("a service", () => {
  it("mounts its volume by access point, with TLS and IAM", () => {
    const { resource, locals } = stackOf(page);
    expect(resource.aws_ecs_task_definition.database).toMatchObject({
      container_definitions: "${jsonencode([local.database_container])}",
      requires_compatibilities: ["FARGATE"],
      network_mode: "awsvpc",
      cpu: "256",
      memory: "512",
      skip_destroy: true,
      volume: [
        {
          name: "data-store",
          efs_volume_configuration: {
            file_system_id: "${aws_efs_file_system.main.id}",
            transit_encryption: "ENABLED",
            authorization_config: { access_point_id: "${aws_efs_access_point.data-store.id}", iam: "ENABLED" },
          },
        },
      ],
    });
    expect(locals.database_container).toMatchObject({
      name: "database",
      image: "mongo:latest",
      mountPoints: [{ sourceVolume: "data-store", containerPath: "/data/db", readOnly: false }],
    });
  });

  it("that mounts a volume twice has it once, and both mount points", () => {
    const { resource, locals } = stackOf(shared);
    const names = resource.aws_ecs_task_definition.worker.volume.map((one: Document) => one.name);
    expect(names).toEqual(["cache", "uploads"]);
    expect(locals.worker_container.mountPoints.map((one: Document) => [one.containerPath, one.readOnly])).toEqual([
      ["/cache", false],
      ["/in", true],
      ["/out", false],
    ]);
  });

  it("stops before it starts, unless it rolls", () => {
    expect(stackOf(page).resource.aws_ecs_service.database).toMatchObject({
      deployment_minimum_healthy_percent: 0,
      deployment_maximum_percent: 100,
      availability_zone_rebalancing: "DISABLED",
      deployment_circuit_breaker: { enable: true, rollback: true },
      platform_version: "1.4.0",
    });
    expect(stackOf(namedZones).resource.aws_ecs_service.web).toMatchObject({
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      availability_zone_rebalancing: "ENABLED",
      desired_count: 2,
    });
    expect(stackOf(images).resource.aws_ecs_service.off.desired_count).toBe(0);
  });

  it("waits for what its tasks need, and for the services that it names", () => {
    const { resource } = stackOf(shared);
    expect([...resource.aws_ecs_service.www.depends_on].sort()).toEqual([
      "aws_ecs_service.admin",
      "aws_ecs_service.worker",
      "aws_efs_file_system_policy.main",
      "aws_efs_mount_target.first",
      "aws_efs_mount_target.second",
      "aws_iam_role_policy.execution",
      "aws_iam_role_policy.www_task",
      "aws_route.public_internet",
      "aws_route_table_association.public_first",
      "aws_route_table_association.public_second",
      "aws_vpc_security_group_egress_rule.nfs",
      "aws_vpc_security_group_egress_rule.www_internet",
      "aws_vpc_security_group_ingress_rule.nfs",
    ]);
  });

  it("takes the tag of an image that is built from a variable, or a whole image from another", () => {
    const { variable, locals, resource } = stackOf(images);
    expect(locals.api_container.image).toBe(
      '${var.api_image != "" ? var.api_image : "${aws_ecr_repository.api.repository_url}:${var.api_image_tag}"}',
    );
    expect(resource.aws_ecs_task_definition.api.lifecycle.precondition).toEqual([
      {
        condition: '${var.api_image != "" || var.api_image_tag != ""}',
        error_message: expect.stringContaining("-var api_image_tag=1.0.0"),
      },
    ]);
    expect(resource.aws_ecs_task_definition.redis).not.toHaveProperty("lifecycle");
    expect(locals.api_container.portMappings).toEqual([{ containerPort: 3000, hostPort: 3000, protocol: "tcp" }]);
    expect(Object.keys(variable)).toEqual(["api_image", "api_image_tag", "off_image", "off_image_tag"]);
    expect(variable.api_image).toMatchObject({ type: "string", nullable: false, default: "" });
    expect(variable.api_image_tag).toMatchObject({ type: "string", nullable: false, default: "" });
  });

  it("gets every string of the user as it is", () => {
    const { environment: variables, entryPoint } = stackOf(weird).locals.odd_container;
    const values = variables.map((one: Document) => one.value);
    expect(values[0]).toBe('a$${path.module}%%{if true}"\n');
    expect(values).toHaveLength(WEIRD_STRINGS.length);
    expect(entryPoint[2]).not.toMatch(/(?<!\$)\$\{(?!"\\r"\})/);
  });

  it("logs to a group of its own, in the region of the stack", () => {
    const options = (one: Project, name: string) => stackOf(one).locals[`${name}_container`].logConfiguration.options;
    expect(options(page, "database")).toEqual({
      "awslogs-group": "${aws_cloudwatch_log_group.database.name}",
      "awslogs-region": "${data.aws_region.current.id}",
      "awslogs-stream-prefix": "ecs",
    });
    expect(options(namedZones, "web")["awslogs-region"]).toBe("us-east-1");
    expect(stackOf(namedZones).data).not.toHaveProperty("aws_region");
  });
});

describe("the execution role", () => {
  it("may write to the log groups of the environment, and pull nothing", () => {
    expect(stackOf(page).locals.execution_policy.Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [
          "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/nanokit/mynapp/stage/*:*",
        ],
      },
    ]);
  });

  it("may pull from ECR what lies there: from the repositories of the stack by one name, and from each elsewhere", () => {
    expect(stackOf(images).locals.execution_policy.Statement.slice(1)).toEqual([
      { Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
      {
        Effect: "Allow",
        Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Resource: expect.stringMatching(
          /^\$\{distinct\(concat\(\["arn:aws:ecr:eu-west-1:123456789012:repository\/team\/jobs"\], \[replace\(aws_ecr_repository\.api\.arn, "\/\[\^\/\]\+\$\/", "\*"\)\], try\(.*, var\.api_image\).*, \[\]\), try\(.*, var\.off_image\).*, \[\]\)\)\)\}$/,
        ),
      },
    ]);
  });

  it("may do what it does in as many words for one service as for two hundred", () => {
    const policy = (count: number) => {
      const services = Array.from({ length: count }, (_, index) => service(`service-${index}`));
      return stackOf(project(environment({ services }))).locals.execution_policy;
    };
    expect(policy(200)).toEqual(policy(1));
  });

  it("is ECS's to take, and a task role only for tasks of this account and region", () => {
    const { locals, resource } = stackOf(page);
    expect(locals.execution_trust.Statement[0]).not.toHaveProperty("Condition");
    expect(locals.task_trust.Statement[0].Condition).toEqual({
      StringEquals: { "aws:SourceAccount": ["${data.aws_caller_identity.current.account_id}"] },
      ArnLike: {
        "aws:SourceArn": [
          "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:*",
        ],
      },
    });
    expect(resource.aws_iam_role.database_task.assume_role_policy).toBe("${jsonencode(local.task_trust)}");
  });
});

describe("the outputs", () => {
  it("tell of the file system, the volumes and the services", () => {
    const { output } = stackOf(page);
    expect(Object.keys(output)).toEqual([
      "access_point_ids",
      "cluster_arn",
      "cluster_name",
      "file_system_id",
      "file_system_security_group_id",
      "log_group_names",
      "security_group_ids",
      "service_names",
      "task_role_names",
    ]);
    expect(output.access_point_ids.value).toEqual({ "data-store": "${aws_efs_access_point.data-store.id}" });
    for (const { description } of Object.values<Document>(output)) expect(description).toMatch(/^[A-Z]/);
  });

  it("leave out what is not there", () => {
    expect(Object.keys(stackOf(project(environment({ services: [] }))).output)).toEqual([
      "cluster_arn",
      "cluster_name",
    ]);
    expect(Object.keys(stackOf(existingFileSystem("vpc-0123456789abcdef0", existing())).output)).not.toContain(
      "file_system_security_group_id",
    );
  });
});
