import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fargateSizes } from "../../src/aws/fargate.js";
import type { Environment, Service } from "../../src/model/project.js";
import { runs } from "../support/sampled.js";
import { compiled, environmentOf } from "./compiled.js";

const letters = [..."abcXYZ"];
const key = fc
  .tuple(
    fc.constantFrom(...letters),
    fc.string({ unit: fc.constantFrom(...letters, "0", "9", "-", "_"), maxLength: 8 }),
  )
  .map((parts) => parts.join(""));
/** Names that differ in more than letter case. */
const keys = (maxLength: number) =>
  fc.uniqueArray(key, { minLength: 1, maxLength, selector: (name) => name.toLowerCase() });

const path = fc
  .array(fc.constantFrom("srv", "data", "a b", "ö", "x.y", "db"), { minLength: 1, maxLength: 3 })
  .map((parts) => `/srv/${parts.join("/")}`);

const volumeSettings = fc.record(
  {
    type: fc.constantFrom("shared", "block"),
    efs: fc.record(
      {
        permissions: fc.constantFrom("0755", "0700", "2770", "777"),
        sharedWriters: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const settings = fc.record(
  {
    cpu: fc.double({ min: 0.001, max: 16, noNaN: true }),
    memory: fc.integer({ min: 1, max: 122_880 }).map((mib) => `${mib}mb`),
    instances: fc.integer({ min: 0, max: 5000 }),
    updateStrategy: fc.constantFrom("recreate", "rolling"),
    expose: fc.integer({ min: 1, max: 65_535 }),
    start: fc.constantFrom("server", "server --port 80", "a | b", 'echo "$$x"'),
  },
  { requiredKeys: [] },
);

const mount = fc.record({ volume: fc.nat(), path, mode: fc.constantFrom("", ":ro", ":rw") });

const service = fc.record({
  // No database: who writes what with how many tasks is the single-writer test's subject.
  image: fc.constantFrom("nginx", "node:22", "acme/api:1", "wordpress:6-apache", "grafana/grafana"),
  settings,
  env: fc.dictionary(key, fc.string({ unit: fc.constantFrom(..."aé %{}\"'\\:#\n") })),
  mounts: fc.uniqueArray(mount, { maxLength: 4, selector: ({ path }) => path }),
  /** Places of earlier services, so that there is no circle. */
  dependsOn: fc.array(fc.nat(), { maxLength: 4 }),
});

/** A document that no rule has anything against but notes and warnings. */
const documents = fc
  .record({
    names: keys(6),
    services: fc.array(service, { minLength: 6, maxLength: 6 }),
    volumeNames: keys(5),
    volumes: fc.array(volumeSettings, { minLength: 5, maxLength: 5 }),
    identity: fc.option(fc.record({ uid: fc.nat({ max: 4_294_967_295 }), gid: fc.nat({ max: 65_535 }) }), {
      nil: undefined,
    }),
  })
  .map(({ names, services, volumeNames, volumes, identity }) => ({
    services: Object.fromEntries(
      names.map((name, index) => {
        const { image, settings, env, mounts, dependsOn } = services[index] ?? raise();
        const before = names.slice(0, index);
        return [
          name,
          {
            image,
            ...settings,
            env,
            volumes: mounts.map(({ volume, path, mode }) => `${pick(volumeNames, volume)}:${path}${mode}`),
            ...(before.length > 0 ? { depends_on: dependsOn.map((place) => pick(before, place)) } : {}),
          },
        ];
      }),
    ),
    // One identity for all or for none: a service must not have to run as two users.
    volumes: Object.fromEntries(
      volumeNames.map((name, index) => {
        const one = volumes[index] ?? raise();
        return [name, identity ? { ...one, efs: { ...one.efs, ...identity } } : one];
      }),
    ),
  }));

function pick(names: readonly string[], place: number): string {
  return names[place % names.length] ?? raise();
}

function raise(): never {
  throw new Error("the generator made too few");
}

const sizes = new Set(fargateSizes().map(({ cpu, memory }) => `${cpu}/${memory}`));

describe("a resolved environment", () => {
  const holds = (check: (environment: Environment) => void) =>
    fc.assert(
      fc.property(documents, (document) => check(environmentOf(compiled(document)))),
      runs(60),
    );

  it("has the volume of every mount, no other, and each in a directory of its own", () => {
    holds(({ services, volumes, fileSystem }) => {
      const mounted = services.flatMap(({ mounts }) => mounts.map(({ volume }) => volume));
      expect(volumes.map(({ name }) => name)).toEqual(sorted(mounted));
      expect(new Set(volumes.map((volume) => volume.path)).size).toBe(volumes.length);
      expect(fileSystem !== undefined).toBe(volumes.length > 0);
    });
  });

  it("knows the owner and the mode of every directory", () => {
    holds(({ volumes }) => {
      for (const { owner, permissions, identity, path } of volumes) {
        expect(owner).toEqual({ uid: expect.any(Number), gid: expect.any(Number) });
        expect(permissions).toMatch(/^[0-7]{3,4}$/);
        expect(path).toMatch(/^\//);
        if (identity) expect(owner).toEqual(identity);
      }
    });
  });

  it("runs each container as the user that its volumes enforce, and as its own where they enforce none", () => {
    holds(({ services, volumes }) => {
      for (const { user, mounts } of services) {
        const enforced = mounts.flatMap(({ volume }) => volumes.find(({ name }) => name === volume)?.identity ?? []);
        expect(new Set(enforced.map(({ uid, gid }) => `${uid}:${gid}`))).toEqual(
          new Set(user === undefined ? [] : [user]),
        );
      }
    });
  });

  it("has sizes that Fargate has, none below what was asked for", () => {
    fc.assert(
      fc.property(documents, (document) => {
        for (const { name, size, connect } of environmentOf(compiled(document)).services) {
          const { cpu, memory } = document.services[name] ?? raise();
          expect(sizes).toContain(`${size.cpu}/${size.memory}`);
          // Beside the proxy of Service Connect, which in the largest task has to share.
          const [cpuUnits, mib] = connect ? [256, 64] : [0, 0];
          expect(size.cpu).toBeGreaterThanOrEqual(Math.min((cpu ?? 0) * 1024 + cpuUnits, 16_384));
          expect(size.memory).toBeGreaterThanOrEqual(Math.min(Number.parseInt(memory ?? "0", 10) + mib, 122_880));
        }
      }),
      runs(60),
    );
  });

  it("is sorted throughout, with the three variables of Nanokit", () => {
    holds(({ services }) => {
      expect(services.map(({ name }) => name)).toEqual(sorted(services.map(({ name }) => name)));
      for (const { name, environment, mounts, dependsOn } of services) {
        const names = environment.map((variable) => variable.name);
        const paths = mounts.map(({ containerPath }) => containerPath);
        expect(names).toEqual(sorted(names));
        expect(paths).toEqual(sorted(paths));
        expect(dependsOn).toEqual(sorted(dependsOn));
        expect(environment).toContainEqual({ name: "NANOKIT_SERVICE", value: name });
        expect(environment).toContainEqual({ name: "NANOKIT_PROJECT", value: "shop" });
        expect(environment).toContainEqual({ name: "NANOKIT_ENV", value: "stage" });
      }
    });
  });

  it("can be made in order: no service depends on itself, however far round", () => {
    holds(({ services }) => {
      let left: readonly Service[] = services;
      while (left.length > 0) {
        const waiting = new Set(left.map(({ name }) => name));
        const next = left.filter(({ dependsOn }) => dependsOn.some((name) => waiting.has(name)));
        expect(next.length).toBeLessThan(left.length);
        left = next;
      }
    });
  });

  it("keeps every value as it was written", () => {
    fc.assert(
      fc.property(documents, (document) => {
        for (const { name, environment } of environmentOf(compiled(document)).services) {
          for (const [variable, value] of Object.entries(document.services[name]?.env ?? {})) {
            expect(environment).toContainEqual({ name: variable, value });
          }
        }
      }),
      runs(60),
    );
  });
});

describe("depends_on", () => {
  const graphs = fc
    .integer({ min: 1, max: 5 })
    .chain((count) =>
      fc
        .array(fc.tuple(fc.nat({ max: count - 1 }), fc.nat({ max: count - 1 })), { maxLength: 8 })
        .map((edges) => ({ count, edges })),
    );

  it("is refused exactly when it goes round in a circle", () => {
    fc.assert(
      fc.property(graphs, ({ count, edges }) => {
        const services = Object.fromEntries(
          Array.from({ length: count }, (_, from) => [
            `s${from}`,
            { image: "nginx", depends_on: edges.filter(([start]) => start === from).map(([, end]) => `s${end}`) },
          ]),
        );
        const circles = compiled({ services }).diagnostics.filter(({ code }) => code === "NK310");
        expect(circles.length > 0).toBe(hasCircle(count, edges));
      }),
      runs(200),
    );
  });
});

/** By transitive closure, which the rule does not use. */
function hasCircle(count: number, edges: readonly (readonly [number, number])[]): boolean {
  const reaches = Array.from({ length: count }, (_, from) =>
    Array.from({ length: count }, (_, to) => edges.some(([start, end]) => start === from && end === to)),
  );
  for (let via = 0; via < count; via++) {
    for (const row of reaches) {
      for (let to = 0; to < count; to++) if (row[via] && reaches[via]?.[to]) row[to] = true;
    }
  }
  return reaches.some((row, index) => row[index]);
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
