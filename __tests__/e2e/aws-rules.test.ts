import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { typeFacts } from "../../e2e/type-facts.js";
import { sampled } from "../support/sampled.js";

const E2E = path.join(import.meta.dirname, "../../e2e");

function python(...args: readonly string[]) {
  const env = { ...process.env, TYPE_FACTS: typeFacts(), PYTHONDONTWRITEBYTECODE: "1" };
  return spawnSync("python3", args, { cwd: E2E, env, encoding: "utf8" });
}

/** The tools of `npm run e2e`: without them, that says so. */
const hasMoto = python("-c", "import moto.server").status === 0;

/** Each is a program that says nothing where all is as it should be. */
const programs = [
  ["refuse all that the rows of types say AWS refuses", "aws_rules_test.py"],
  ["let the description of a security group's rule change in place", "security_group_rules_test.py"],
  ["answer a call that comes again as the first time", "each_call_once_test.py"],
] as const;

describe("the rules of the emulator", () => {
  it.skipIf(!hasMoto).each(sampled(programs, ([what]) => what, 1))("%s", (_what, program) => {
    const { stdout, stderr, status } = python(program);
    expect({ said: stdout.trim(), status }, stderr).toEqual({ said: "", status: 0 });
  });
});
