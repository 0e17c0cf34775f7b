import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { typeFacts } from "../../e2e/type-facts.js";

const E2E = path.join(import.meta.dirname, "../../e2e");

function python(...args: readonly string[]) {
  const env = { ...process.env, TYPE_FACTS: typeFacts(), PYTHONDONTWRITEBYTECODE: "1" };
  return spawnSync("python3", args, { cwd: E2E, env, encoding: "utf8" });
}

/** The tools of `npm run e2e`: without them, that says so. */
const hasMoto = python("-c", "import moto.server").status === 0;

describe("the rules of the emulator", () => {
  it.skipIf(!hasMoto)("refuse all that the rows of types say AWS refuses", () => {
    const { stdout, stderr, status } = python("aws_rules_test.py");
    expect({ said: stdout.trim(), status }, stderr).toEqual({ said: "", status: 0 });
  });

  it.skipIf(!hasMoto)("let the description of a security group's rule change in place", () => {
    const { stdout, stderr, status } = python("security_group_rules_test.py");
    expect({ said: stdout.trim(), status }, stderr).toEqual({ said: "", status: 0 });
  });

  it.skipIf(!hasMoto)("answer a call that comes again as the first time", () => {
    const { stderr, status } = python("each_call_once_test.py");
    expect(status, stderr).toBe(0);
  });
});
