import { type Node, textOf } from "./source.js";
import { translateVariables, type Values } from "./variables.js";

/** Words for a switch that is on, and for one that is off: those of YAML 1.1 too. Source: github.com/compose-spec/compose-go, loader/interpolate.go, toBoolean. */
const ON: ReadonlySet<string> = new Set(["true", "y", "yes", "on"]);
const OFF: ReadonlySet<string> = new Set(["false", "n", "no", "off"]);

/** What a switch of compose says, its variables in place; undefined where there is none. */
export function switchIn(node: Node | undefined, values: Values): boolean | undefined {
  const text = textOf(node);
  if (text === undefined) return undefined;
  const word = translateVariables(text, values).resolved.toLowerCase();
  return ON.has(word) ? true : OFF.has(word) ? false : undefined;
}
