import { code, type Nothing } from "./entry.js";

/** NK59 and NK62: what keeps a compose file from being translated. */
export const init = {
  NK596: code<{ name: string; file: string }>({
    severity: "error",
    title: "Extended service not found",
    message: ({ name, file }) => `This extends the service \`${name}\`, which ${file} does not have.`,
    why: "Compose would refuse the file too.",
    fix: "Name a service of that file, or take `extends` away.",
  }),
  NK597: code<{ path: string }>({
    severity: "error",
    title: "Compose file not found",
    message: ({ path }) => `The compose files name ${path}, but that file cannot be read.`,
    help: () => "Check the path: it begins at the folder of the file that names it.",
    why: "What `include` and `extends` name is part of the project, so the project is not whole without it.",
    fix: "Correct the path, or add the file.",
  }),
  NK598: code<{ what: "extends" | "include"; chain: readonly string[] }>({
    severity: "error",
    title: "Circle of compose files",
    ownWords: ["what"],
    message: ({ what, chain }) => `This \`${what}\` leads back to itself: ${chain.join(" -> ")}.`,
    why: "Compose would refuse the files too.",
    fix: "Take one of them out of the circle.",
  }),
  NK620: code<Nothing>({
    severity: "error",
    title: "Not a compose file",
    message: () => "There are no `services` in this file, so it is not a compose file, or an empty one.",
    help: () => "Name the file that `docker compose config` would read, with at least one service.",
    why: "A nanokit.yml is made of the services of a compose file.",
    fix: "Name a compose file that has services.",
  }),
  NK621: code<{ key: string }>({
    severity: "error",
    title: "Not a map in a compose file",
    message: ({ key }) => `\`${key}\` must be a map, as in every compose file.`,
    why: "Compose would refuse the file too.",
    fix: "Fix the compose file; `docker compose config` checks it.",
  }),
} as const;
