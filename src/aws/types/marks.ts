/**
 * What a reviewer should not miss. `data`: data is lost, or no longer where it was. `interrupts`: something stops for a while. `opens`: more of the network or of
 * IAM is allowed. `weakens`: a protection goes. `closes`: less is allowed. `note`: good to know.
 */
export type MarkKind = "data" | "interrupts" | "opens" | "weakens" | "closes" | "note";

/** Codes of the findings by which `synth` says before an apply what it asks for. */
export const STEPS_CODES = [
  "NK394",
  "NK521",
  "NK522",
  "NK605",
  "NK608",
  "NK609",
  "NK610",
  "NK611",
  "NK612",
  "NK613",
  "NK614",
  "NK615",
  "NK616",
  "NK617",
  "NK618",
  "NK619",
  "NK622",
  "NK624",
  "NK626",
  "NK627",
  "NK629",
  "NK630",
  "NK631",
  "NK632",
  "NK633",
  "NK639",
] as const;

export type StepsCode = (typeof STEPS_CODES)[number];

/** What `check` says of a change. */
export interface MarkText {
  readonly kind: MarkKind;
  /** Of what needs steps before it can be applied: `synth` says it too, under this code. @default `check` alone says it */
  readonly code?: StepsCode;
  /**
   * A sentence without its subject, which is the address: "is replaced: the new one is empty." Code stands in backticks. `{name}` stands for
   * a value: of a rule, what it found; otherwise an attribute of the resource, its `{address}`, or `{before}` and `{after}` of the attribute that changes.
   */
  readonly text: string;
}

/** What a value has to be like. `falls`: a smaller number than before, where `endless` stands for the greatest. */
export type ValueTest =
  | { readonly is: string | number | boolean }
  | { readonly isNot: string | number | boolean }
  | { readonly holds: string }
  | { readonly isSet: boolean }
  | { readonly falls: true; readonly endless: number };

/** Said of a resource that comes, goes, or is made anew. */
export interface WholeMark extends MarkText {
  readonly on: "create" | "replace" | "destroy";
  /** Only where an attribute of it, as it is now or was at last, is like this. @default always */
  readonly where?: ValueTest & { readonly attribute: string };
  /** Likewise, as it was: what goes is treated as its last apply left it. @default always */
  readonly was?: ValueTest & { readonly attribute: string };
  /** Not where the one thing goes of which this is a part: a type of resource. @default always */
  readonly unlessGone?: string;
}

/** Said of a resource that stays, or is made anew, with another value of an attribute. */
export interface AttributeMark extends MarkText {
  /** Names with dots between, without indices: `network_configuration.assign_public_ip`. Also said of what is below it. */
  readonly attribute: string;
  /** What the new value has to be like. @default any that differs */
  readonly to?: ValueTest;
}

export type MarkRow = WholeMark | AttributeMark;

/**
 * Rules that look further than at one attribute, with what each may find. What it looks at is code, in src/changes/rules; what is said then
 * stands in the rows of the types that it is for.
 */
export interface RuleFindings {
  /** The file system: what becomes of its data. */
  readonly fileSystem:
    | "replaced"
    | "destroyed"
    | "copied"
    | "notCopied"
    | "planStops"
    | "madeFirst"
    | "keepKey"
    | "otherKey"
    | "firstKey"
    | "nothingStops"
    | "unprotected";
  /** The file system: how much it may read and write. */
  readonly throughput: "changed";
  /** An access point: which directory is seen, by whom. */
  readonly accessPoint:
    | "withFileSystem"
    | "unseen"
    | "shownElsewhere"
    | "otherFileSystem"
    | "otherDirectory"
    | "remade"
    | "otherUser"
    | "sameOwner"
    | "ownersStay"
    | "tasks"
    | "anyUser"
    | "wider";
  /** A database that RDS runs: what becomes of its data. */
  readonly managedDatabase:
    | "replaced"
    | "remade"
    | "undeletable"
    | "madeFirst"
    | "destroyed"
    | "older"
    | "newer"
    | "otherVpc"
    | "unprotected"
    | "standbyStays";
  /** A cache that ElastiCache runs: what becomes of its data. */
  readonly managedCache:
    | "replaced"
    | "remade"
    | "madeFirst"
    | "destroyed"
    | "older"
    | "newer"
    | "otherVpc"
    | "unprotected";
  /** The subnets of databases or caches: whether one goes that may be in use. */
  readonly dataSubnets: "fewer";
  /** A task definition: what its containers see at their paths. */
  readonly mounts: "gone" | "moved" | "unlocked";
  /** A task definition: whether what wrote the files of a database is what reads them from now on. */
  readonly engine: "newer" | "older" | "other";
  /** A task definition: whether its container runs as another user than the one that wrote its files. */
  readonly otherUser: "changed" | "named" | "notNamed";
  /** A task definition: which capabilities of Linux its containers get, or lose. */
  readonly capabilities: "more" | "fewer";
  /** A mount target: whether tasks lose the file system. */
  readonly mountTarget: "withFileSystem" | "replaced" | "destroyed" | "zones";
  /** Whether it takes its images along. */
  readonly images: "lost" | "inTheWay" | "otherKey";
  /** What stays in its VPC: that it has to go before another VPC takes over. */
  readonly otherVpc: "steps";
  /** What stays, and is changed by another provider: in whose account. */
  readonly credentials: "others";
  /** A service that goes while another comes: whether the two stand in each other's way. */
  readonly renamedService: "sameName" | "sameVolume";
  /** A cluster: whether it goes on to be measured although its file says no more of that. */
  readonly insights: "stay";
  /** A service: whether it begins to name the capacity for its tasks, or no longer does. */
  readonly placement: "named" | "notNamed";
  /** A load balancer that the internet is to reach, or no longer: that it has to go first. */
  readonly scheme: "steps";
  /** A load balancer that goes: whether AWS refuses that. */
  readonly deletionProtection: "on";
  /** What scales a service, and goes: how many tasks are left. */
  readonly endOfScaling: "fewer";
  /** A rule of a security group: whom it lets in or out. */
  readonly securityGroupRule: "new" | "wider" | "gone" | "narrower";
  /** Rules in a security group itself. */
  readonly inlineRules: "present";
  /** The security groups that something carries. */
  readonly securityGroups: "joined" | "left";
  /** The hosts of a rule of a load balancer. */
  readonly hosts: "added" | "removed" | "changed" | "addedInside" | "addedElsewhere";
  /** The policy at `policy`: what it allows. */
  readonly policy: "unreadable" | "opens" | "closes" | "opensMore" | "closesMore";
  /** The policy at `assume_role_policy`: who may take a role. That a service of AWS may take a new one is no news. */
  readonly trust: "unreadable" | "opens" | "closes" | "opensMore" | "closesMore";
}

export type RuleName = keyof RuleFindings;

/** What is said of each finding of a rule. A text without a kind goes on after a mark. */
export type RuleTexts = { readonly [R in RuleName]?: Readonly<Record<RuleFindings[R], MarkText | string>> };

/** Said when a resource is made. */
export function onCreate(kind: MarkKind, text: string, where?: WholeMark["where"]): WholeMark {
  return { on: "create", kind, text, ...(where && { where }) };
}

/** Said when Terraform destroys a resource and makes it anew. */
export function onReplace(kind: MarkKind, text: string): WholeMark {
  return { on: "replace", kind, text };
}

/** Said when a resource goes. */
export function onDestroy(kind: MarkKind, text: string, unlessGone?: string): WholeMark {
  return { on: "destroy", kind, text, ...(unlessGone !== undefined && { unlessGone }) };
}

/** Said when an attribute changes. */
export function onChange(attribute: string, kind: MarkKind, text: string, to?: ValueTest): AttributeMark {
  return { attribute, kind, text, ...(to && { to }) };
}

/** Said when something has to be done before an apply, step by step. */
export function steps(code: StepsCode, kind: MarkKind, text: string): MarkText {
  return { kind, text, code };
}

export const data = (text: string): MarkText => ({ kind: "data", text });
export const interrupts = (text: string): MarkText => ({ kind: "interrupts", text });
export const note = (text: string): MarkText => ({ kind: "note", text });
export const opens = (text: string): MarkText => ({ kind: "opens", text });
export const weakens = (text: string): MarkText => ({ kind: "weakens", text });
export const closes = (text: string): MarkText => ({ kind: "closes", text });
