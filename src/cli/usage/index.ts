import { adopt } from "./adopt.js";
import { check } from "./check.js";
import { completion } from "./completion.js";
import { explain } from "./explain.js";
import { graph } from "./graph.js";
import { iam } from "./iam.js";
import { images } from "./images.js";
import { init } from "./init.js";
import { schema } from "./schema.js";
import { secrets } from "./secrets.js";
import { synth } from "./synth.js";
import { validate } from "./validate.js";
import { watch } from "./watch.js";

/** Every command, in the order of the help. */
export const usages = {
  init,
  validate,
  synth,
  watch,
  check,
  explain,
  graph,
  iam,
  images,
  secrets,
  adopt,
  schema,
  completion,
} as const;

export type Usages = typeof usages;
export type CommandName = keyof Usages;

/** Whether there is a command of this name. */
export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(usages, name);
}
