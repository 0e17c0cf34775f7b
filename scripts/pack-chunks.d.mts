/** Files by path with the packs in place of what they hold. */
export function packSmallChunks(
  texts: ReadonlyMap<string, string>,
  imports: ReadonlyMap<string, readonly string[]>,
  packs: readonly { readonly name: string; readonly entries: readonly string[] }[],
): ReadonlyMap<string, string>;
