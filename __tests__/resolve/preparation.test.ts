import { describe, expect, it } from "vitest";
import { installScript } from "../../src/resolve/install-script.js";
import { compiled, environmentOf } from "../rules/compiled.js";

/** The entry point of what runs before a service with these keys. */
function preparationOf(service: Readonly<Record<string, unknown>>) {
  const [found] = environmentOf(compiled({ services: { web: { image: "php:8", ...service } } })).services;
  return found?.preparation;
}

const volumes = ["data:/srv/data"];

describe("what runs before a service", () => {
  it("is nothing, unless the file says so", () => {
    expect(preparationOf({ volumes })).toBeUndefined();
    expect(preparationOf({ hooks: { poststart: "a" } })).toBeUndefined();
  });

  it("is a shell that stops at the first failure", () => {
    expect(preparationOf({ hooks: { prestart: "a | b\n" } })).toEqual(["/bin/sh", "-ec", "a | b"]);
    expect(preparationOf({ hooks: { prestart: ["a", "b"] } })).toEqual(["/bin/sh", "-ec", "a\nb"]);
    expect(preparationOf({ provisioning: { install: "a" } })).toEqual(["/bin/sh", "-ec", "a"]);
  });

  it("is two shells, one after the other, for two commands", () => {
    const both = { provisioning: { install: "a" }, hooks: { prestart: "b" } };
    const script = '/bin/sh -ec "$1"\nexec /bin/sh -ec "$2"';
    expect(preparationOf(both)).toEqual(["/bin/sh", "-ec", script, "prepare", "a", "b"]);
  });

  it("installs under the lock on the first volume that may be written", () => {
    const install = { provisioning: { install: "a" }, volumes: ["ro:/a:ro", "rw:/c", "other:/b"] };
    const words = ["/bin/sh", "-c", installScript(), "prepare", "/b", "ca978112ca1b", "a"];
    expect(preparationOf(install)).toEqual(words);
    expect(preparationOf({ ...install, hooks: { prestart: "b" } })).toEqual([...words, "b"]);
  });

  it("puts nothing among the files of a database", () => {
    const install = { image: "postgres:17", provisioning: { install: "a" }, volumes: ["db:/var/lib/postgresql/data"] };
    expect(preparationOf(install)).toEqual(["/bin/sh", "-ec", "a"]);
    const dumps = { ...install, volumes: [...install.volumes, "dumps:/dumps"] };
    expect(preparationOf(dumps)?.[4]).toBe("/dumps");
  });
});
