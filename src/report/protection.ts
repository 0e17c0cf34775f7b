import { preventsDestroy } from "../stack/blocks.js";
import { listOf, objectOf, valueAt } from "../stack/json.js";
import type { Stack } from "../stack/stack.js";

/**
 * Whether the new stack drops a file system that the old one protects. Terraform would then destroy it without a word, as
 * `prevent_destroy` goes away with the resource that carries it.
 */
export function dropsProtectedFileSystem(previous: Stack, next: Stack): boolean {
  const moves = listOf(valueAt(next.document, "moved")).map(objectOf);
  return [...previous.declared.values()].some((block) => {
    if (block.type !== "aws_efs_file_system" || block.kind !== "resource" || !preventsDestroy(block.body)) return false;
    const address = moves.find(({ from }) => from === block.address)?.to ?? block.address;
    return !next.declared.has(String(address));
  });
}
