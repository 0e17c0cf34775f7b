import type { MarkKind, StepsCode } from "../aws/types/index.js";
import type { BlockKind } from "../stack/blocks.js";
import type { Json } from "../stack/json.js";

export type { MarkKind, StepsCode };

/**
 * What Terraform does with a block when the new stack is applied over the old one. For what is not a resource, `create`, `update` and
 * `destroy` say that it came, changed or went. `none`: the file differs, and nothing on AWS does.
 */
export type Action = "create" | "update" | "replace" | "destroy" | "none";

/** One attribute that differs between the two files. */
export interface AttributeChange {
  /** `network_configuration.security_groups[0]`, `environment["LOG_LEVEL"]`. */
  readonly path: string;
  /** Absent: nothing was there. */
  readonly before?: Json;
  /** Absent: nothing is there. */
  readonly after?: Json;
  readonly forcesReplacement: boolean;
  /**
   * Why nothing comes of it: Terraform was told to ignore it, it is about Terraform alone, only an order without meaning differs, or what is
   * no longer written stays as it is.
   */
  readonly idle?: "ignored" | "kept" | "meta" | "order";
}

/** An attribute that is the same in both files, and changes because what it refers to does. */
export interface Cause {
  readonly path: string;
  /** What changes: `local.web_container`, `aws_efs_file_system.main`. */
  readonly address: string;
  readonly forcesReplacement: boolean;
}

export interface Mark {
  readonly kind: MarkKind;
  /** A sentence without its subject, which is the address: "is replaced: the new one is empty." Code stands in backticks. */
  readonly text: string;
  /** The finding of `synth` that says it too, where something has to be done before the apply. */
  readonly code?: StepsCode;
}

export function mark(kind: MarkKind, text: string): Mark {
  return { kind, text };
}

/** What becomes of one block. */
export interface Change {
  readonly address: string;
  readonly kind: BlockKind;
  /** Of a resource or data source. */
  readonly type: string;
  readonly action: Action;
  /** What differs between the files; empty for what comes or goes as a whole, and for what only follows. */
  readonly attributes: readonly AttributeChange[];
  readonly causes: readonly Cause[];
  readonly marks: readonly Mark[];
  /** Whether there is no row for its type, so that an update might be a replacement. */
  readonly unknownType?: true;
}

/** The stack of one environment, before and after. */
export interface StackChanges {
  /** `shop-stage`. */
  readonly stack: string;
  readonly changes: readonly Change[];
}

/** How many resources each action has, as Terraform counts them, except that a replacement counts as one. */
export interface Summary {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly destroy: number;
  /** Marks of each kind. */
  readonly marks: Readonly<Record<MarkKind, number>>;
}

/** Counts the resources and the marks of some changes. */
export function summarize(changes: readonly Change[]): Summary {
  const resources = changes.filter(({ kind }) => kind === "resource");
  const count = (action: Action) => resources.filter((change) => change.action === action).length;
  const marked = (kind: MarkKind) => changes.filter(({ marks }) => marks.some((mark) => mark.kind === kind)).length;
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    destroy: count("destroy"),
    marks: {
      data: marked("data"),
      interrupts: marked("interrupts"),
      opens: marked("opens"),
      weakens: marked("weakens"),
      closes: marked("closes"),
      note: marked("note"),
    },
  };
}
