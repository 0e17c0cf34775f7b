/** When Terraform makes a call: as it makes a resource, looks at it, changes it in place, or destroys it. */
export type Phase = "create" | "read" | "update" | "delete";

/** By operator and key, the values of which one has to be met. `{name}` stands for an attribute, as in {@link Target}. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What a grant is for. */
export interface Target {
  /**
   * `<service>:<resource>`, an ARN without what is in front of it. `{name}` stands for an attribute of the resource in the stack,
   * `{cluster>name}` for one of the resource that an attribute refers to. `{path|/}` is `/` where
   * the attribute is not written. `{name*}` is anything, unless names are to be exact; behind
   * `{name#}` stands a hash that a change of the resource changes. What only AWS knows, an id, becomes `*`. @default everything
   */
  readonly arn?: string;
  /**
   * Whether it has to carry the tags of the environment: as it is made (`request`), or already (`resource`). That is asked only where the ARN
   * holds an id that nobody knows. `unclaimed` is for what AWS makes unasked: to be given these tags, and with those of no environment yet.
   */
  readonly tags?: "request" | "resource" | "unclaimed";
  readonly conditions?: Conditions;
  /** Subnets that are made elsewhere have no tags of ours, but are known by their VPC. */
  readonly inVpc?: true;
}

/** Actions on something, and when they are needed. */
export interface Grant {
  readonly actions: Readonly<Partial<Record<Phase, readonly string[]>>>;
  readonly targets: readonly Target[];
  /** What is not plain from the name of the action. */
  readonly why?: string;
  /** Only where the resource has this attribute, or, with `!`, only where it has not. @default always */
  readonly only?: string;
}

type Words = Readonly<Partial<Record<Phase, string>>>;

/** Actions of a service on something: their names, with spaces between them. */
export function on(service: string, targets: Target | readonly Target[], words: Words, why?: string): Grant {
  const actions = Object.entries(words).map(
    ([phase, names]) => [phase, names.split(" ").map((name) => `${service}:${name}`)] as const,
  );
  return {
    actions: Object.fromEntries(actions),
    targets: "length" in targets ? targets : [targets],
    ...(why !== undefined && { why }),
  };
}

/** A grant that is needed only where the resource has an attribute (with `!`, has it not). */
export function only(attribute: string, grant: Grant): Grant {
  return { ...grant, only: attribute };
}

/** Everything, for actions that AWS lets nobody narrow. */
export const everything: Target = {};

/** What is known by name. */
export function named(arn: string): Target {
  return { arn };
}

/** What is made, and has an id once it is there. */
export function created(arn: string): Target {
  return { arn, tags: "request" };
}

/** What has the tags of the environment, or an id that the file names. */
export function owned(arn: string): Target {
  return { arn, tags: "resource" };
}

/** A role that AWS makes for a service of its own the first time. Source: IAM user guide, using-service-linked-roles. */
export function serviceLinkedRole(principal: string): Grant {
  const target = {
    arn: `iam:role/aws-service-role/${principal}/*`,
    conditions: { StringEquals: { "iam:AWSServiceName": [principal] } },
  };
  return on(
    "iam",
    target,
    { create: "CreateServiceLinkedRole" },
    "once in an account; not needed where the role is there",
  );
}

/** A role handed on to a service. Source: IAM user guide, id_roles_use_passrole. */
export function passRole(arn: string, principal: string): Grant {
  const target = { arn, conditions: { StringEquals: { "iam:PassedToService": [principal] } } };
  return on("iam", target, { create: "PassRole", update: "PassRole" }, `hands the role to ${principal}`);
}
