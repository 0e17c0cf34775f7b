import { Fn, TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { requireWritableId } from "./part.js";
import { expression, type TerraformString } from "./terraform-string.js";

/** JSON whose strings Terraform evaluates. Keys are templates too, and are to be constants. */
export type TerraformJson =
  | TerraformString
  | number
  | boolean
  | readonly TerraformJson[]
  | { readonly [key: string]: TerraformJson };

/**
 * A JSON document as a local value: it stands in the output over many lines, so that a change shows as the line that changed,
 * and where AWS takes it as a string, that string is `${jsonencode(local.…)}`.
 */
export class JsonDocument extends TerraformLocal {
  constructor(scope: Construct, id: string, content: TerraformJson) {
    super(scope, id, content);
    requireWritableId(this);
  }

  /** Replaces the content. */
  public replace(content: TerraformJson): void {
    this.expression = content;
  }

  /** The document as a string. */
  public get encoded(): TerraformString {
    return expression(Fn.jsonencode(this.asAnyMap));
  }

  /** A list of documents, as a string. */
  public static encodedList(...documents: readonly JsonDocument[]): TerraformString {
    return expression(Fn.jsonencode(documents.map((document) => document.asAnyMap)));
  }
}
