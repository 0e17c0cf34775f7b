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
  chain: ({ other }) => `\`${other}\` has no image of its own: it runs that of another service.`,
  image: ({ service, other }) =>
    `\`${service}\` has an \`image\`, but \`imageOf\` says that it runs the image of \`${other}\`.`,
  build: ({ service, other }) =>
    `\`${service}\` has another \`build\` than \`${other}\`, so it cannot run the image of \`${other}\`.`,
};

/** NK418 and NK420: one image for several services. */
export const sharedImages = {
  NK418: code<SharedImage>({
    severity: "error",
    title: "Image that cannot be shared",
    message: (params) => MESSAGES[params.problem](params),
    help: ({ service, other, problem, last, known }) => {
      if (problem === "image" || problem === "build") {
        return `Remove \`${problem}\` or \`imageOf\`. To remove it in one environment, write \`${problem}: null\` there.`;
      }
      if (problem === "chain" && last !== service && last !== other) return `Write \`imageOf: ${last}\`.`;
      return (
        thereAre(known) ??
        "Name a service that has an image of its own, or write `image` or `build` instead of `imageOf`."
      );
    },
    ownWords: ["problem"],
    why: "`imageOf` names the service whose image both run, so that service has to say what its image is.",
    fix: "Name a service of the environment that has `image`, `build` or `runtime`, and remove these three beside `imageOf`. A `build` that is the same, from an anchor for instance, may stay.",
  }),
  NK420: code<{ service: string; other: string; processor: string; built: string }>({
    severity: "error",
    title: "Shared image for another processor",
    message: ({ service, other, processor, built }) =>
      `\`${service}\` runs on ${processor}, but the image of \`${other}\` is built for ${built}.`,
    help: ({ service, other }) =>
      `Give both the same \`aws.architecture\`, or give \`${service}\` an image of its own: write \`build\` instead of \`imageOf: ${other}\`.`,
    ownWords: ["processor", "built"],
    why: "`nanokit-tf images` builds an image only for the processor of its own service. On another processor no task starts.",
    fix: "Give both services the same `aws.architecture`, or build an image for each.",
  }),
} as const;
