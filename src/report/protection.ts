/** What this module reads of a stack in Terraform JSON. */
interface StackJson {
  readonly resource?: {
    readonly aws_efs_file_system?: Readonly<
      Record<string, { readonly lifecycle?: { readonly prevent_destroy?: boolean } }>
    >;
  };
}

/** The file systems of a stack by name, and whether Terraform refuses to destroy them. */
type FileSystems = ReadonlyMap<string, boolean>;

/** A file system in HCL, with its body: to the brace that stands as deep as the block. */
const HCL_FILE_SYSTEM = /^([ \t]*)resource\s+"aws_efs_file_system"\s+"([^"]+)"\s*\{([\s\S]*?)(?:^\1\}|$(?![\s\S]))/gm;

/**
 * Whether the new stack drops a file system that the old one protects. Terraform would then destroy it without a word, as
 * `prevent_destroy` goes away with the resource that carries it. Either may be Terraform JSON or HCL.
 */
export function dropsProtectedFileSystem(previous: string, next: string): boolean {
  const kept = fileSystems(next);
  return [...fileSystems(previous)].some(([name, isProtected]) => isProtected && !kept.has(name));
}

function fileSystems(text: string): FileSystems {
  return text.trimStart().startsWith("{") ? fileSystemsOfJson(text) : fileSystemsOfHcl(text);
}

function fileSystemsOfJson(text: string): FileSystems {
  try {
    const systems = (JSON.parse(text) as StackJson | null)?.resource?.aws_efs_file_system ?? {};
    return new Map(Object.entries(systems).map(([name, { lifecycle }]) => [name, lifecycle?.prevent_destroy === true]));
  } catch {
    // A file that someone else wrote, or half of one: it protects nothing that we made.
    return new Map();
  }
}

function fileSystemsOfHcl(text: string): FileSystems {
  const blocks = [...text.matchAll(HCL_FILE_SYSTEM)];
  return new Map(blocks.map(([, , name = "", body = ""]) => [name, /^\s*prevent_destroy\s*=\s*true\b/m.test(body)]));
}
