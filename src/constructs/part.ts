import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { carriedName } from "./token-marks.js";

/** What every construct here is: one whose id cdktf can write. */
export class Part extends Construct {
  /** @throws Error for an id that cdktf would take for a number of its own */
  constructor(scope: Construct, id: string) {
    super(scope, id);
    requireWritableId(this);
  }
}

/**
 * cdktf looks for numbers that stand for its tokens in the names of resources too, and these are made of ids: `x-82e297`, as a commit may be
 * called, has one in it. A stack of cdktf's own then throws much later, with words that name neither the id nor the construct. A stack that
 * can write such names, NanokitStack, is asked for the name and so lets them be.
 *
 * @throws Error for a construct of whose id cdktf would make a name that it cannot write
 */
export function requireWritableId({ node }: Construct): void {
  if (!/\de/.test(node.path)) return;
  const stack = node.scopes.find((scope) => TerraformStack.isStack(scope));
  const name = stack?.getLogicalId(node) ?? "";
  if (carriedName(name) === name) return;
  throw new Error(
    `cdktf cannot write the name of a resource in ${JSON.stringify(node.path)}: it takes "-8.11e298" to "-8.37e298", and what reads as ` +
      'such a number ("-82e297"), for a token of its own. Give the construct another id, "x82e297" for instance, or use it in a NanokitStack.',
  );
}
