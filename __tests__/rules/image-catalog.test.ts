import { describe, expect, it } from "vitest";
import { findImage, type ImageFacts, imageCatalog } from "../../src/aws/images/index.js";
import { storeLock } from "../../src/aws/images/locks.js";
import { imageNeed, isUnsupportedOnEfs } from "../../src/aws/images/needs.js";
import { imageProgram } from "../../src/aws/images/programs.js";
import { compiled, describeFinding, environmentOf } from "./compiled.js";

/** Every name of the catalogue, a wildcard as an image that it stands for, with and without the tag of a variant. */
const references = imageCatalog.flatMap(({ names, variants = [] }) =>
  names.flatMap((name) => {
    const repository = name.replace("*", "some-program");
    const tags = ["", ":alpine", ":rootless", ":16", ":1", ":3", ":9-unprivileged"];
    return [
      repository,
      ...tags.filter((tag) => variants.some(({ when }) => when.test(tag.slice(1)))).map((tag) => repository + tag),
    ];
  }),
);

const withData = [...new Set(references)].flatMap((reference) => {
  const facts = findImage(reference);
  const [path] = facts?.dataPaths ?? [];
  return facts && path !== undefined ? [{ reference, path, facts }] : [];
});

/** A service that tells the image what it needs. */
const serviceWith = (image: string, path: string, more: object = {}) => ({
  services: { program: { image, env: imageNeed(image)?.variables ?? {}, volumes: [`data:${path}`], ...more } },
});

/** What is said of an image beside what it is. */
function remarks({ name, owner, sqlite }: ImageFacts, path: string): readonly string[] {
  const locked = storeLock(name)?.own !== false || imageProgram(name) !== undefined;
  return [
    ...(locked ? [] : ["NK381"]),
    ...(isUnsupportedOnEfs(name) ? ["NK460"] : []),
    ...(sqlite?.paths.some((file) => file.startsWith(`${path}/`)) ? ["NK507"] : []),
    ...(owner === undefined ? ["NK915"] : []),
  ];
}

describe.each(withData)("$reference", ({ reference, path, facts }) => {
  const compilation = compiled(serviceWith(reference, path));

  it("keeps its data in a volume at its first path", () => {
    const { fileSystem, services, volumes } = environmentOf(compilation);
    expect(fileSystem).toBeDefined();
    expect(volumes).toMatchObject([{ name: "data", owner: facts.owner ?? { uid: 0, gid: 0 } }]);
    expect(volumes[0]?.identity).toBeUndefined();
    expect(services[0]?.mounts).toMatchObject([{ containerPath: path, readOnly: false }]);
  });

  it("is told nothing but what its row says", () => {
    expect(compilation.diagnostics.map(({ code }) => code).sort()).toEqual([...remarks(facts, path)].sort());
  });

  it("runs under a lock if it is a database that has none of its own, and how it begins is known", () => {
    const lock = storeLock(facts.name);
    const program = imageProgram(facts.name);
    expect(lock !== undefined).toBe(facts.database);
    const words = program && [...program.entryPoint, ...program.command];
    const expected = lock?.own === false && words ? { volume: "data", program: words } : undefined;
    expect(environmentOf(compilation).services[0]?.lock).toEqual(expected);
    expect(environmentOf(compilation).volumes[0]?.lock).toBe(expected && "/nanokit-locks/data");
  });

  it("is refused without what it needs to keep its data or to start", () => {
    const need = imageNeed(reference);
    const { diagnostics } = compiled(serviceWith(reference, path, { env: {} }));
    const found = diagnostics.filter(({ code }) => code === "NK378" || code === "NK379");
    const expected = need && (need.kind === "node-name" ? "NK378" : "NK379");
    expect(found.map(({ code }) => code)).toEqual(expected === undefined ? [] : [expected]);
  });

  it("has one writer if it is a database, and any number otherwise", () => {
    const { diagnostics } = compiled(serviceWith(reference, path, { instances: 2 }));
    expect(diagnostics.some(({ code }) => code === "NK501")).toBe(facts.database);
  });

  it("is advised against in production if there is a managed service for it", () => {
    const { diagnostics } = compiled(serviceWith(reference, path), "production");
    const advice = diagnostics.filter(({ code }) => code === "NK503");
    expect(advice.map(({ help }) => help)).toEqual(adviceFor(facts));
  });
});

function adviceFor({ database, managed }: ImageFacts): readonly unknown[] {
  return database && managed !== undefined ? [expect.stringContaining(managed)] : [];
}

describe("the catalogue", () => {
  const databases = withData.filter(({ facts }) => facts.database);

  it("has what these tests need", () => {
    expect(withData.length).toBeGreaterThan(60);
    expect(databases.length).toBeGreaterThan(30);
  });

  it.each(databases)(
    "warns when no volume keeps the data of $reference, unless it serves as a cache",
    ({ reference, path }) => {
      const cache = /(^|\/)(redis|valkey|redis-stack|redis-stack-server|dragonfly)(:|$)/.test(reference);
      const without = compiled({ services: { program: { image: reference } } });
      const elsewhere = compiled(serviceWith(reference, "/srv/elsewhere"));
      const lost = ({ diagnostics }: typeof without) =>
        diagnostics.filter(({ code }) => code === "NK505").map(describeFinding);
      expect(lost(without)).toEqual(cache ? [] : [expect.stringContaining(path)]);
      expect(lost(elsewhere)).toEqual([expect.stringContaining(path)]);
    },
  );
});
