import { describe, expect, it } from "vitest";
import { CLAIMS } from "../../bench/claims.js";
import { commands } from "../../bench/commands.js";

describe("claims", () => {
  it("speak of commands that the bench runs", () => {
    const all = commands({ root: "/r", scratch: "/s", node: "/n", cdktfCli: "/c" });
    const names = all.map(({ name }) => name);
    for (const { subject, base } of CLAIMS) expect(names).toEqual(expect.arrayContaining([subject, base]));
  });
});
