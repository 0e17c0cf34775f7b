import { images } from "./images.js";
import { synth } from "./synth.js";
import { validate } from "./validate.js";

/** Every command, in the order of the help. */
export const usages = { synth, validate, images } as const;

export type Usages = typeof usages;
export type CommandName = keyof Usages;

/** Whether there is a command of this name. */
export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(usages, name);
}
