import { code, didYouMean, type Nothing } from "./entry.js";

/** What a command line has that needs a shell, or never ends. */
const LINES = {
  operator: (found: string) => `\`${found}\` is for a shell, and none reads this`,
  quote: () => "a quote in it has no other end",
} as const;

const LIMITS = {
  files: (most: number) => `Fargate lets a process open ${most} files at most`,
  order: () => "its soft limit is higher than its hard one",
} as const;

/** NK540 to NK549, NK600 and NK623: what a service says of its container. */
export const containers = {
  NK540: code<{ key: string }>({
    severity: "error",
    title: "Two programs for one container",
    message: ({ key }) => `\`${key}\` stands beside \`start\`, and both say what runs.`,
    help: () => "Keep one: `start` takes the place of the image's entry point, `command` is given to it.",
    why: "A container has one entry point, and `start` is it.",
    fix: "Write `entrypoint` and `command`, or `start` alone. In an environment, take `start` away with `start: null`.",
  }),
  NK541: code<{ key: string; problem: keyof typeof LINES; found: string }>({
    severity: "error",
    title: "Command that needs a shell",
    message: ({ key, problem, found }) => `This is no \`${key}\`: ${LINES[problem](found)}.`,
    help: ({ key, problem }) =>
      problem === "quote"
        ? "Close the quote, or write a list of words."
        : key === "command"
          ? 'Write a list, `[sh, -c, "..."]`, for an entry point that runs its arguments, or the whole line as `start`.'
          : "Write the whole line as `start`, which a shell reads where it has to.",
    ownWords: ["problem"],
    why: "The text is split into words as compose does it. What is meant for a shell would be given to the program as words.",
    fix: "Write a list of words, or the line as `start`.",
  }),
  NK542: code<{ key: string }>({
    severity: "error",
    title: "Empty command",
    message: ({ key }) => `\`${key}\` is empty, and ECS cannot take away what the image has.`,
    help: ({ key }) =>
      key === "command"
        ? "Remove it, or name the program as `entrypoint`, which takes the image's command away."
        : "Remove it, or name the program.",
    why: "ECS takes an empty list for one that is not written, so the image's would run.",
    fix: "Remove the key, or write at least one word.",
  }),
  NK543: code<{ key: string; variable: string }>({
    severity: "warning",
    title: "Variable that no shell expands",
    message: ({ key, variable }) =>
      `No shell reads this \`${key}\`: the program is given \`${variable}\` as it stands.`,
    help: ({ key, variable }) =>
      key === "command"
        ? `Write \`start\`, or a list with a shell, or put it in single quotes where the program expands \`${variable}\` itself.`
        : `Write \`start\`, or put it in single quotes where the program expands \`${variable}\` itself.`,
    why: "Variables of the container are known to its shell alone. Those of the file, `${NAME}`, are put in before.",
    fix: "Write the line as `start`, or in single quotes where it is meant as it stands.",
  }),
  NK544: code<Nothing>({
    severity: "error",
    title: "Read-only container that is to be entered",
    message: () => "`readOnly` and `aws.exec` exclude each other: the agent of ECS Exec writes files of its own.",
    help: () => "Remove one of them.",
    why: "ECS starts the agent in the container, and it could not begin.",
    fix: "Remove `aws.exec`, or `readOnly` for as long as containers are to be entered.",
  }),
  NK545: code<{ found: string }>({
    severity: "error",
    title: "Not an option of a tmpfs",
    message: ({ found }) => `\`${found}\` is no option of a tmpfs that ECS takes.`,
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
      `The tmpfs mounts of \`${service}\` may fill ${mib} MiB, and its task has ${memory} MiB for all.`,
    help: () => "Make them smaller, or write more `memory`.",
    why: "A tmpfs lies in the memory of the task. When that is full, Linux kills the program.",
    fix: "Write smaller sizes, or `memory` with room for them and the program.",
  }),
  NK548: code<{ name: string; problem: keyof typeof LIMITS; most: number }>({
    severity: "error",
    title: "Limit that Fargate does not take",
    message: ({ name, problem, most }) => `This is no \`${name}\`: ${LIMITS[problem](most)}.`,
    ownWords: ["problem"],
    why: "The task could not start.",
    fix: "Write a soft limit that is not above the hard one; of open files at most 1048576.",
  }),
  NK549: code<{ service: string; user: string; volume: string; enforced: string }>({
    severity: "warning",
    title: "User that is not the one of its volume",
    message: ({ service, user, volume, enforced }) =>
      `\`${service}\` runs as ${user}, and \`${volume}\` has all its files belong to ${enforced}.`,
    help: () => "Remove `user` or `efs.uid`, or write the same in both.",
    why: "Whatever the program writes belongs to the user of the volume. Programs that look whose files they are, such as databases, do not start.",
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
} as const;
