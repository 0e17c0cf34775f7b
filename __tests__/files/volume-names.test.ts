import fc from "fast-check";
import { expect, it } from "vitest";
import { fileVolumes } from "../../src/aws/container-files.js";

const part = fc.stringMatching(/^[A-Za-z0-9_.-]{1,6}$/).filter((text) => !/^\.+$/.test(text));
const paths = fc.uniqueArray(
  fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join("/")}`),
  { maxLength: 4 },
);
/** A sidecar by its key; few characters, so that keys and paths come close to each other. */
const sidecars = fc.uniqueArray(fc.stringMatching(/^[a-c][a-c_-]{0,4}$/), { maxLength: 3 });
const near = fc.uniqueArray(
  fc.array(fc.stringMatching(/^[a-c_-]{1,3}$/), { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join("/")}`),
  { maxLength: 4 },
);

it("volumes with files of a service and of its sidecars never have the same name", () => {
  fc.assert(
    fc.property(fc.oneof(paths, near), sidecars, fc.oneof(paths, near), (own, names, theirs) => {
      const all = [...fileVolumes(own).values(), ...names.flatMap((name) => [...fileVolumes(theirs, name).values()])];
      expect(new Set(all).size).toBe(all.length);
      for (const name of all) expect(name).toMatch(/^\d[A-Za-z0-9_-]{0,254}$/);
    }),
  );
});

it("a volume has the name of the sidecar in it, where that ends by itself", () => {
  expect([...fileVolumes(["/b/c"], "a").values()]).toEqual(["1-a_-b-c"]);
  expect([...fileVolumes(["/c"], "a-b").values()]).toEqual(["1-a-b_-c"]);
  expect([...fileVolumes(["/c"], "a_-b").values()]).toEqual(["1-a_-b_-c"]);
  expect([...fileVolumes(["/a/b", "/a-b"], "x").values()]).toEqual(["1-x_-a-b", "1-x_-a-b_2"]);
});
