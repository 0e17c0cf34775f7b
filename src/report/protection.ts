import { preventsDestroy } from "../stack/blocks.js";
import { listOf, objectOf, valueAt } from "../stack/json.js";
import type { Stack } from "../stack/stack.js";

/** Types of resources that hold data, and are protected. */
const KEEPERS = {
  aws_efs_file_system: "fileSystem",
  aws_db_instance: "database",
  aws_elasticache_replication_group: "database",
} as const;

/** Something with data that a new stack drops. */
export interface DroppedData {
  readonly kind: (typeof KEEPERS)[keyof typeof KEEPERS];
  readonly address: string;
}

/**
 * The file system or the databases that the new stack drops and the old one protects. Terraform would then destroy them without a word, as
 * `prevent_destroy` goes away with the resource that carries it.
 */
export function droppedData(previous: Stack, next: Stack): readonly DroppedData[] {
  const moves = listOf(valueAt(next.document, "moved")).map(objectOf);
  return [...previous.declared.values()].flatMap(({ kind, type, address, body }) => {
    if (kind !== "resource" || !isKeeper(type) || !preventsDestroy(body)) return [];
    const now = moves.find(({ from }) => from === address)?.to ?? address;
    return next.declared.has(String(now)) ? [] : [{ kind: KEEPERS[type], address }];
  });
}

function isKeeper(type: string): type is keyof typeof KEEPERS {
  return Object.hasOwn(KEEPERS, type);
}
