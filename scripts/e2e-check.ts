// `npm run e2e:check`: what `nanokit-tf check` says of changes, against what the real Terraform and AWS provider plan. Needs the same
// tools as `npm run e2e`; with `--require`, missing ones are a failure and no skip. It takes some ten minutes.

import path from "node:path";
import fc from "fast-check";
import { anyEdit } from "../__tests__/changes/edits.js";
import { changesBy, large, stackOf } from "../__tests__/changes/large.js";
import { AppliedStack, withAttribute } from "../e2e/check.js";
import { EXIT, inLab, print, type ReadyLab } from "../e2e/command.js";
import { openEmulator } from "../e2e/emulator.js";
import type { JsonObject } from "../e2e/json.js";
import { type Probe, probes, rounds } from "../e2e/probes.js";
import { skipBanner } from "../e2e/tools.js";
import { forcesReplacement } from "../src/aws/types/index.js";

/** Edits to draw; of each kind one is planned. */
const DRAWN = 400;

/** `npm run e2e:check -- edits` does only the one, `-- attributes` only the other. */
const PARTS = ["edits", "attributes"] as const;

function main(): Promise<number> {
  const skipped = process.argv.includes("--require") ? EXIT.skipped : EXIT.passed;
  return inLab("nanokit-e2e-check-", (missing) => print(skipBanner(missing), skipped), run);
}

async function run({ tools, lab, processes, folder }: ReadyLab): Promise<number> {
  const emulator = await openEmulator(tools.emulator, processes, process.env);
  const base = stackOf(large()) as JsonObject;
  const stack = await AppliedStack.apply(lab, emulator, path.join(folder, "stack"), base);
  const only = PARTS.filter((part) => process.argv.includes(part));
  const asked = (part: (typeof PARTS)[number]) => only.length === 0 || only.includes(part);
  const problems = [
    ...(asked("edits") ? await tryEdits(stack) : []),
    ...(asked("attributes") ? await tryAttributes(stack, base) : []),
  ];
  for (const problem of problems) console.log(`FAILED ${problem}`);
  return print(`${problems.length} failed`, problems.length === 0 ? EXIT.passed : EXIT.failed);
}

/** Whether check says of an edit what the plan says: the same resources, and the same done with each. */
async function tryEdits(stack: AppliedStack): Promise<readonly string[]> {
  const problems: string[] = [];
  const kinds = new Set<string>();
  for (const edit of fc.sample(anyEdit, { numRuns: DRAWN, seed: 7 })) {
    // The renamed service is built, and asks which image it is to run.
    if (kinds.has(edit.name) || edit.name === "service renamed") continue;
    kinds.add(edit.name);
    const { after, changes } = changesBy((tree) => edit.apply(tree));
    const planned = await stack.plan(after as JsonObject);
    const said = new Map(
      changes
        .filter(({ kind, action }) => kind === "resource" && action !== "none")
        .map(({ address, action }) => [address, action] as const),
    );
    for (const address of new Set([...planned.keys(), ...said.keys()])) {
      const [theirs, ours] = [planned.get(address)?.action ?? "nothing", said.get(address) ?? "nothing"];
      if (theirs !== ours) problems.push(`${edit.name}: ${address}: terraform ${theirs}, check ${ours}`);
    }
    console.log(`edit       ${edit.name}: ${said.size} resources`);
  }
  return problems;
}

/** Whether the rows of types say of each attribute what the provider does. */
async function tryAttributes(stack: AppliedStack, base: JsonObject): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const round of rounds(probes)) problems.push(...(await tryRound(stack, base, round)));
  return problems;
}

/** One plan for all probes of a round; where one keeps Terraform from planning, half of them each. */
async function tryRound(stack: AppliedStack, base: JsonObject, round: readonly Probe[]): Promise<readonly string[]> {
  const changed = round.reduce(
    (one, { type, name, path: at, value }) => withAttribute(one, [type, name], at, value),
    base,
  );
  let planned: Awaited<ReturnType<AppliedStack["plan"]>>;
  try {
    planned = await stack.plan(changed);
  } catch (error) {
    if (round.length === 1) return [`${round[0]?.type} ${round[0]?.path}: ${(error as Error).message}`];
    const half = Math.ceil(round.length / 2);
    return [
      ...(await tryRound(stack, base, round.slice(0, half))),
      ...(await tryRound(stack, base, round.slice(half))),
    ];
  }
  return round.flatMap(({ type, name, path: at, value }) => {
    const names = at.split(".").filter((step) => !/^\d+$/.test(step));
    const base = new RegExp(`^${type}\\.${name}(?:\\[|$)`);
    const paths = [...planned].filter(([address]) => base.test(address)).flatMap(([, { replaces }]) => replaces);
    const theirs = paths.some((one) => one.split(".")[0] === names[0]);
    const ours = forcesReplacement(type, value === undefined ? names.slice(0, 1) : names) === true;
    console.log(`attribute  ${type} ${at}: ${theirs ? "replaced" : "in place"}`);
    return theirs === ours ? [] : [`${type} ${at}: the provider ${theirs ? "replaces" : "does not replace"}`];
  });
}

process.exit(await main());
