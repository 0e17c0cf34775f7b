/** What this module reads of a synthesized stack. */
interface StackJson {
  readonly resource?: {
    readonly aws_efs_file_system?: Readonly<
      Record<string, { readonly lifecycle?: { readonly prevent_destroy?: boolean } }>
    >;
  };
}

/**
 * Whether the new stack drops a file system that the old one protects. Terraform would then destroy it without a word, as
 * `prevent_destroy` goes away with the resource that carries it.
 */
export function dropsProtectedFileSystem(previous: string, next: string): boolean {
  const kept = fileSystems(next);
  return Object.entries(fileSystems(previous)).some(
    ([address, { lifecycle }]) => lifecycle?.prevent_destroy === true && !(address in kept),
  );
}

function fileSystems(
  text: string,
): Readonly<Record<string, { readonly lifecycle?: { readonly prevent_destroy?: boolean } }>> {
  try {
    return (JSON.parse(text) as StackJson | null)?.resource?.aws_efs_file_system ?? {};
  } catch {
    // A file that someone else wrote, or half of one: it protects nothing that we made.
    return {};
  }
}
