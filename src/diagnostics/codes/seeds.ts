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
      `\`${volume}\` keeps the files of \`${service}\`, and ${image} makes them itself where it finds an empty folder.`,
    help: () => "Remove `seed`.",
    why: "A database looks into its folder when it begins. Empty, it makes a new store there; with anything in it, a marker of ours for instance, it takes that for a store, or refuses to begin. Its image has nothing there.",
    fix: "Remove `seed`. What is to be in the store from the start goes into it as the image says, by scripts in `/docker-entrypoint-initdb.d` for instance, which `files` puts there.",
  }),
  NK398: code<{
    volume: string;
    user: string;
    problem: "reader" | "job" | "shell";
    image: string;
    other: string | undefined;
  }>({
    severity: "error",
    title: "Seed that nothing can bring",
    message: ({ volume, user, problem, image }) => {
      if (problem === "shell") return `\`${volume}\` cannot be filled by \`${user}\`: \`${image}\` has no shell.`;
      return problem === "job"
        ? `No service mounts \`${volume}\`, which is to begin with what an image has: only the job \`${user}\` does.`
        : `No service writes to \`${volume}\`, which is to begin with what an image has: \`${user}\` reads it only.`;
    },
    help: ({ problem, other }) => {
      if (problem === "shell") return other === undefined ? "Remove `seed`." : `Use ${other}, or remove \`seed\`.`;
      return problem === "job"
        ? "Mount it in the service whose image has the files, or remove `seed`."
        : "Mount it without `:ro` in the service whose image has the files, or remove `seed`.";
    },
    ownWords: ["problem", "other"],
    why: "A container that runs before that of a service copies the files: with the image and the shell of the service, and with its right to write to the volume. What only reads has no such right, and a job begins whenever its time comes.",
    fix: "Let the service whose image has the files mount the volume without `:ro`, or remove `seed`.",
  }),
  NK399: code<{ volume: string; one: Filler; other: Filler; differs: "image" | "folder" }>({
    severity: "error",
    title: "Two that could fill a volume",
    message: ({ volume, one, other, differs }) =>
      differs === "image"
        ? `\`${one.service}\` and \`${other.service}\` both write to \`${volume}\` and run different images: which has what it is to begin with?`
        : `\`${volume}\` is mounted at ${one.path} and at ${other.path}: which folder of the image has what it is to begin with?`,
    help: ({ differs }) =>
      differs === "image"
        ? "Mount it with `:ro` in the service that only reads, or give each a volume of its own."
        : "Mount it at one path, or with `:ro` where it is only read.",
    ownWords: ["differs"],
    why: "Whichever began first would fill the volume. That may be another one each time that it is made anew.",
    fix: "Mount the volume with `:ro` where it is only read, or use a volume for each image.",
  }),
} as const;
