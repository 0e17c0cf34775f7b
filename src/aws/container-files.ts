/** A file that is put into a container before its program begins. */
export interface ContainerFile {
  /** Where it is in the container: absolute, in shortest form. */
  readonly path: string;
  /** Three or four octal digits. */
  readonly mode: string;
  /** `uid:gid`, or by name. */
  readonly owner: string;
  readonly content: FileContent;
}

/** A text that passes through Terraform and a shell unchanged, any bytes in base64, or what ECS reads of a secret, by its name. */
export type FileContent = { readonly text: string } | { readonly base64: string } | { readonly secret: string };

/** A folder of a container that is a volume of the task. Absolute, in shortest form. */
export interface ContainerFolder {
  readonly path: string;
  /** Whether it begins with what the image has there. @default it begins empty */
  readonly copied?: true;
}

/** The files of a container, and what makes room for them. */
export interface ContainerFiles {
  /** Where volumes of the task are mounted, sorted: no one lies in another. */
  readonly mounts: readonly string[];
  /** Folders that begin anew, sorted: those that are mounted, and others within them. */
  readonly folders: readonly ContainerFolder[];
  /** Sorted by path. */
  readonly files: readonly ContainerFile[];
}

/** Who owns what nobody says otherwise of. */
export const FILE_OWNER = "0:0";

/** What the mode of a file is, as git keeps it: whether its owner may run it. */
export const FILE_MODE = { plain: "0644", executable: "0755" } as const;

/** What the program alone may read; and, where nothing tells as whom it runs, what all in the container may, as docker has it. */
export const SECRET_FILE_MODE = { owned: "0400", unowned: "0444" } as const;

/** Where the volumes of a container are in the one that fills them, each below it at its own path. No directory of an image. */
export const FILES_PATH = "/nk-files";

/** Characters of base64 in a word: whole bytes, so that each is read on its own. */
const BASE64_WORD = 480;

/**
 * A shell script that writes files. Its words are `copy FOLDER` (which begins with what the image has there), `empty FOLDER`,
 * `file MODE OWNER PATH`, and after that the content, a word for each line: behind `|` a line, behind `:` what follows the last line break,
 * behind `=` bytes in base64, behind `$` the name of a secret. `$0` stands before all paths that it writes to. It needs `sh` and what every image with one has: `cp`, `mkdir`,
 * `chmod`; `base64` for bytes, `chown` for an owner.
 */
function filesScript(cases: readonly string[]): string {
  return [
    "umask 022",
    "for word do",
    "  rest=${word#?}",
    '  case "$word" in',
    `    '|'*) printf '%s\\n' "$rest" >&3 ;;`,
    `    ':'*) printf '%s' "$rest" >&3 ;;`,
    `    '='*) printf '%s\\n' "$rest" | base64 -d >&3 ;;`,
    ...cases,
    `    'copy '*) path=\${word#copy }; [ ! -d "$path" ] || cp -a "$path/." "$0$path/" ;;`,
    `    'empty '*) path=$0\${word#empty }; rm -rf "$path"/* "$path"/.[!.]* "$path"/..?*; mkdir -p "$path" ;;`,
    "    *)",
    '      rest=${word#* }; mode=${rest%% *}; rest=${rest#* }; owner=${rest%% *}; path="$0${rest#* }"',
    '      mkdir -p "${path%/*}"',
    '      rm -f "$path"',
    '      exec 3> "$path"',
    `      [ "$owner" = ${FILE_OWNER} ] || chown "$owner" "$path"`,
    '      chmod "$mode" "$path" ;;',
    "  esac",
    "done",
  ].join("\n");
}

/** The variable of the container that writes files in which a secret is: none of a shell, nor of the script, begins so. */
export function secretVariable(secret: string): string {
  return `SECRET_${secret}`;
}

/** Writes a secret as it is, and fails where there is none. `printf` is a part of the shell, so that no process has the value as an argument. */
const SECRET_CASE = `    '$'*) eval "printf %s \\"\\\${${secretVariable("$rest")}?}\\"" >&3 ;;`;

/** Why the script cannot read a secret of this name, in words that follow "it"; undefined when it can. */
export function secretFileNameProblem(secret: string): string | undefined {
  return /^\w+$/.test(secret) ? undefined : "may hold only letters, digits and _";
}

/** The entry point of the container that writes the files; {@link fileWords} are its command. */
export function filesEntryPoint({ files }: Pick<ContainerFiles, "files">): readonly string[] {
  const cases = files.some(({ content }) => "secret" in content) ? [SECRET_CASE] : [];
  return ["/bin/sh", "-ec", filesScript(cases), FILES_PATH];
}

/** What the script is told of the files of a container: each line of a text is a word, so that it is a line of a diff. */
export function fileWords({ folders, files }: ContainerFiles): readonly string[] {
  return [
    ...folders.map(({ path, copied }) => `${copied ? "copy" : "empty"} ${path}`),
    ...files.flatMap(({ path, mode, owner, content }) => [`file ${mode} ${owner} ${path}`, ...contentWords(content)]),
  ];
}

function contentWords(content: FileContent): readonly string[] {
  if ("secret" in content) return [`$${content.secret}`];
  if ("base64" in content) return [...content.base64.matchAll(PIECES)].map(([piece]) => `=${piece}`);
  const lines = content.text.split("\n");
  const rest = lines.pop() ?? "";
  return [...lines.map((line) => `|${line}`), ...(rest === "" ? [] : [`:${rest}`])];
}

const PIECES = new RegExp(`.{1,${BASE64_WORD}}`, "g");

/** Characters of a name of a volume of ECS that is made of a path, at most; ECS takes 255 in all. */
const NAME_MAX = 200;

/**
 * The names of the volumes that are mounted at some paths, by path: no key of nanokit.yml begins with a digit, so no other volume has one of
 * them. Where two would be the same, the later one in order has a number. Those of a sidecar have its name in them, which ends at the last `_-`.
 */
export function fileVolumes(mounts: readonly string[], sidecar?: string): ReadonlyMap<string, string> {
  const taken = new Map<string, number>();
  const beginning = sidecar === undefined ? "0-files" : `1-${sidecar}_`;
  return new Map(
    mounts.map((path) => {
      const name = `${beginning}${path.replace(/[^A-Za-z0-9]+/g, "-")}`.slice(0, NAME_MAX);
      const before = taken.get(name) ?? 0;
      taken.set(name, before + 1);
      return [path, before === 0 ? name : `${name}_${before + 1}`];
    }),
  );
}

/** The name of the container that writes the files of another. */
export function filesContainerName(container: string): string {
  return `${container}-files`;
}
