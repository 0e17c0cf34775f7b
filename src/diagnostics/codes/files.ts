import { code } from "./entry.js";

/** What is wrong with a file or a folder, behind its path. */
const UNREAD = {
  absent: "does not exist",
  outside: "is outside of the folder of nanokit.yml, or a link leads out of it",
  unreadable: "may not be read by this user",
  special: "is neither a file nor a folder",
  empty: "is a folder without files",
  many: "has more than 1000 files and folders",
  whole: "is the folder of nanokit.yml itself, with all generated files",
  unknown: "is not known here: only the text of nanokit.yml is",
} as const;

const SECRETS = {
  name: () => "files of this name keep secrets",
  url: (line: number) => `line ${line} holds a URL with a password`,
  key: (line: number) => `line ${line} begins a private key`,
  token: (line: number) => `line ${line} holds a token`,
  password: (line: number) => `line ${line} holds what looks like a password`,
} as const;

const TAKEN = {
  volume: "a volume is mounted there, which would hide it",
  tmpfs: "a tmpfs is mounted there, which would hide it",
  file: "another entry has a file where this one needs a folder",
  same: "another entry puts a file there",
} as const;

const EXPANSIONS = {
  binary: () => "it is not a text file",
  missing: (name: string, line: number) => `\`${name}\`, in line ${line}, has no value`,
  secret: (name: string, line: number) => `\`${name}\`, in line ${line}, is a secret, which would be written out`,
  form: (found: string, line: number) => `\`${found}\`, in line ${line}, is not a correct variable`,
} as const;

/** NK395 to NK397, and NK570 to NK579: files that are put into containers, and secrets that are files there. */
export const files = {
  NK395: code<{ service: string; secret: string; image: string; other: string | undefined }>({
    severity: "error",
    title: "Secret as a file for an image without a shell",
    message: ({ service, secret, image }) =>
      `\`${secret}\` cannot be a file in \`${service}\`: the shell of the image has to write it, and \`${image}\` has no shell.`,
    help: ({ other }) =>
      `${other === undefined ? "Remove" : `Use ${other}, or remove`} \`file\`: the program then reads the secret as a variable.`,
    ownWords: ["other"],
    why: "ECS hands secrets to containers as variables. A container that runs before the program writes them to a file, with the shell of the image; without one no task of the service would begin.",
    fix: "Have the program read the variable, use a tag of the image that has a shell, or build an image of your own with one.",
  }),
  NK396: code<{ secret: string; problem: string }>({
    severity: "error",
    title: "Name that a secret as a file cannot have",
    message: ({ secret, problem }) => `\`${secret}\` cannot be the name of a secret that is a file: it ${problem}.`,
    help: () => "Rename the key. `name` then says which secret in AWS it is, and `file` is still the path of the file.",
    ownWords: ["problem"],
    why: "A shell reads the secret from a variable of that name, and writes the file. The program sees only the file, so another name changes nothing for it.",
    fix: "Write a name of letters, digits and `_`.",
  }),
  NK397: code<{ secret: string; option: "mode" | "owner" }>({
    severity: "error",
    title: "Mode or owner of a secret that is no file",
    message: ({ secret, option }) => `\`${option}\` is for secrets that are files, and \`${secret}\` is a variable.`,
    help: ({ option }) => `Write \`file\` with the path of the file, or remove \`${option}\`.`,
    ownWords: ["option"],
    why: "A variable has neither a mode nor an owner: all that runs in the container can read it.",
    fix: "Add `file`, or remove the key.",
  }),
  NK570: code<{ path: string; why: keyof typeof UNREAD }>({
    severity: "error",
    title: "File that cannot be read",
    message: ({ path, why }) => `\`${path}\` ${UNREAD[why]}, so it cannot be put into the container.`,
    help: ({ why }) =>
      why === "outside"
        ? "Copy it into the folder of nanokit.yml, or have it built into the image."
        : why === "many"
          ? "Name the files, or a smaller folder, or have it built into the image."
          : why === "absent"
            ? "Correct the path: it begins at the folder of nanokit.yml."
            : undefined,
    ownWords: ["why"],
    why: "What is under `files` is read when `synth` runs and becomes a part of the task definition. Paths are relative to the folder of nanokit.yml, and nothing outside of that is read, so that the same commit gives the same output everywhere.",
    fix: "Correct the path, or put the file there.",
  }),
  NK571: code<{
    path: string;
    bytes: number;
    limit: number;
    copy: string;
    image: string | undefined;
    builds: boolean;
  }>({
    severity: "error",
    title: "File too large for a task definition",
    message: ({ path, bytes, limit }) =>
      `\`${path}\` has ${bytes} bytes or more, but a whole task definition can have only ${limit}.`,
    help: ({ copy, image, builds }) =>
      image === undefined
        ? `Build it into the image: add \`${copy}\` to its Dockerfile, and remove this entry.`
        : `Build it into an image: a Dockerfile with \`FROM ${image}\` and \`${copy}\`. Then write ${builds ? "`build: { context: . }` in place of `image`" : "the name of the new image as `image`"}, and remove this entry.`,
    ownWords: ["limit", "builds"],
    why: "Files are part of the task definition: so they are reviewed with it, and ECS goes back to the old files when it goes back to an old version. ECS takes no larger task definition. An image can have any size.",
    fix: "Build the file into the image. A large data set can be written to a volume once, with `provisioning.install`, or read by the program from a bucket, with `permissions`.",
  }),
  NK572: code<{ path: string; by: keyof typeof SECRETS; line: number }>({
    severity: "error",
    title: "File that looks like a secret",
    message: ({ path, by, line }) =>
      `\`${path}\` looks like a secret: ${SECRETS[by](line)}. Everyone who can read the generated files or the task definition could read it.`,
    help: ({ by }) =>
      by === "password" || by === "name"
        ? "Keep the value in AWS, and name it under `secrets`: the program gets it as a variable, or with `file` as a file. If it is no secret, write `public: true` beside `from` or `content`."
        : "Keep the value in AWS, and name it under `secrets`: the program gets it as a variable, or with `file` as a file.",
    ownWords: ["by"],
    why: "Generated files are committed and read by many, and task definitions are shown in the console of AWS.",
    fix: "Take the secret out of the file: most programs read a variable in its place, or in the file itself (`${DB_PASSWORD}`). `secrets` fills that variable from SSM or from Secrets Manager when a task starts, and with `file` it is a file of its own: a key, or a whole `.env`. If the value is no secret, or everybody may read it, write `public: true`.",
  }),
  NK573: code<{ path: string; problem: string }>({
    severity: "error",
    title: "Path that no file can have",
    message: ({ path, problem }) => `\`${path}\` ${problem}, so no file can be put there.`,
    help: () => "Write an absolute path in its shortest form, such as `/etc/app/app.conf`.",
    ownWords: ["problem"],
    why: "The folder of the file becomes a mount of the container, which ECS knows by its path.",
    fix: "Correct the path.",
  }),
  NK574: code<{ folder: string; system: string; reason: string }>({
    severity: "error",
    title: "File in a folder of the system",
    message: ({ folder, system, reason }) =>
      folder === system
        ? `No file can be put into \`${folder}\`: it ${reason}.`
        : `No file can be put into \`${folder}\`: \`${system}\` is there, which ${reason}.`,
    help: () =>
      "Put it into a folder of its own, `/etc/app/app.conf` for instance, and tell the program where it is: most take a path as an option or as a variable.",
    ownWords: ["reason"],
    why: "The folder of a file becomes a volume of the task, as ECS mounts no single files. A volume on a folder of the system would hide what the container needs to begin.",
    fix: "Choose another folder, and name it in `command` or `env`; or have the file built into the image.",
  }),
  NK575: code<{ path: string; by: keyof typeof TAKEN }>({
    severity: "error",
    title: "File at a place that is taken",
    message: ({ path, by }) => `Nothing can be put at \`${path}\`: ${TAKEN[by]}.`,
    help: ({ by }) =>
      by === "file" || by === "same"
        ? "Give one of the two another path."
        : by === "tmpfs"
          ? "Choose another folder for one of the two. A tmpfs is empty whenever a task starts."
          : "Choose another folder for one of the two, or have `provisioning.install` write the file to the volume.",
    ownWords: ["by"],
    why: "One of the two would hide the other.",
    fix: "Choose another path for one of them.",
  }),
  NK576: code<{ both: boolean }>({
    severity: "error",
    title: "File of which nothing says what is in it",
    message: ({ both }) =>
      both ? "`from` and `content` both say what is in this file." : "Nothing says what is in this file.",
    help: ({ both }) =>
      both
        ? "Keep one of them."
        : "Write `from`, with the path of a file or a folder, or the text itself as `content`. An environment needs one of them too, if the file has them nowhere else.",
    why: "A file has one content.",
    fix: "Write `from` or `content`, and not both.",
  }),
  NK577: code<{ path: string; problem: keyof typeof EXPANSIONS; name: string; line: number }>({
    severity: "error",
    title: "Variables of a file that cannot be put in",
    message: ({ path, problem, name, line }) =>
      `The variables in \`${path}\` cannot be replaced: ${EXPANSIONS[problem](name, line)}.`,
    help: ({ problem }) =>
      problem === "binary"
        ? "Remove `expand`."
        : problem === "secret"
          ? "Name it under `secrets`, and have the program read the variable: `$${NAME}` stays `${NAME}` in the file."
          : "Write a default, `${NAME:-default}`; for a plain `$` write `$$`.",
    ownWords: ["problem"],
    why: "With `expand`, `synth` replaces each `${NAME}` in the file by its value, as in nanokit.yml.",
    fix: "Set the variable in `.env` or in the environment of the command, give it a default, or write `$$` for a plain `$`.",
  }),
  NK578: code<{ service: string; image: string; other: string | undefined; builds: boolean }>({
    severity: "error",
    title: "Files for an image without a shell",
    message: ({ service, image }) =>
      `The files of \`${service}\` cannot be written: that needs a shell in the image, and \`${image}\` has none.`,
    help: ({ other, builds }) =>
      `${other === undefined ? "Build" : `Use ${other}, or build`} the files into an image: a Dockerfile with \`FROM\` this image and \`COPY\`${builds ? ", and `build` in place of `image`" : ""}.`,
    ownWords: ["other", "builds"],
    why: "A container with the image of the service writes the files before the service starts. Without a shell it cannot run, and no task starts.",
    fix: "Use a tag of the image that has a shell, or build the files into an image of your own.",
  }),
} as const;
