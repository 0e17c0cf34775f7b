import { listed } from "../lists.js";
import { code, didYouMean, type Nothing } from "./entry.js";

/** What a command line has that needs a shell, or never ends. */
const LINES = {
  operator: (found: string) => `\`${found}\` needs a shell, and no shell reads this line`,
  quote: () => "a quote is opened and never closed",
} as const;

const LIMITS = {
  files: (most: number) => `Fargate lets a process open ${most} files at most`,
  order: () => "its soft limit is higher than its hard one",
} as const;

/** NK540 to NK549, NK600, NK623 and NK640: what a service says of its container. */
export const containers = {
  NK540: code<{ key: string }>({
    severity: "error",
    title: "Two programs for one container",
    message: ({ key }) => `\`${key}\` and \`start\` are both written, and both say what runs.`,
    help: () => "Keep one: `start` replaces the image's entry point, `command` gives arguments to that entry point.",
    why: "A container has one entry point, and `start` is it.",
    fix: "Write `entrypoint` and `command`, or `start` alone. To remove `start` in one environment, write `start: null` there.",
  }),
  NK541: code<{ key: string; problem: keyof typeof LINES; found: string }>({
    severity: "error",
    title: "Command that needs a shell",
    message: ({ key, problem, found }) => `This \`${key}\` would not work: ${LINES[problem](found)}.`,
    help: ({ key, problem }) =>
      problem === "quote"
        ? "Close the quote, or write a list of words."
        : key === "command"
          ? 'Write the whole line as `start`. If the entry point runs its arguments, a list works too: `[sh, -c, "..."]`.'
          : "Write the whole line as `start`: there a shell reads it.",
    ownWords: ["problem"],
    why: "The text is split into words as compose does it. The program would get signs such as `&&` as plain words.",
    fix: "Write a list of words, or the line as `start`.",
  }),
  NK542: code<{ key: string }>({
    severity: "error",
    title: "Empty command",
    message: ({ key }) => `\`${key}\` is empty: ECS would then use that of the image.`,
    help: ({ key }) =>
      key === "command"
        ? "Remove `command`. To run without the image's command, write the program as `entrypoint`."
        : "Remove it, or write the program to run.",
    why: "For ECS an empty list is the same as no list, so that of the image would run.",
    fix: "Remove the key, or write at least one word.",
  }),
  NK543: code<{ key: string; variable: string }>({
    severity: "warning",
    title: "Variable that no shell expands",
    message: ({ key, variable }) =>
      `No shell reads this \`${key}\`: the program gets the text \`${variable}\`, not its value.`,
    help: ({ key, variable }) =>
      key === "command"
        ? `Write the line as \`start\`, or as \`[sh, -c, "..."]\`. If the program itself reads \`${variable}\`, put that in single quotes.`
        : `Write the line as \`start\`. If the program itself reads \`${variable}\`, put that in single quotes.`,
    why: "Only a shell in the container knows the variables of the container. Those of the file, `${NAME}`, are replaced before.",
    fix: "Write the line as `start`, or put the variable in single quotes if the program is to get it unchanged.",
  }),
  NK544: code<Nothing>({
    severity: "error",
    title: "Read-only container that is to be entered",
    message: () => "`readOnly` and `aws.exec` do not work together: the agent of ECS Exec has to write files.",
    help: () => "Remove one of them.",
    why: "ECS starts the agent of ECS Exec in the container, and in a read-only container it cannot start.",
    fix: "Remove `aws.exec`. Or remove `readOnly` while you need to enter containers.",
  }),
  NK545: code<{ found: string }>({
    severity: "error",
    title: "Not an option of a tmpfs",
    message: ({ found }) => `ECS does not accept \`${found}\` as an option of a tmpfs.`,
    help: () => "Write a size such as `size=64m`, `mode=0755`, `uid`, `gid`, or a flag such as `noexec`.",
    why: "ECS would refuse the task definition.",
    fix: "Remove the option, or correct it: a size is bytes, or a number with `k`, `m` or `g`.",
  }),
  NK546: code<{ path: string }>({
    severity: "error",
    title: "Two mounts on one directory",
    message: ({ path }) => `Something else is mounted on \`${path}\`.`,
    help: () => "Keep one, or choose another directory.",
    why: "One of the two would hide the other.",
    fix: "Remove one of the mounts, or move it.",
  }),
  NK547: code<{ service: string; mib: number; memory: number }>({
    severity: "error",
    title: "More tmpfs than memory",
    message: ({ service, mib, memory }) =>
      `The tmpfs mounts of \`${service}\` may fill ${mib} MiB, but its whole task has ${memory} MiB of memory.`,
    help: () => "Write smaller sizes, or more `memory`.",
    why: "A tmpfs lies in the memory of the task. When that is full, Linux kills the program.",
    fix: "Write smaller sizes, or `memory` with room for them and the program.",
  }),
  NK548: code<{ name: string; problem: keyof typeof LIMITS; most: number }>({
    severity: "error",
    title: "Limit that Fargate does not accept",
    message: ({ name, problem, most }) => `This \`${name}\` is not possible: ${LIMITS[problem](most)}.`,
    help: ({ problem, most }) =>
      problem === "files" ? `Write ${most} or less.` : "Make `soft` no higher than `hard`.",
    ownWords: ["problem"],
    why: "The task could not start.",
    fix: "Write a soft limit that is not above the hard one; of open files at most 1048576.",
  }),
  NK549: code<{ service: string; user: string; volume: string; enforced: string }>({
    severity: "warning",
    title: "User that is not the one of its volume",
    message: ({ service, user, volume, enforced }) =>
      `\`${service}\` runs as ${user}, but all files on the volume \`${volume}\` belong to ${enforced}.`,
    help: () => "Remove `user` or `efs.uid`, or write the same in both.",
    why: "Whatever the program writes belongs to the user of the volume. Programs that check the owner of their files, such as databases, do not start.",
    fix: "Write the same user in both places, or in one.",
  }),
  NK600: code<{ name: string; suggestion: string | undefined }>({
    severity: "error",
    title: "Not a capability of Linux",
    message: ({ name }) => `ECS knows no capability \`${name}\`.`,
    help: ({ suggestion }) => didYouMean(suggestion),
    workedOut: ["suggestion"],
    why: "ECS would refuse the task definition.",
    fix: "Write a name such as `NET_RAW`, or `ALL`. What ECS has no name for, a container on Fargate does not have.",
  }),
  NK623: code<{ name: string; standard: boolean }>({
    severity: "error",
    title: "Capability that Fargate does not add",
    message: ({ name }) => `\`${name}\` cannot be added: Fargate adds SYS_PTRACE alone.`,
    help: ({ standard }) =>
      standard
        ? "A container has it unless `cap_drop` takes it: remove it here, and name in `cap_drop` what it can do without."
        : "Remove it.",
    why: "ECS would refuse the task definition.",
    fix: "Remove it. In place of `cap_drop: [ALL]` with a few in `cap_add`, write in `cap_drop` those that the program does without.",
  }),
  NK640: code<{
    container: string;
    image: string;
    missing: readonly string[];
    user: string | undefined;
    instead: string | undefined;
    others: readonly string[];
  }>({
    severity: "warning",
    title: "Capability that an image needs to start",
    message: ({ container, image, missing }) =>
      `\`${container}\` would not start: ${image} begins as root and goes on as another user, and without ${listed(missing)} it cannot.`,
    help: ({ user, instead, others }) =>
      `${user === undefined ? "" : `Write \`user: "${user}"\`, then it begins as that user. `}${instead === undefined ? "" : `Take \`${instead}\`, which begins as another user. `}Or name in \`cap_drop\` what it can do without: \`[${others.join(", ")}]\`.`,
    ownWords: ["missing", "user", "instead", "others"],
    why: "Root without these capabilities may not become another user, or give it files. Compose files name them in `cap_add`, but Fargate adds SYS_PTRACE alone.",
    fix: "Let it begin as the user that it goes on as, with `user`. Or drop the other capabilities by name, and not `ALL`.",
  }),
} as const;
