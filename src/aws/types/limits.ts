/** Where a name, or a set of values, can be there only once. */
export type Scope =
  | "account"
  | "region"
  | "VPC"
  | "subnet"
  | "route table"
  | "security group"
  | "file system"
  | "cluster"
  | "role"
  | "repository"
  | "scalable target"
  | "schedule group"
  | "load balancer"
  | "listener"
  | "hosted zone"
  | "namespace";

/** Attributes that AWS takes only once, all of them together, within something. */
export interface Uniqueness {
  readonly attributes: readonly string[];
  readonly within: Scope;
  /** Whether two that differ only in letter case are one. @default they are two */
  readonly ignoresCase?: true;
  /** `botocore X`: the service model X of the AWS SDK, or a page of AWS's documentation. */
  readonly source: string;
}

/** A call that AWS refuses while something else uses what it is about. */
export interface Refusal {
  /** As IAM writes it: `ec2:DeleteSubnet`. */
  readonly call: string;
  /** Types whose resources use it. */
  readonly usedBy: readonly string[];
  readonly error: string;
  readonly source: string;
}

/** How much AWS takes. */
export interface Quota {
  readonly max: number;
  /** What is counted: "rules of a load balancer". */
  readonly of: string;
  /** Whether AWS raises it on request. @default it does not */
  readonly raised?: true;
  readonly source: string;
}
