import { describe, expect, it } from "vitest";
import { resolveDelivery } from "../../src/resolve/logging.js";

type Fields = Parameters<typeof resolveDelivery>[0];

const location = { file: { path: "nanokit.yml", text: "" }, start: 0, end: 0 };

function written(mode?: "blocking" | "non-blocking", buffer?: string): Fields {
  const located = <T>(value: T) => ({ value, location, origin: "file" as const });
  return { ...(mode && { mode: located(mode) }), ...(buffer !== undefined && { buffer: located(buffer) }) };
}

describe("how output is delivered", () => {
  it("is as the account has it where nothing is said", () => {
    expect(resolveDelivery({})).toEqual({});
  });

  it("has a buffer with non-blocking alone", () => {
    expect(resolveDelivery(written(undefined, "25M"))).toEqual({ mode: "non-blocking", buffer: "25m" });
    expect(resolveDelivery(written("blocking", "25m"))).toEqual({ mode: "blocking" });
  });

  it("is what the service says, over what is said of all", () => {
    const shared = { mode: "non-blocking", buffer: "4m" } as const;
    expect(resolveDelivery(written(), shared)).toEqual(shared);
    expect(resolveDelivery(written("non-blocking"), shared)).toEqual(shared);
    expect(resolveDelivery(written("blocking"), shared)).toEqual({ mode: "blocking" });
    expect(resolveDelivery(written(undefined, "8m"), shared)).toEqual({ mode: "non-blocking", buffer: "8m" });
    expect(resolveDelivery(written("non-blocking"), { mode: "blocking" })).toEqual({ mode: "non-blocking" });
    expect(resolveDelivery(written(undefined, "8m"), { mode: "blocking" })).toEqual({
      mode: "non-blocking",
      buffer: "8m",
    });
  });
});
