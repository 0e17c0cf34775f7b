import { describe, expect, it } from "vitest";
import { pooled } from "../../e2e/pool.js";
import { Processes } from "../../e2e/processes.js";

const node = (script: string, timeoutMs = 600_000) => {
  const options = { cwd: process.cwd(), env: process.env, timeoutMs };
  return new Processes().run(process.execPath, ["-e", script], options);
};

describe("Processes", () => {
  it("keeps what a command printed, standard output also by itself", async () => {
    const { ok, stdout, log } = await node("console.log('out'); console.error('err')");
    expect({ ok, stdout }).toEqual({ ok: true, stdout: "out\n" });
    expect(log).toContain("err");
  });

  it("says when a command failed", async () => {
    expect(await node("process.exit(3)")).toMatchObject({ ok: false });
  });

  it("ends a command that takes too long, and says so", async () => {
    const { ok, log } = await node("setInterval(() => {}, 1000)", 500);
    expect(ok).toBe(false);
    expect(log).toContain("took longer than 0.5 s");
  });

  it("fails for a command that does not exist", async () => {
    const options = { cwd: process.cwd(), env: {}, timeoutMs: 600_000 };
    await expect(new Processes().run("/no/such/command", [], options)).rejects.toThrow("ENOENT");
  });
});

describe("pooled", () => {
  it("keeps order, and gives each worker one item at a time", async () => {
    const busy = new Set<string>();
    const results = await pooled(["a", "b"], [30, 1, 1, 1], async (worker, item, index) => {
      expect(busy.has(worker)).toBe(false);
      busy.add(worker);
      await new Promise((resolve) => setTimeout(resolve, item));
      busy.delete(worker);
      return index;
    });
    expect(results).toEqual([0, 1, 2, 3]);
  });
});
