import { acm } from "./acm.js";
import { backup } from "./backup.js";
import { ecr } from "./ecr.js";
import { ecs, ecsData } from "./ecs.js";
import { efs, efsData } from "./efs.js";
import { elasticache } from "./elasticache.js";
import { iam } from "./iam.js";
import { loadBalancer, loadBalancerData } from "./load-balancer.js";
import { logs } from "./logs.js";
import { rds } from "./rds.js";
import { route53, route53Data } from "./route53.js";
import type { ResourceRow, TypeRow } from "./row.js";
import { scaling } from "./scaling.js";
import { scheduler } from "./scheduler.js";
import { secretsData } from "./secrets.js";
import { securityGroups } from "./security-groups.js";
import { serviceDiscovery, serviceDiscoveryData } from "./service-discovery.js";
import { sqs } from "./sqs.js";
import { surroundingsData } from "./surroundings.js";
import { vpc, vpcData } from "./vpc.js";
import { waf } from "./waf.js";

export type { Conditions, Grant, Phase, Target } from "./grant.js";
export type { Uniqueness } from "./limits.js";
export type {
  AttributeMark,
  MarkKind,
  MarkRow,
  MarkText,
  RuleFindings,
  RuleName,
  StepsCode,
  ValueTest,
  WholeMark,
} from "./marks.js";
export type { ResourceRow, TypeRow } from "./row.js";

/** By name, every type of resource that the output can hold: a test says that none is missing, and none too many. */
export const RESOURCES: Readonly<Record<string, ResourceRow>> = {
  ...vpc,
  ...securityGroups,
  ...efs,
  ...backup,
  ...rds,
  ...elasticache,
  ...ecs,
  ...iam,
  ...logs,
  ...ecr,
  ...serviceDiscovery,
  ...scaling,
  ...scheduler,
  ...sqs,
  ...loadBalancer,
  ...waf,
  ...acm,
  ...route53,
};

/** By name with `data.` in front, every type of data source that the output can hold. */
export const DATA_SOURCES: Readonly<Record<string, TypeRow>> = {
  ...vpcData,
  ...efsData,
  ...ecsData,
  ...serviceDiscoveryData,
  ...loadBalancerData,
  ...route53Data,
  ...secretsData,
  ...surroundingsData,
};

/** The nested blocks of the provider itself, as {@link TypeRow.blocks}. */
const PROVIDER_BLOCKS = "assume_role assume_role_with_web_identity default_tags endpoints ignore_tags";

/** What is known of a type of resource; undefined for one that is not ours. */
export function resourceRow(type: string): ResourceRow | undefined {
  return Object.hasOwn(RESOURCES, type) ? RESOURCES[type] : undefined;
}

/** What is known of a type of resource or data source (`data.aws_vpc`); undefined for one that is not ours. */
export function typeRow(type: string): TypeRow | undefined {
  return resourceRow(type) ?? (Object.hasOwn(DATA_SOURCES, type) ? DATA_SOURCES[type] : undefined);
}

/** Names of the nested blocks of a type, or of `provider.aws`. Undefined for what is not ours. */
export function nestedBlocksOf(type: string): ReadonlySet<string> | undefined {
  const names = type === "provider.aws" ? PROVIDER_BLOCKS : blocksOf(typeRow(type));
  return names === undefined ? undefined : new Set(names.split(/\s+/).filter(Boolean));
}

function blocksOf(row: TypeRow | undefined): string | undefined {
  return row && (row.blocks ?? "");
}

/**
 * Whether a change at this path of a resource (names of attributes, without indices) has Terraform replace it. Undefined for a type that is
 * not ours.
 */
export function forcesReplacement(type: string, path: readonly string[]): boolean | undefined {
  const row = resourceRow(type);
  if (row === undefined) return undefined;
  const [attribute = ""] = path;
  if (attribute === "region") return row.global !== true;
  const at = path.join(".");
  const isWithin = (name: string) => at === name || at.startsWith(`${name}.`);
  return (
    [...row.forceNew, ...(row.forceNewIn6 ?? [])].some(isWithin) ||
    (path.length === 1 && row.forceNewWhole?.includes(attribute) === true)
  );
}

/** Whether an attribute stays as it is on what exists when it is left out. */
export function isKept(type: string, path: readonly string[]): boolean {
  return path.length === 1 && resourceRow(type)?.kept?.includes(path[0] ?? "") === true;
}

/** Whether resources of a type have the tags that the provider gives to all. */
export function isTagged(type: string): boolean {
  return resourceRow(type)?.tagged === true;
}
