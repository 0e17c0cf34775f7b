import { code } from "./entry.js";

/** NK370 to NK389 and NK935 to NK939: builds, what runs before a service, and what a service asks of Fargate. */
export const builds = {
  NK370: code<{ path: string; problem: string }>({
    severity: "error",
    title: "Path that a build cannot use",
    message: ({ path, problem }) => `An image cannot be built from \`${path}\`: the path ${problem}.`,
    help: () => "Write a path within the folder of nanokit.yml, ./web for instance.",
    why: "A build that reads beyond the project gives another image on every machine, and may include files that nobody wanted to publish.",
    fix: "Write a path relative to the folder of nanokit.yml that stays within it.",
  }),
  NK371: code<{ name: string }>({
    severity: "error",
    title: "Not a build argument",
    message: ({ name }) => `A build argument cannot be called \`${name}\`.`,
    help: () => "Use letters, digits and _, beginning with a letter or _.",
    why: "A Dockerfile names its arguments as a shell names variables, so it could not use this one.",
    fix: "Rename the argument: letters, digits and `_`, beginning with a letter or `_`.",
  }),
  NK372: code<{ service: string; dockerfile: string; instead: string | undefined }>({
    severity: "warning",
    title: "No Dockerfile",
    message: ({ service, dockerfile }) => `\`${service}\` has to be built, but there is no \`${dockerfile}\`.`,
    help: ({ instead }) =>
      instead === undefined
        ? "Add a Dockerfile, or name it with `build:`. Paths begin at the folder of nanokit.yml."
        : `Write \`${instead}\`, which exists: paths begin at the folder of nanokit.yml.`,
    why: "nanokit-tf makes no image from a runtime: Docker builds the image from a Dockerfile.",
    fix: "Add the Dockerfile, name it with `build`, or give the service an `image`.",
  }),
  NK373: code<{ key: string }>({
    severity: "error",
    title: "Empty command",
    message: ({ key }) => `\`${key}\` is empty.`,
    help: ({ key }) => `Write a command, or remove \`${key}\`.`,
    why: "There is nothing to run, and a task would start with a container that does nothing.",
    fix: "Write the command, or remove the key.",
  }),
  NK374: code<{ service: string; image: string; volume: string }>({
    severity: "error",
    title: "Database on spare capacity",
    message: ({ service, image, volume }) =>
      `With \`aws.spot\`, AWS may stop a task of \`${service}\` (${image}) and start the next one before the first has ended: both would write to the volume \`${volume}\`.`,
    help: ({ volume }) =>
      `Remove \`aws.spot\`. If it is safe here, say so: \`volumes.${volume}.efs.sharedWriters: true\`.`,
    why: "A database server expects to be the only one that writes its files. ECS looks for a new place as soon as a Spot task gets its two minutes' notice.",
    fix: "Run databases without `aws.spot`. If the image is safe, say so with `volumes.<v>.efs.sharedWriters: true`.",
  }),
  NK375: code<{ found: string; minimum: number; maximum: number }>({
    severity: "error",
    title: "Not a size of local disk",
    message: ({ found, minimum, maximum }) =>
      `\`${found}\` is not a size that a task's local disk can have: it must be ${minimum} to ${maximum} GiB, in whole GiB.`,
    help: ({ minimum }) =>
      `Write \`50\` or \`50Gi\`, for instance. Without the key, every task has ${minimum - 1} GiB.`,
    ownWords: ["minimum", "maximum"],
    why: "AWS would refuse the task definition.",
    fix: "Write whole GiB from 21 to 200, `50` or `50Gi`. Without the key a task has 20.",
  }),
  NK376: code<{ problem: string }>({
    severity: "error",
    title: "Not a health check",
    message: ({ problem }) => `ECS does not accept this command as a health check: it ${problem}.`,
    help: () => 'Write a text for a shell, or a list: ["CMD", "curl", "-f", "http://localhost/"].',
    why: "AWS would refuse the task definition.",
    fix: "Write a text, which a shell reads, or a list that begins with `CMD` or `CMD-SHELL`.",
  }),
  NK377: code<{ service: string }>({
    severity: "warning",
    title: "Install without a volume to install into",
    message: ({ service }) =>
      `\`${service}\` mounts no volume that it may write to, so what this command installs is gone before the service starts.`,
    help: () => "Install in the Dockerfile, or mount a volume where the command writes.",
    why: "The command runs in a container of its own, which shares only the volumes with the service.",
    fix: "Install while the image is built. What has to happen at each start, a migration for instance, belongs in `hooks.prestart`.",
  }),
  NK935: code<{ service: string; runtime: string; file: string }>({
    severity: "note",
    title: "Runtime found by its files",
    message: ({ service, runtime, file }) =>
      `\`${service}\` gets the runtime \`${runtime}\`, because there is a file \`${file}\`.`,
    help: ({ runtime }) => `Write \`runtime: ${runtime}\`: then the runtime does not depend on that file.`,
    why: "A service without `image`, `build` and `runtime` gets its runtime from the files in its `path`.",
    fix: "Nothing needs to be done. If you write `runtime`, it no longer depends on another file.",
  }),
  NK936: code<{ service: string }>({
    severity: "note",
    title: "Path without effect",
    message: ({ service }) =>
      `\`path\` has no effect on \`${service}\`, which is not built: a task on Fargate sees no local folder.`,
    help: () => "To get that code into the image, write `build: true` and no `image`.",
    why: "Elsewhere the folder is mounted into the container during development. On AWS the code has to be in the image.",
    fix: "Nothing needs to be done if the image holds the code. Otherwise write a Dockerfile, `build: true` and no `image`.",
  }),
  NK937: code<{ service: string; once: boolean }>({
    severity: "note",
    title: "Command before the service",
    message: ({ service, once }) =>
      once
        ? `This runs before \`${service}\` starts, once for each version of the manifest and the lockfile. A mark on the volume says what has run.`
        : `This runs before each task of \`${service}\` starts.`,
    help: () => "The command runs in a container of its own in the same task. If it fails, the service does not start.",
    why: "ECS cannot run a command before a container. So another container runs first, with the same image and volumes; both share the task's CPU and memory.",
    fix: "Nothing needs to be done. The image needs /bin/sh.",
  }),
} as const;
