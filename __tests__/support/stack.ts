import { TerraformStack } from "cdktf";
import { RootConstruct } from "constructs";

/** A block of the output, by argument. */
export type Block = Readonly<Record<string, unknown>>;

/** An ordinary cdktf stack, as someone who uses the constructs alone would have. */
export function newStack(): TerraformStack {
  return new TerraformStack(new RootConstruct(), "test");
}

/** The blocks of a type (`aws_vpc`, `data.aws_vpc`) in what the stack synthesizes, in order, without cdktf's own notes. */
export function blocksOf(stack: TerraformStack, type: string): readonly Block[] {
  const document = stack.toTerraform();
  const ofType = type.startsWith("data.") ? document.data?.[type.slice("data.".length)] : document.resource?.[type];
  return Object.values<Block>(ofType ?? {}).map(({ "//": _notes, ...block }) => block);
}

/** The one block of a type. */
export function blockOf(stack: TerraformStack, type: string): Block {
  const [block, ...others] = blocksOf(stack, type);
  if (!block || others.length > 0) throw new Error(`${others.length + (block ? 1 : 0)} blocks of ${type}`);
  return block;
}

/** The local values that are JSON documents, whose string is `${jsonencode(local.…)}`. */
export function documentAt(stack: TerraformStack, encoded: unknown): unknown {
  const name = /^\$\{jsonencode\(\[?local\.([\w-]+)\]?\)\}$/.exec(String(encoded))?.[1];
  return name === undefined ? undefined : stack.toTerraform().locals[name];
}
