import type { Readable, Writable } from "node:stream";
import util from "node:util";
import { parseImageReference } from "../aws/images/index.js";
import type { Answers } from "../init/index.js";
import { KEY, PORTS, REGION } from "../schema/patterns.js";
import { CannotRun } from "./cannot-run.js";

/** Where questions are asked. @default the terminal of the process */
export interface Conversation {
  readonly input?: Readable;
  readonly output?: Writable;
}

/** What the user wants; the workflow is a question too. */
export interface InitChoices {
  readonly answers: Answers;
  readonly workflow: boolean;
}

/**
 * Asks what a first file is made of, with the defaults to begin with.
 * @throws CannotRun when the user gives up, or Node is too old for the library that asks
 */
export async function askQuestions(
  defaults: Answers,
  workflow: boolean,
  conversation: Conversation = {},
): Promise<InitChoices> {
  const { text, select, confirm, isCancel, intro, outro } = await loadPrompts();
  const io = conversation as Required<Conversation>;
  const given = <T>(answer: T): Exclude<T, symbol> => {
    if (isCancel(answer)) throw new CannotRun("Nothing was written.");
    return answer as Exclude<T, symbol>;
  };
  // The default is shown in grey and counts where nothing is typed: what stands in the field already would be typed behind.
  const ask = async (message: string, defaultValue: string, problem: (value: string) => string | undefined) => {
    const validate = (value = "") => problem(value.trim() || defaultValue);
    return given(await text({ message, placeholder: defaultValue, defaultValue, validate, ...io })).trim();
  };
  intro("A first nanokit.yml", io);
  const name = await ask("Name of the project, part of every name in AWS", defaults.name, keyProblem);
  const service = await ask("Name of its first service", defaults.service, keyProblem);
  const kind = given(
    await select({
      message: "Its image",
      options: [
        { value: "image", label: "is there already, in a registry" },
        { value: "build", label: "is built from a Dockerfile in this folder" },
      ],
      initialValue: "image",
      ...io,
    }),
  );
  const image =
    kind === "build"
      ? undefined
      : await ask("Which image", defaults.image ?? "", (value) =>
          parseImageReference(value) ? undefined : "This is not an image, such as nginx:1.29.",
        );
  const port = Number(await ask("The port that the container listens on", String(defaults.port), portProblem));
  const keeps = given(
    await confirm({
      message: "Does it write files that must be kept?",
      initialValue: defaults.dataPath !== undefined,
      ...io,
    }),
  );
  const dataPath = keeps ? await ask("Where in the container", defaults.dataPath ?? "/data", pathProblem) : undefined;
  const environments = await ask("Environments, one stack each", defaults.environments.join(", "), environmentsProblem);
  const region = await ask(
    defaults.region === undefined ? "AWS region (empty: AWS_REGION, or that of the AWS profile)" : "AWS region",
    defaults.region ?? "",
    regionProblem,
  );
  const wanted =
    workflow ||
    given(await confirm({ message: "Write a workflow for GitHub Actions too?", initialValue: false, ...io }));
  outro("Thank you.", io);
  return {
    answers: {
      name,
      service,
      port,
      environments: namesIn(environments),
      ...(image === undefined ? {} : { image }),
      ...(dataPath === undefined ? {} : { dataPath }),
      ...(region === "" ? {} : { region }),
    },
    workflow: wanted,
  };
}

/** The library needs `styleText` of Node 20.12; an older 20 can do all but ask. */
async function loadPrompts(): Promise<typeof import("@clack/prompts")> {
  if (!("styleText" in util)) {
    throw new CannotRun("Questions need Node 20.12 or later. Use --yes to take the defaults.");
  }
  return import("@clack/prompts");
}

function keyProblem(value: string): string | undefined {
  return KEY.regex.test(value) ? undefined : `It must ${KEY.means}.`;
}

function portProblem(value: string): string | undefined {
  const port = Number(value);
  const sound = /^\d+$/.test(value) && port >= PORTS.minimum && port <= PORTS.maximum;
  return sound ? undefined : `A port is a number from ${PORTS.minimum} to ${PORTS.maximum}.`;
}

function pathProblem(value: string): string | undefined {
  return /^\/[^:\s]+$/.test(value) ? undefined : "A path in the container begins with /, and is not the root.";
}

function environmentsProblem(value: string): string | undefined {
  const names = namesIn(value);
  if (names.length === 0) return "Name at least one.";
  return names.map(keyProblem).find((problem) => problem !== undefined);
}

function regionProblem(value: string): string | undefined {
  return value === "" || REGION.regex.test(value) ? undefined : `It must be ${REGION.means}.`;
}

function namesIn(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]+/).filter((name) => name !== ""))];
}
