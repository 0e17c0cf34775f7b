import { describe, expect, it } from "vitest";
import { isObject } from "../../e2e/json.js";
import { probes } from "../../e2e/probes.js";
import { large, stackOf } from "../changes/large.js";

describe("probes of attributes", () => {
  it("are of resources that the large example has: of any other nothing is planned, whatever they say", () => {
    const { resource } = stackOf(large());
    const has = (type: string, name: string) => {
      const ofType: unknown = isObject(resource) ? resource[type] : undefined;
      return isObject(ofType) && isObject(ofType[name]);
    };
    expect(probes.length).toBeGreaterThan(200);
    expect(probes.filter(({ type, name }) => !has(type, name)).map(({ type, name }) => `${type}.${name}`)).toEqual([]);
  });
});
