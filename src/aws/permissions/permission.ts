/** The services of AWS for which a permission has a short form. */
export type ResourceService = "s3" | "sqs" | "sns" | "ses" | "dynamodb";

/** Operator, then key, then the values of which one must match. */
export type StatementConditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** A managed policy, of AWS or of an account. */
export interface PolicyPermission {
  readonly kind: "policy";
  readonly arn: string;
}

/** What a task may do with one thing of a service: a bucket, a queue, a table. */
export interface ResourcePermission {
  readonly kind: "resource";
  readonly service: ResourceService;
  /** The name of the thing, in the account and region of the stack, or its ARN. */
  readonly id: string;
  /** A key of the `access` of its short form. */
  readonly access: string;
  /** S3: what the keys of objects begin with. @default any */
  readonly prefix?: string;
  /** SES: the configuration set that is named when something is sent. @default none */
  readonly configurationSet?: string;
}

/** A statement of IAM, where nothing shorter says it. */
export interface StatementPermission {
  readonly kind: "statement";
  readonly actions: readonly string[];
  /** ARNs, or `*`. */
  readonly resources: readonly string[];
  /** @default none */
  readonly conditions?: StatementConditions;
}

/** What the containers of a service may do beside what the stack itself asks for. */
export type Permission = PolicyPermission | ResourcePermission | StatementPermission;

/** A resource of a statement: an ARN as it is written, or what is behind `arn:<partition>:` in one of the stack's own account and region. */
export type AccessResource =
  | { readonly arn: string }
  | { readonly service: string; readonly regional: boolean; readonly resource: string };

/** A statement of the policy of a role, before it is known where it is for. */
export interface AccessStatement {
  readonly actions: readonly string[];
  readonly resources: readonly AccessResource[];
  /** @default none */
  readonly conditions?: StatementConditions;
}
