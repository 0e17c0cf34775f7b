import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";

const NAMES = ["a", "b", "c", "d", "e"];

/** A service of which each sidecar waits for others, and its container for some. */
function file(waits: ReadonlyMap<string, readonly string[]>, more: (name: string) => object = () => ({})) {
  const sidecars = Object.fromEntries(
    NAMES.map((name) => [name, { image: "acme/agent:2", depends_on: waits.get(name) ?? [], ...more(name) }]),
  );
  const web = {
    image: "acme/web:1",
    updateStrategy: "rolling",
    cpu: 1,
    memory: "2gb",
    depends_on: waits.get("web") ?? [],
    sidecars,
  };
  const text = JSON.stringify({
    name: "shop",
    infra: { discovery: "none" },
    services: { web },
    environments: { stage: {} },
  });
  return compile({ path: "nanokit.yml", text });
}

function codes({ diagnostics }: ReturnType<typeof file>): readonly string[] {
  return diagnostics.map(({ code }) => code);
}

/** Pairs of which the first waits for the second, which comes later. */
const forward = fc
  .uniqueArray(
    fc.tuple(fc.nat({ max: NAMES.length }), fc.nat({ max: NAMES.length })).filter(([from, to]) => from < to),
    { selector: ([from, to]) => `${from} ${to}` },
  )
  .map((pairs) => pairs.map(([from, to]) => [["web", ...NAMES][from] ?? "", ["web", ...NAMES][to] ?? ""] as const));

function grouped(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [from, to] of pairs) groups.set(from, [...(groups.get(from) ?? []), to]);
  return groups;
}

describe("the order of the containers of a task", () => {
  it("is any in which none waits for itself by others, and is emitted as it is", () => {
    fc.assert(
      fc.property(forward, (pairs) => {
        const compiled = file(grouped(pairs));
        expect(codes(compiled)).toEqual([]);
        const service = compiled.project?.environments[0]?.services[0];
        const emitted = [service, ...(service?.sidecars ?? [])].flatMap((one) =>
          (one?.waits ?? []).map(({ container }) => `${one?.name} ${container}`),
        );
        expect([...emitted].sort()).toEqual(pairs.map((pair) => pair.join(" ")).sort());
      }),
    );
  });

  it("is none where two wait for each other", () => {
    const closed = forward.filter((pairs) => pairs.length > 0);
    fc.assert(
      fc.property(closed, (pairs) => {
        const [[from, to] = ["a", "b"]] = pairs;
        expect(codes(file(grouped([...pairs, [to, from]])))).toContain("NK585");
      }),
    );
  });
});

describe("the shares of sidecars", () => {
  it("fit as long as they leave something of the task", () => {
    const shares = fc.array(fc.integer({ min: 6, max: 900 }), { minLength: NAMES.length, maxLength: NAMES.length });
    fc.assert(
      fc.property(shares, (mib) => {
        const compiled = file(new Map(), (name) => ({ memory: `${mib[NAMES.indexOf(name)]}mb` }));
        const sum = mib.reduce((total, one) => total + one, 0);
        expect(codes(compiled)).toEqual(sum < 2048 ? [] : ["NK583"]);
      }),
    );
  });
});
