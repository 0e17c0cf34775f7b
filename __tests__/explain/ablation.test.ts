import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { effectsOf } from "../../src/report/explain/origins.js";
import { isWithin, pathText } from "../../src/report/explain/pattern.js";
import { caseOptions, findCases, readSource } from "../specs/harness.js";
import { sampled } from "../support/sampled.js";
import { type Prepared, prepare, type Subject, selectedIn, without } from "./ablation.js";

const root = join(import.meta.dirname, "../..");

/** Specs that hold nearly every kind of address. */
const SPECS: readonly string[] = [
  "notes/every-key",
  "private-networks/endpoint-for-secrets",
  "stacks/existing-file-system",
  "stacks/existing-file-system-mount-targets",
  "stacks/three-environments",
  "shared/what-is-named-wins",
  "stacks-access/permissions",
  "stacks-access/registries",
  "stacks-components/jobs",
  "stacks-components/provider",
  "stacks-components/admin",
  "stacks-components/front",
  "stacks-components/web",
  "stacks-databases/cache",
  "stacks-databases/cache-existing-vpc",
  "stacks-databases/engines",
  "stacks-databases/jobs",
  "stacks-databases/jobs-in-containers",
  "stacks-databases/managed",
  "stacks-databases/managed-existing-vpc",
  "stacks-databases/without-names",
  "stacks-cron/names",
  "stacks-cron/needs",
  "stacks-discovery/several-networks",
  "stacks-existing/everything",
  "stacks-existing/load-balancer",
  "stacks-existing/roles",
  "stacks-front-door/https",
  "stacks-network/existing-vpc-by-kind",
  "stacks-network/existing-vpc-by-tag",
  "stacks-network/flow-logs",
  "stacks-network/private-endpoints",
  "stacks-network/private-per-zone-nat",
  "stacks-network/private-single-nat",
  "stacks-tasks/built-and-prepared",
  "stacks-tasks/health",
  "stacks-tasks/logging",
  "stacks-tasks/ports",
  "stacks-tasks/sidecar-builds",
  "stacks-tasks/sidecars",
  "volumes/lock",
];

const FILES: readonly string[] = [".", "examples/nextcloud"];

const subjects: readonly Subject[] = [
  ...findCases(join(root, "__tests__/specs"))
    .filter(({ name }) => SPECS.includes(name))
    .map((spec): Subject => ({ name: spec.name, text: readSource(spec).text, options: caseOptions(spec) })),
  ...FILES.map((folder): Subject => {
    const text = readFileSync(join(root, folder, "nanokit.yml"), "utf8");
    return { name: folder, text, options: { exists: (path) => existsSync(join(root, folder, path)) } };
  }),
];

/** Every place that says something. What says that something is taken away does not: without it, there is more. */
function places({ subject, written: { whole } }: Prepared) {
  const takesAway = whole.filter(({ path, text }) => path[0] === "environments" && (text === "null" || text === ""));
  const all = whole
    .map(({ path }) => path)
    .filter((path) => path.join() !== "environments" && !takesAway.some((one) => isWithin(one.path, path)));
  return sampled(all, (path) => `${subject.name} ${pathText(path)}`, 12);
}

/** What taking out a place did to an element. */
function fateOf(before: string, after: string | undefined): "vanishes" | "changes" | "stays" {
  return after === undefined ? "vanishes" : after === before ? "stays" : "changes";
}

const ALLOWED: Readonly<Record<ReturnType<typeof fateOf>, readonly string[]>> = {
  vanishes: ["makes"],
  changes: ["makes with others", "decides about"],
  // Another value would do what taking it out does not: the default is what was written.
  stays: ["makes with others", "decides about", "nothing"],
};

function problems(prepared: Prepared): readonly string[] {
  const found: string[] = [];
  for (const path of places(prepared)) {
    const after = without(prepared, path);
    for (const [environment, explained] of prepared.explained) {
      const now = after?.get(environment);
      if (!now) continue;
      const { made, shared, shaped } = effectsOf(selectedIn(prepared, path, environment), explained);
      const claims = new Map([
        ...shaped.map(({ address }) => [address, "decides about"] as const),
        ...shared.map(({ entry }) => [entry.address, "makes with others"] as const),
        ...made.map(({ address }) => [address, "makes"] as const),
      ]);
      for (const [address, before] of prepared.output.get(environment) ?? []) {
        const fate = fateOf(before, now.get(address));
        const claim = claims.get(address) ?? "nothing";
        if (!ALLOWED[fate].includes(claim)) {
          found.push(`without ${pathText(path)}, ${address} ${fate} in ${environment}; it is said that it ${claim}`);
        }
      }
    }
  }
  return found;
}

describe("what is explained of a place", () => {
  it.each(sampled(subjects, ({ name }) => name, 8))(
    "is what taking it out of $name does",
    { timeout: 900_000 },
    (subject) => {
      expect(problems(prepare(subject))).toEqual([]);
    },
  );
});
