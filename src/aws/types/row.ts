import type { Grant } from "./grant.js";
import type { Quota, Refusal, Uniqueness } from "./limits.js";
import type { MarkRow, RuleTexts } from "./marks.js";

/** What is known of one type of Terraform's provider for AWS, be it a resource or a data source. */
export interface TypeRow {
  /**
   * File of the repository hashicorp/terraform-provider-aws, below internal/service: where the calls of `iam` and what forces a replacement
   * were read, beside the log of the lab (e2e/iam), which every row was held against.
   */
  readonly source: string;
  /**
   * Names of its nested blocks, at any depth and parted by white space. All else that holds keys is an attribute: `tags = {...}` and not
   * `tags {...}`. Terraform JSON writes both alike, HCL does not. Rules of security groups and routes of route tables are left out: in the
   * provider's schema they are attributes, which may be written as blocks.
   * Source: the bindings of provider 6.x, `isBlock` in what they synthesize; a test compares, and makes sure that no name is both.
   * @default none
   */
  readonly blocks?: string;
  /** What it takes to manage it. */
  readonly iam: readonly Grant[];
}

/** What is known of one type of resource. */
export interface ResourceRow extends TypeRow {
  /** Whether it has tags, and with them those of the provider's `default_tags`. */
  readonly tagged: boolean;
  /**
   * Attributes that cannot be changed on what exists: Terraform destroys the resource and makes it anew. A name stands for all
   * below it, and may be that of an attribute within a block, behind a dot. Every other attribute is changed in place. `npm run
   * e2e:check` holds this against the real provider.
   * Source: ForceNew and RequiresReplace in the schemas of version 5.100.0, and in CustomizeDiff where that is said.
   */
  readonly forceNew: readonly string[];
  /** Such attributes that only version 6 of the provider has, beside `region`, which it gave to all that is not global. @default none */
  readonly forceNewIn6?: readonly string[];
  /** Whether it is in no region, so that version 6 of the provider gives it none. A test compares with the bindings. @default it is in one */
  readonly global?: true;
  /** Attributes that AWS gives a value where none is written: leaving one out of a stack leaves it as it is. @default none */
  readonly kept?: readonly string[];
  /** Since which version of the provider an attribute or block of these is changed in place after all. @default it never is */
  readonly inPlaceSince?: Readonly<Record<string, string>>;
  /** Blocks that cannot be added or taken away as a whole, while what is in them can be changed. @default none */
  readonly forceNewWhole?: readonly string[];
  /** What AWS takes only once. Empty: any number of the same. */
  readonly unique: readonly Uniqueness[];
  /** What AWS refuses to do to it while something uses it. @default nothing */
  readonly refused?: readonly Refusal[];
  /** How much of it AWS takes, by a short name. @default nothing that anybody reaches */
  readonly quotas?: Readonly<Record<string, Quota>>;
  /** What `check` says when it comes or goes, or when one of its attributes changes. @default nothing */
  readonly marks?: readonly MarkRow[];
  /** Rules that look at more than that, with what is said of what they find. @default none */
  readonly rules?: RuleTexts;
}
