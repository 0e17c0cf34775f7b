import { code } from "./entry.js";

/** Why a finding cannot be accepted where somebody tried to. */
export type NotAcceptable = "error" | "output" | "beside" | "secret" | "acceptance" | "elsewhere";

const REASONS: Readonly<Record<NotAcceptable, string>> = {
  error: "is an error: nothing is written while it is there",
  output: "tells what would be done to what was written before, each time anew",
  beside: "is about another file than this",
  secret: "tells of a secret that everybody can read",
  acceptance: "tells of what is accepted itself",
  elsewhere: "can be accepted only within the service, database, job or volume that it is about",
};

/** NK021 to NK023: what a file says of findings that are known and fine. */
export const accepting = {
  NK021: code<{ written: string; suggestion: string | undefined }>({
    severity: "error",
    title: "Accepted code that does not exist",
    message: ({ written }) => `There is no finding \`${written}\` to accept.`,
    help: ({ suggestion }) =>
      suggestion === undefined
        ? "Copy the code from the warning or the note: `NK913`."
        : `Did you mean \`${suggestion}\`?`,
    workedOut: ["suggestion"],
    why: "A code that does not exist accepts nothing, and whoever reads it believes that it does.",
    fix: "Write the code as it stands in the finding, or remove it.",
  }),
  NK022: code<{ written: string; because: NotAcceptable }>({
    severity: "error",
    title: "Finding that cannot be accepted here",
    message: ({ written, because }) => `${written} cannot be accepted here: it ${REASONS[because]}.`,
    help: ({ because }) =>
      because === "elsewhere" ? "Move it to `x-nanokit` there." : "Remove it here, and do what the finding says.",
    ownWords: ["because"],
    why: "What stops the compiler, shows a secret or loses data must not go unseen. What may lose data or show a secret is accepted one by one, so that the next one is told.",
    fix: "Remove the code. Where the message says so, accept it at the service, database, job or volume.",
  }),
  NK023: code<{ written: string; within: string }>({
    severity: "warning",
    accept: "never",
    title: "Nothing left to accept",
    message: ({ written, within }) => `${written} is accepted in ${within}, and is not found there.`,
    help: () => "Remove it: it would hide one that comes later.",
    ownWords: ["within"],
    why: "An acceptance that outlives its finding hides the next one. It is told only where all environments are compiled and there is no error.",
    fix: "Remove the code from `accept`, and `x-nanokit` with the last one.",
  }),
} as const;
