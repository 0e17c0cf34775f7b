import { code, type Nothing } from "./entry.js";

/** NK62: what keeps a compose file from being translated. */
export const init = {
  NK620: code<Nothing>({
    severity: "error",
    title: "Not a compose file",
    message: () => "There are no `services` in this file, so it is not a compose file, or an empty one.",
    help: () => "Give the file that `docker compose config` would read, with at least one service.",
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
