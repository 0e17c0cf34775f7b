import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobResourceName, nameScope, serviceResourceName, stackId } from "../../src/aws/names.js";
import { TASK_DEFINITION_BYTES_MAX } from "../../src/aws/task-definition.js";
import { compile } from "../../src/compile.js";
import { taskSizes } from "../../src/resolve/task-size.js";
import { type Blocks, compiled, environmentOf } from "../rules/compiled.js";
import { caseOptions, findCases, readSource } from "../specs/harness.js";
import { taskRequests } from "../support/task-definitions.js";

/** The environments whose stacks are committed. */
const committed = findCases(join(import.meta.dirname, "../specs")).flatMap((spec) => {
  const path = (stack: string) => join(spec.folder, "expected/stacks", stack, "cdk.tf.json");
  if (!existsSync(join(spec.folder, "expected/stacks"))) return [];
  const { project } = compile(readSource(spec), caseOptions(spec));
  return (project?.environments ?? [])
    .map((environment) => ({ environment, stack: stackId(environment.project, nameScope(environment)) }))
    .filter(({ stack }) => existsSync(path(stack)))
    .map(({ environment, stack }) => ({ name: `${spec.name} ${stack}`, environment, path: path(stack) }));
});

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), "utf8");
}

describe("the size of a task definition", () => {
  it("is asked of many stacks", () => {
    expect(committed.length).toBeGreaterThan(20);
  });

  it.each(committed)("is that of what is emitted: $name", ({ environment, path }) => {
    const { project } = environment;
    const env = nameScope(environment);
    const emitted = taskRequests(JSON.parse(readFileSync(path, "utf8")));
    const counted = taskSizes(environment).map(({ of, name, bytes: size }) => {
      const family = (of === "service" ? serviceResourceName : jobResourceName)(project, env, name);
      return [family, size] as const;
    });
    expect(Object.fromEntries(counted)).toEqual(
      Object.fromEntries([...emitted].map(([family, request]) => [family, bytes(request)])),
    );
  });

  it.each(committed)("has the containers that are emitted: $name", ({ environment, path }) => {
    const emitted = taskRequests(JSON.parse(readFileSync(path, "utf8")));
    const counted = taskSizes(environment).map(({ containers }) => [...containers].sort());
    const named = [...emitted.values()].map(({ containerDefinitions }) =>
      (containerDefinitions as readonly { readonly name: string }[]).map(({ name }) => name).sort(),
    );
    expect(counted.sort()).toEqual(named.sort());
  });

  const large = (value: string): Blocks => ({
    infra: { region: "eu-west-1", discovery: "none" },
    services: { web: { image: "nginx:1.29", expose: 80, env: { LARGE: value } } },
  });

  function sizeWith(value: string): number {
    const [size] = taskSizes(environmentOf(compiled(large(value))));
    return size?.bytes ?? 0;
  }

  it("counts bytes, in the text that JSON makes of it", () => {
    const empty = sizeWith("");
    const text = fc.array(fc.constantFrom("a", "é", "€", "😀", '"', "\\", "\n", "$"), { maxLength: 40 });
    fc.assert(
      fc.property(text, (parts) => {
        const value = parts.join("");
        expect(sizeWith(value.replaceAll("$", "$$$$"))).toBe(empty + bytes(value) - 2);
      }),
      { numRuns: 30 },
    );
  });

  it("may be what ECS takes, and not a byte more", () => {
    const room = TASK_DEFINITION_BYTES_MAX - sizeWith("");
    const codes = (length: number) => compiled(large("x".repeat(length))).diagnostics.map(({ code }) => code);
    expect(codes(room)).not.toContain("NK470");
    expect(codes(room + 1)).toContain("NK470");
  });
});
