import { Fn, propertyAccess, TerraformLocal } from "cdktf";
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

/** A part of a {@link JsonDocument}. */
export interface JsonDocumentPart {
  readonly part: unknown;
}

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

  /** What stands at a key of the document: one of letters, digits, `_` and `-`. */
  public at(key: string): JsonDocumentPart {
    return { part: propertyAccess(this.asAnyMap, [key]) };
  }

  /** A list of documents, and of parts of some, as a string. */
  public static encodedList(...documents: readonly (JsonDocument | JsonDocumentPart)[]): TerraformString {
    return expression(
      Fn.jsonencode(documents.map((document) => ("part" in document ? document.part : document.asAnyMap))),
    );
  }
}
