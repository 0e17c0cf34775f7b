import { code, thereAre } from "./entry.js";

type Problem = "unknown" | "itself" | "chain" | "image" | "build";

/** What is wrong, and what to write instead. */
type SharedImage = {
  readonly service: string;
  readonly other: string;
  readonly problem: Problem;
  /** The service at the end of a chain. */
  readonly last: string;
  readonly known: readonly string[];
};

const MESSAGES: Readonly<Record<Problem, (params: SharedImage) => string>> = {
  unknown: ({ other }) => `There is no service \`${other}\` whose image could be shared.`,
  itself: ({ service }) => `\`${service}\` cannot share the image of itself.`,
  chain: ({ other }) => `\`${other}\` runs the image of another service too.`,
  image: ({ service, other }) =>
    `\`${service}\` has an \`image\`, and \`imageOf\` says that it runs the image of \`${other}\`.`,
  build: ({ service, other }) =>
    `\`${service}\` is built otherwise than \`${other}\`, so the image of \`${other}\` is not its own.`,
};

/** NK418 and NK420: one image for several services. */
export const sharedImages = {
  NK418: code<SharedImage>({
    severity: "error",
    title: "Image that cannot be shared",
    message: (params) => MESSAGES[params.problem](params),
    help: ({ service, other, problem, last, known }) => {
      if (problem === "image" || problem === "build") {
        return `Remove \`${problem}\` or \`imageOf\`; in an environment, \`${problem}: null\` takes it away.`;
      }
      if (problem === "chain" && last !== service && last !== other) return `Write \`imageOf: ${last}\`.`;
      return (
        thereAre(known) ?? "Name a service that has an image of its own, or write `image` or `build` in its place."
      );
    },
    ownWords: ["problem"],
    why: "`imageOf` names the service whose image is built once and run by both, so that one has to say what its image is.",
    fix: "Name a service of the environment that has `image`, `build` or `runtime`, and leave them out beside `imageOf`. The same `build`, from an anchor for instance, may stay.",
  }),
  NK420: code<{ service: string; other: string; processor: string; built: string }>({
    severity: "error",
    title: "Shared image for another processor",
    message: ({ service, other, processor, built }) =>
      `\`${service}\` runs on ${processor}, and the image of \`${other}\` is built for ${built}.`,
    help: ({ service, other }) =>
      `Give both the same \`aws.architecture\`, or let \`${service}\` be built itself: \`build\` in place of \`imageOf: ${other}\`.`,
    ownWords: ["processor", "built"],
    why: "`nanokit-tf images` builds an image for the processor of its service alone. On another one no task starts.",
    fix: "Give both services the same `aws.architecture`, or build an image for each.",
  }),
} as const;
