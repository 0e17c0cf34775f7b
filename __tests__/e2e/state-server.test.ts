import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { openStateServer } from "../../e2e/state-server.js";

function ask(address: string, method: string, body = ""): Promise<readonly [status: number | undefined, body: string]> {
  return new Promise((resolve, reject) => {
    const asked = request(address, { method }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => resolve([response.statusCode, text]));
    });
    asked.on("error", reject).end(body);
  });
}

describe("the server of a state", () => {
  it("gives what was written with the lock, and locks once", async () => {
    const server = await openStateServer();
    try {
      const { address } = server;
      const lock = JSON.stringify({ ID: "a" });
      expect(await ask(address, "GET")).toEqual([404, ""]);
      expect(server.problems()).toEqual(["no state was written", "the state was never locked"]);
      expect(await ask(address, "POST", "{}")).toEqual([409, ""]);
      expect(await ask(address, "LOCK", lock)).toEqual([200, ""]);
      expect(await ask(address, "LOCK", JSON.stringify({ ID: "b" }))).toEqual([423, lock]);
      expect(await ask(`${address}?ID=b`, "POST", "{}")).toEqual([409, ""]);
      expect(await ask(`${address}?ID=a`, "POST", '{"serial":1}')).toEqual([200, ""]);
      expect(server.problems()).toEqual(["the state is locked still"]);
      expect(await ask(address, "UNLOCK", JSON.stringify({ ID: "b" }))).toEqual([409, ""]);
      expect(await ask(address, "UNLOCK", lock)).toEqual([200, ""]);
      expect(await ask(address, "GET")).toEqual([200, '{"serial":1}']);
      expect(server.problems()).toEqual([]);
    } finally {
      await server.end();
    }
  });
});
