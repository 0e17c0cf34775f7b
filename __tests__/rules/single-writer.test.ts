import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../support/sampled.js";
import { compiled } from "./compiled.js";

interface Case {
  readonly image: { readonly name: string; readonly path: string; readonly database: boolean };
  readonly readOnly: boolean;
  readonly instances: number | undefined;
  readonly strategy: "recreate" | "rolling" | undefined;
  readonly scale: { readonly min?: number; readonly max?: number } | undefined;
  readonly sharedWriters: boolean | undefined;
}

const images = [
  { name: "mongo:8.0", path: "/data/db", database: true },
  { name: "postgres:17-alpine", path: "/var/lib/postgresql/data", database: true },
  { name: "public.ecr.aws/docker/library/mysql:8.4", path: "/var/lib/mysql", database: true },
  { name: "redis:7", path: "/data", database: true },
  { name: "nginx", path: "/usr/share/nginx/html", database: false },
  { name: "example.com/mongo:8.0", path: "/data/db", database: false },
] as const;

const cases: fc.Arbitrary<Case> = fc.record({
  image: fc.constantFrom(...images),
  readOnly: fc.boolean(),
  instances: fc.constantFrom(undefined, 0, 1, 2, 3, 10),
  strategy: fc.constantFrom(undefined, "recreate" as const, "rolling" as const),
  scale: fc.constantFrom(undefined, {}, { min: 1 }, { max: 1 }, { min: 1, max: 1 }, { min: 1, max: 2 }, { max: 8 }),
  sharedWriters: fc.constantFrom(undefined, false, true),
});

/** Which keys of a service bring a second task that writes, said once more and differently. */
function culprits({ image, readOnly, instances, strategy, scale, sharedWriters }: Case): readonly string[] {
  const mayHaveOneWriterOnly = image.database && !readOnly && sharedWriters !== true;
  if (!mayHaveOneWriterOnly) return [];
  const most = scale === undefined ? 1 : (scale.max ?? Number.POSITIVE_INFINITY);
  return [
    ...((instances ?? 1) >= 2 ? ["instances"] : []),
    ...(most >= 2 ? ["scale"] : []),
    ...(strategy === "rolling" ? ["updateStrategy"] : []),
  ];
}

/** What is wrong with `scale` itself, whoever writes: no upper bound, or more or fewer instances to begin with than it allows. */
function boundsAreWrong({ instances, scale }: Case): boolean {
  if (scale === undefined) return false;
  if (scale.max === undefined) return true;
  return instances !== undefined && instances !== 0 && (instances < (scale.min ?? 1) || instances > scale.max);
}

function blocksOf({ image, readOnly, instances, strategy, scale, sharedWriters }: Case) {
  return {
    services: {
      db: {
        image: image.name,
        volumes: [`data:${image.path}${readOnly ? ":ro" : ""}`],
        ...(instances === undefined ? {} : { instances }),
        ...(strategy === undefined ? {} : { updateStrategy: strategy }),
        ...(scale === undefined ? {} : { scale }),
      },
    },
    volumes: { data: sharedWriters === undefined ? {} : { efs: { sharedWriters } } },
  };
}

describe("the single-writer rule", () => {
  it("refuses every second writer of a database's volume, and nothing else", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { diagnostics, project } = compiled(blocksOf(one));
        const found = diagnostics.filter(({ code }) => code === "NK501");
        const lines = found.map(({ location }) => lineAt(location.file.text, location.start));
        const expected = culprits(one);
        expect(found).toHaveLength(expected.length);
        for (const key of expected) expect(lines.filter((line) => belongsTo(line, key))).toHaveLength(1);
        expect(project === undefined).toBe(expected.length > 0 || boundsAreWrong(one));
      }),
      runs(300),
    );
  });

  it.each([
    ["the same volume", ["data", "data"], [false, false], false, 1],
    ["volumes of their own", ["one", "two"], [false, false], false, 0],
    ["one that only reads", ["data", "data"], [false, true], false, 0],
    ["a volume whose writers are said to be safe", ["data", "data"], [false, false], true, 0],
  ] as const)("of two servers on %s", (_what, volumes, readOnly, sharedWriters, findings) => {
    const service = (at: 0 | 1) => ({
      image: "mysql:8.4",
      volumes: [`${volumes[at]}:/var/lib/mysql${readOnly[at] ? ":ro" : ""}`],
    });
    const { diagnostics } = compiled({
      services: { a: service(0), b: service(1) },
      ...(sharedWriters ? { volumes: { data: { efs: { sharedWriters } } } } : {}),
    });
    expect(diagnostics.filter(({ code }) => code === "NK502")).toHaveLength(findings);
  });

  it.each([
    ["first", "/work"],
    ["last", "/backup"],
  ])("shows the mount of the store, which is by its path the %s of two that may be", (_which, other) => {
    const volumes = ["data:/var/lib/postgresql/data", `data:${other}`];
    // With the variable the server may write to either.
    const env = { PGDATA: "/var/lib/postgresql/data/17" };
    const { diagnostics } = compiled({ services: { db: { image: "postgres:17", env, instances: 2, volumes } } });
    const shown = diagnostics.filter(({ code }) => code === "NK501").flatMap(({ related = [] }) => related);
    expect(shown.map(({ location: { file, start, end } }) => file.text.slice(start, end))).toEqual([
      expect.stringContaining("/var/lib/postgresql/data"),
    ]);
  });
});

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return text.slice(start, text.indexOf("\n", offset));
}

/** A `scale` is a map, so its finding is at its first key; an empty one stays on the line of the key. */
function belongsTo(line: string, key: string): boolean {
  return key === "scale" ? /^\s*(scale|min|max):/.test(line) : line.trim().startsWith(`${key}:`);
}
