/** What is at a path, relative to the folder of nanokit.yml. */
export type Beside =
  | { readonly kind: "file"; readonly bytes: Uint8Array; readonly executable: boolean }
  /** With the names of what is in it, sorted. */
  | { readonly kind: "folder"; readonly names: readonly string[] }
  | { readonly kind: "large"; readonly bytes: number }
  /** Nothing; or a link that leads out of the folder of nanokit.yml; or what may not be read; or a pipe, a socket or a device. */
  | { readonly kind: "absent" | "outside" | "unreadable" | "special" };

/** Looks at a path, relative to the folder of nanokit.yml; of a file it reads so many bytes at most. */
export type ReadBeside = (path: string, limit: number) => Beside;

/** Reads texts by their paths, for examples that have no disk. */
export function besideOf(contents: Readonly<Record<string, string>>): ReadBeside {
  return (path, limit) => {
    const text = Object.hasOwn(contents, path) ? contents[path] : undefined;
    if (text !== undefined) {
      const bytes = Buffer.from(text, "utf8");
      return bytes.length > limit ? { kind: "large", bytes: bytes.length } : { kind: "file", bytes, executable: false };
    }
    const below = Object.keys(contents).filter((one) => one.startsWith(`${path}/`));
    const names = new Set(below.map((one) => one.slice(path.length + 1).split("/")[0] ?? ""));
    return below.length > 0 ? { kind: "folder", names: [...names].sort() } : { kind: "absent" };
  };
}
