import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KEY_PATTERN } from "../../src/aws/names.js";
import { ALLOCATION_ID } from "../../src/aws/nat.js";
import { ZONE } from "../../src/aws/regions.js";
import { VPC_ENDPOINTS } from "../../src/aws/vpc-endpoints.js";
import { addressesMarkdown } from "../../src/lower/addresses-docs.js";
import { logicalIdAt, withParts } from "../../src/lower/element-at.js";
import { ELEMENTS } from "../../src/lower/elements.js";
import { synthesize } from "../../src/lower/synth.js";
import type { Project } from "../../src/model/project.js";
import { declaredAddresses } from "../support/references.js";
import { runs } from "../support/sampled.js";
import {
  accompanied,
  callingJobs,
  configured,
  crowded,
  existing,
  existingFileSystem,
  existingVpc,
  images,
  inExistingCluster,
  inModule,
  inside,
  insideExistingVpc,
  insideTaggedSubnets,
  insideWithAddresses,
  jobs,
  locked,
  namedZones,
  nearMisses,
  networks,
  ofComponent,
  onElastiCache,
  onRds,
  page,
  permitted,
  planned,
  prepared,
  published,
  publishedInExistingVpc,
  publishedOnExisting,
  seeded,
  shared,
  weird,
} from "./fixtures.js";

const anyParts = fc.record({
  service: fc.stringMatching(KEY_PATTERN),
  sidecar: fc.stringMatching(KEY_PATTERN),
  volume: fc.stringMatching(KEY_PATTERN),
  zone: fc.oneof(fc.constantFrom("first", "second"), fc.stringMatching(ZONE)),
  group: fc.stringMatching(/^sg-[0-9a-f]{8,17}$/),
  network: fc.stringMatching(KEY_PATTERN),
  job: fc.stringMatching(KEY_PATTERN),
  address: fc.stringMatching(ALLOCATION_ID),
  endpoint: fc.constantFrom(...Object.keys(VPC_ENDPOINTS)),
});

/** Keys that are most likely to meet: fixed names of the table, with and without its suffixes. */
const names = [
  ...new Set(
    ELEMENTS.flatMap(
      ({ address }) =>
        address
          .split(".")
          .at(-1)
          ?.split(/\{\w+\}/) ?? [],
    ),
  ),
];
const hostile = fc
  .array(fc.constantFrom(...names, "a", "_", "-"), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join("").replace(/^[^A-Za-z]+/, "k"))
  .filter((key) => KEY_PATTERN.test(key));

describe("the table of addresses", () => {
  it("holds no path and no address twice", () => {
    expect(new Set(ELEMENTS.map(({ path }) => path)).size).toBe(ELEMENTS.length);
    expect(new Set(ELEMENTS.map(({ address }) => address)).size).toBe(ELEMENTS.length);
  });

  it("names in a path exactly the keys that the address is made of", () => {
    for (const { address, path } of ELEMENTS) {
      expect([path, [...path.matchAll(/\{\w+\}/g)].map(String).sort()]).toEqual([
        path,
        [...address.matchAll(/\{\w+\}/g)].map(String).sort(),
      ]);
    }
  });

  it.each([
    ["any keys", anyParts],
    [
      "keys made from its own names",
      fc.record({
        service: hostile,
        sidecar: hostile,
        volume: hostile,
        zone: anyParts.map((p) => p.zone),
        group: anyParts.map((p) => p.group),
        network: hostile,
        job: hostile,
        address: anyParts.map((p) => p.address),
        endpoint: anyParts.map((p) => p.endpoint),
      }),
    ],
  ])("gives different rows and different keys different addresses: %s", (_, parts) => {
    const row = fc.constantFrom(...ELEMENTS);
    fc.assert(
      fc.property(row, row, parts, parts, (a, b, forA, forB) => {
        // No sidecar has the name of a service: NK584.
        fc.pre(forA.service !== forB.sidecar && forA.sidecar !== forB.service);
        const pathsMeet = withParts(a.path, forA) === withParts(b.path, forB);
        const addressesMeet = withParts(a.address, forA) === withParts(b.address, forB);
        expect(addressesMeet).toBe(pathsMeet);
      }),
      runs(3000),
    );
  });

  it("finds the name of each row by its path", () => {
    for (const { address, path } of ELEMENTS) {
      expect(`${path}: ${logicalIdAt(path.split("/"))}`).toBe(
        `${path}: ${address.slice(address.lastIndexOf(".") + 1)}`,
      );
    }
    expect(logicalIdAt(["nowhere"])).toBeUndefined();
  });

  it("is the document", () => {
    const text = addressesMarkdown();
    for (const { address } of ELEMENTS) expect(text).toContain(`| \`${address}\` |`);
  });
});

/** Every address of a project's stacks, outputs included. */
function addressesOf(project: Project): readonly string[] {
  return synthesize(project)
    .filter(({ path }) => path.endsWith("cdk.tf.json"))
    .flatMap(({ text }) => {
      const stack = JSON.parse(text);
      return [...declaredAddresses(stack), ...Object.keys(stack.output).map((name) => `output.${name}`)];
    })
    .sort();
}

describe("the addresses of what is emitted", () => {
  const projects = {
    page,
    namedZones,
    shared,
    images,
    inModule,
    inside,
    insideWithAddresses,
    jobs,
    callingJobs,
    weird,
    locked,
    nearMisses,
    networks,
    onElastiCache,
    onRds,
    planned,
    prepared,
    published,
    publishedInExistingVpc,
    publishedOnExisting,
    crowded,
    ofComponent,
    permitted,
    configured,
    seeded,
    accompanied,
    found: existingVpc("vpc-0123456789abcdef0"),
    named: existingVpc("vpc-0123456789abcdef0", ["subnet-0123456789abcdef0"]),
    inCluster: inExistingCluster("platform"),
    insideExisting: insideExistingVpc("vpc-0123456789abcdef0"),
    insideTagged: insideTaggedSubnets("vpc-0123456789abcdef0"),
    mountedBefore: existingFileSystem("vpc-0123456789abcdef0", existing()),
    existing: existingFileSystem(
      "vpc-0123456789abcdef0",
      existing({ mountTargets: true, securityGroupIds: ["sg-0123456789abcdef0"] }),
    ),
  };
  const rows = ELEMENTS.map(
    ({ address }) => new RegExp(`^${address.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, ".+")}$`),
  );

  it.each(Object.entries(projects))("are all in the table: %s", (_, project) => {
    const addresses = addressesOf(project);
    expect(addresses.filter((address) => !rows.some((row) => row.test(address)))).toEqual([]);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it("use every row of the table", () => {
    const all = Object.values(projects).flatMap(addressesOf);
    expect(ELEMENTS.filter((_, index) => !all.some((address) => rows[index]?.test(address)))).toEqual([]);
  });

  it("keep the resources of every service and volume apart, however close their keys", () => {
    const addresses = addressesOf(nearMisses);
    const services = nearMisses.environments[0]?.services ?? [];
    for (const kind of ["aws_ecs_service", "aws_ecs_task_definition", "aws_cloudwatch_log_group"]) {
      expect(addresses.filter((address) => address.startsWith(`${kind}.`))).toHaveLength(services.length);
    }
    expect(addresses.filter((address) => address.startsWith("aws_iam_role."))).toHaveLength(services.length + 1);
    expect(addresses.filter((address) => address.startsWith("aws_security_group."))).toHaveLength(services.length + 2);
  });

  // A change here is a change of the contract: it needs a `moved` block and a line in the changelog.
  it("are pinned: a VPC of its own, zones picked, four services with one volume", () => {
    expect(addressesOf(shared)).toEqual(pinnedShared);
  });

  it("are pinned: named zones", () => {
    expect(addressesOf(namedZones).filter((address) => address.includes("us-east-1"))).toEqual([
      "aws_efs_mount_target.us-east-1a",
      "aws_efs_mount_target.us-east-1b",
      "aws_efs_mount_target.us-east-1c",
      "aws_route_table_association.public_us-east-1a",
      "aws_route_table_association.public_us-east-1b",
      "aws_route_table_association.public_us-east-1c",
      "aws_subnet.public_us-east-1a",
      "aws_subnet.public_us-east-1b",
      "aws_subnet.public_us-east-1c",
    ]);
  });

  it("are pinned: existing VPC, existing file system, images from variables", () => {
    expect(addressesOf(projects.existing)).toEqual(pinnedExisting);
    expect(addressesOf(images).filter((address) => address.startsWith("var."))).toEqual([
      "var.api_image",
      "var.api_image_tag",
      "var.off_image",
      "var.off_image_tag",
    ]);
  });
});

const pinnedShared = [
  "aws_cloudwatch_log_group.admin",
  "aws_cloudwatch_log_group.cdn",
  "aws_cloudwatch_log_group.worker",
  "aws_cloudwatch_log_group.www",
  "aws_default_security_group.main",
  "aws_ecs_cluster.main",
  "aws_ecs_service.admin",
  "aws_ecs_service.cdn",
  "aws_ecs_service.worker",
  "aws_ecs_service.www",
  "aws_ecs_task_definition.admin",
  "aws_ecs_task_definition.cdn",
  "aws_ecs_task_definition.worker",
  "aws_ecs_task_definition.www",
  "aws_efs_access_point.cache",
  "aws_efs_access_point.uploads",
  "aws_efs_backup_policy.main",
  "aws_efs_file_system.main",
  "aws_efs_file_system_policy.main",
  "aws_efs_mount_target.first",
  "aws_efs_mount_target.second",
  "aws_iam_role.admin_task",
  "aws_iam_role.cdn_task",
  "aws_iam_role.execution",
  "aws_iam_role.worker_task",
  "aws_iam_role.www_task",
  "aws_iam_role_policy.admin_task",
  "aws_iam_role_policy.cdn_task",
  "aws_iam_role_policy.execution",
  "aws_iam_role_policy.worker_task",
  "aws_iam_role_policy.www_task",
  "aws_internet_gateway.main",
  "aws_route.public_internet",
  "aws_route_table.public",
  "aws_route_table_association.public_first",
  "aws_route_table_association.public_second",
  "aws_security_group.admin_task",
  "aws_security_group.cdn_task",
  "aws_security_group.file_system",
  "aws_security_group.file_system_clients",
  "aws_security_group.worker_task",
  "aws_security_group.www_task",
  "aws_subnet.public_first",
  "aws_subnet.public_second",
  "aws_vpc.main",
  "aws_vpc_security_group_egress_rule.admin_internet",
  "aws_vpc_security_group_egress_rule.cdn_internet",
  "aws_vpc_security_group_egress_rule.nfs",
  "aws_vpc_security_group_egress_rule.worker_internet",
  "aws_vpc_security_group_egress_rule.www_internet",
  "aws_vpc_security_group_ingress_rule.nfs",
  "data.aws_availability_zones.available",
  "data.aws_caller_identity.current",
  "data.aws_partition.current",
  "local.admin_container",
  "local.admin_task_policy",
  "local.cdn_container",
  "local.cdn_task_policy",
  "local.execution_policy",
  "local.execution_trust",
  "local.file_system_policy",
  "local.task_trust",
  "local.worker_container",
  "local.worker_task_policy",
  "local.www_container",
  "local.www_task_policy",
  "output.access_point_ids",
  "output.cluster_arn",
  "output.cluster_name",
  "output.file_system_id",
  "output.file_system_security_group_id",
  "output.log_group_names",
  "output.security_group_ids",
  "output.service_names",
  "output.task_role_names",
];

const pinnedExisting = [
  "aws_cloudwatch_log_group.database",
  "aws_ecs_cluster.main",
  "aws_ecs_service.database",
  "aws_ecs_task_definition.database",
  "aws_efs_access_point.data-store",
  "aws_efs_mount_target.main",
  "aws_iam_role.database_task",
  "aws_iam_role.execution",
  "aws_iam_role_policy.database_task",
  "aws_iam_role_policy.execution",
  "aws_security_group.database_task",
  "aws_security_group.file_system",
  "aws_security_group.file_system_clients",
  "aws_vpc_security_group_egress_rule.database_internet",
  "aws_vpc_security_group_egress_rule.nfs",
  "aws_vpc_security_group_ingress_rule.nfs",
  "aws_vpc_security_group_ingress_rule.nfs_sg-0123456789abcdef0",
  "data.aws_caller_identity.current",
  "data.aws_efs_file_system.main",
  "data.aws_partition.current",
  "data.aws_region.current",
  "data.aws_route_table.all",
  "data.aws_route_tables.all",
  "data.aws_subnet.all",
  "data.aws_subnets.all",
  "data.aws_vpc.main",
  "local.associated_route_tables",
  "local.database_container",
  "local.database_task_policy",
  "local.execution_policy",
  "local.execution_trust",
  "local.internet_route_tables",
  "local.main_route_table",
  "local.mount_target_subnets",
  "local.subnet_zones",
  "local.task_subnets",
  "local.task_trust",
  "output.access_point_ids",
  "output.cluster_arn",
  "output.cluster_name",
  "output.file_system_id",
  "output.file_system_security_group_id",
  "output.log_group_names",
  "output.security_group_ids",
  "output.service_names",
  "output.task_role_names",
];
