import { code } from "./entry.js";

/** Why a finding cannot be accepted where somebody tried to. */
export type NotAcceptable = "error" | "output" | "beside" | "secret" | "acceptance" | "elsewhere";

const REASONS: Readonly<Record<NotAcceptable, string>> = {
  error: "is an error: nothing is written while it is there",
  output: "says what an apply would change, so every run says it again",
  beside: "is about another file",
  secret: "tells of a secret that everybody can read",
  acceptance: "is about the list of accepted codes itself",
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
    help: ({ written, because }) =>
      because === "elsewhere"
        ? `Write it there: \`x-nanokit: { accept: [${written}] }\`.`
        : "Remove it here, and do what the finding says.",
    ownWords: ["because"],
    why: "Nobody should be able to hide an error, a secret that is shown, or a loss of data. What may lose data or show a secret is accepted only at its own place, so that the next one is still reported.",
    fix: "Remove the code. If the message says so, write it in `x-nanokit` of the service, database, job or volume instead.",
  }),
  NK023: code<{ written: string; within: string }>({
    severity: "warning",
    accept: "never",
    title: "Nothing left to accept",
    message: ({ written, within }) => `\`accept\` names ${written}, but there is no such finding in ${within}.`,
    help: () => "Remove the code: otherwise it hides a later finding.",
    ownWords: ["within"],
    why: "An accepted code that has no finding any more would hide the next one. This warning comes only if all environments are compiled without an error.",
    fix: "Remove the code from `accept`. If it was the only one, remove `x-nanokit` too.",
  }),
} as const;
