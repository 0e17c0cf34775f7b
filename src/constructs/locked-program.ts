import { LOCK_WORDS } from "../aws/locked-program.js";
import { literal, type TerraformString } from "./terraform-string.js";

/** The entry point that has a program run under the lock. */
export function lockedProgram(program: readonly TerraformString[]): readonly TerraformString[] {
  return [...LOCK_WORDS.map(literal), ...program];
}
