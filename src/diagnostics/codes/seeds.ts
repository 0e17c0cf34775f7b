import { code } from "./entry.js";

/** A service, and where it has the volume. */
export interface Filler {
  readonly service: string;
  readonly path: string;
}

/** NK388, NK398 and NK399: volumes that begin with what an image has. */
export const seeds = {
  NK388: code<{ volume: string; service: string; image: string }>({
    severity: "error",
    title: "Seed for the files of a database",
    message: ({ volume, service, image }) =>
      `\`${volume}\` cannot have a \`seed\`: it keeps the files of \`${service}\`, and ${image} makes those itself in an empty folder.`,
    help: () => "Remove `seed`.",
    why: "A database makes its files only in an empty folder. If anything else is there, the marker of a `seed` for instance, it does not start, or reads that as its data. Its image has no files there to copy.",
    fix: "Remove `seed`. To start with data, use what the image offers, scripts in `/docker-entrypoint-initdb.d` for instance, which `files` puts there.",
  }),
  NK398: code<{
    volume: string;
    user: string;
    problem: "reader" | "job" | "shell";
    image: string;
    other: string | undefined;
  }>({
    severity: "error",
    title: "Seed that nothing can copy",
    message: ({ volume, user, problem, image }) => {
      if (problem === "shell") return `\`${volume}\` cannot be filled by \`${user}\`: \`${image}\` has no shell.`;
      return problem === "job"
        ? `\`${volume}\` cannot be filled from an image: no service mounts it, only the job \`${user}\`.`
        : `\`${volume}\` cannot be filled from an image: no service writes to it, and \`${user}\` only reads it.`;
    },
    help: ({ problem, other }) => {
      if (problem === "shell") return other === undefined ? "Remove `seed`." : `Use ${other}, or remove \`seed\`.`;
      return problem === "job"
        ? "Mount it in the service whose image has the files, or remove `seed`."
        : "Mount it without `:ro` in the service whose image has the files, or remove `seed`.";
    },
    ownWords: ["problem", "other"],
    why: "A container copies the files before the service starts. It has the image of the service, needs its shell, and may write to the volume only if the service may. A job cannot do that: it starts at its own time.",
    fix: "Let the service whose image has the files mount the volume without `:ro`, or remove `seed`.",
  }),
  NK399: code<{ volume: string; one: Filler; other: Filler; differs: "image" | "folder" }>({
    severity: "error",
    title: "Two that could fill a volume",
    message: ({ volume, one, other, differs }) =>
      differs === "image"
        ? `\`${one.service}\` and \`${other.service}\` both write to \`${volume}\` and run different images: it is not clear which image fills the volume.`
        : `\`${volume}\` is mounted at ${one.path} and at ${other.path}: it is not clear which of these folders of the image fills it.`,
    help: ({ differs }) =>
      differs === "image"
        ? "Mount it with `:ro` in the service that only reads, or give each a volume of its own."
        : "Mount it at one path, or with `:ro` where it is only read.",
    ownWords: ["differs"],
    why: "The one that starts first would fill the volume, and each new volume could get other files.",
    fix: "Mount the volume with `:ro` where it is only read, or use a volume for each image.",
  }),
} as const;
