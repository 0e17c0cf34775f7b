import { CONTAINER_USER } from "../aws/container.js";
import { ULIMITS, UNLIMITED } from "../aws/linux-limits.js";
import { PROCESS_SETTINGS } from "../aws/settings.js";
import { boolean, either, integer, list, map, object, scalar, text, used } from "./schema.js";
import { settingFields } from "./settings.js";

const HIGHEST_LIMIT = 2_147_483_647;

const limit = integer(UNLIMITED, HIGHEST_LIMIT);

const ulimits = map(
  "limit",
  either(
    limit,
    object("a limit", {
      soft: used(limit, "soft limit", { doc: "What counts until the program asks for more.", required: true }),
      hard: used(limit, "hard limit", { doc: "The most that it can ask for.", required: true }),
    }),
  ),
  { key: { regex: new RegExp(`^(?:${ULIMITS.join("|")})$`), means: `be one of ${ULIMITS.join(", ")}` } },
);

const sysctls = map("setting of the kernel", scalar(), {
  key: { regex: /^net\.[a-z0-9_.-]+$/, means: "begin with net. (net.core.somaxconn)" },
});

/** They become keys of a map of Terraform's, which reads expressions in them. */
const labels = map("label", scalar(), {
  key: { regex: /^[A-Za-z0-9][A-Za-z0-9._/-]*$/, means: "hold only letters, digits, ., _, - and /" },
});

/** Path, and options after a colon. */
const TMPFS = {
  regex: /^\/[^:,\s]+(?::[A-Za-z0-9_=,]+)?$/,
  means: "an absolute path, with options after a colon (/tmp, /run:size=16m,mode=0755)",
};

/** What a service says of its container, in the words of compose. */
export const containerFields = {
  entrypoint: used(either(text(), list(text())), "entry point of the container", {
    doc: "Takes the place of the image's entry point and of its command. A text is split as compose does it, without a shell.",
    examples: [["docker-entrypoint.sh", "postgres"], "/app/run --verbose"],
    default: "the image's",
  }),
  command: used(either(text(), list(text())), "command of the container", {
    doc: "Arguments of the entry point, in place of the image's command. A text is split as compose does it, without a shell.",
    examples: [["--config", "/etc/app.yml"], "bundle exec sidekiq"],
    default: "the image's; none with `entrypoint`",
  }),
  user: used(
    text(CONTAINER_USER),
    "user of the container, and owner of the directories that are made for its volumes",
    {
      doc: "User that its program runs as, by name or number, with its group after a colon.",
      examples: ["node", "1000:1000"],
      default: "the one that its volumes name with `efs.uid`, or the image's",
    },
  ),
  ...settingFields(PROCESS_SETTINGS),
  init: used(boolean(), "`initProcessEnabled` of the container", {
    doc: "Whether process 1 is one that hands signals on and reaps what has ended.",
    default: "`aws.exec`",
  }),
  tmpfs: used(either(text(TMPFS), list(text(TMPFS))), "tmpfs mounts of the container", {
    doc: "Directories in memory, each with options after a colon: `size` (64m otherwise), `mode`, `uid`, `gid`, `noexec` and such. They are part of the task's memory.",
    examples: [["/tmp", "/run:size=16m"]],
  }),
  ulimits: used(ulimits, "limits of the container's processes", {
    doc: "Limits of Linux, each a number or `soft` and `hard`; -1 for none. Fargate gives 65535 open files (`nofile`), and takes 1048576 at most.",
    examples: [{ nofile: 1_048_576 }, { nproc: { soft: 1024, hard: 2048 } }],
    default: "those of Fargate",
  }),
  cap_drop: used(list(text()), "`capabilities` of the container that are dropped", {
    doc: "Capabilities of Linux that its program does without, in either case and with `CAP_` in front or not; `ALL` for all.",
    examples: [["ALL"], ["NET_RAW", "MKNOD"]],
    default: "none, and it has those that docker gives",
  }),
  cap_add: used(list(text()), "`capabilities` of the container that are added", {
    doc: "Fargate adds `SYS_PTRACE` alone, for programs that trace others.",
    examples: [["SYS_PTRACE"]],
    default: "none",
  }),
  sysctls: used(sysctls, "`systemControls` of the container", {
    doc: "Settings of the kernel for the network of the task, `net.*`. Fargate has no others.",
    examples: [{ "net.core.somaxconn": 1024 }],
    default: "those of Fargate",
  }),
  labels: used(labels, "labels of the container", {
    doc: "Labels of docker, which agents in the same task read. Nothing on ECS reads them: what is reached from outside is `host`.",
    examples: [{ "com.example.team": "shop" }],
  }),
};
