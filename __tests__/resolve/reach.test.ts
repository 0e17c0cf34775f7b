import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";

/** The networks that get a security group of their own, beside a server and what else the file has. */
function networksBeside(text: string): readonly string[] {
  const file = `name: shop\nservices: { web: { image: nginx, port: 80 } }\n${text}\nenvironments: { stage: {} }\n`;
  const { project, diagnostics } = compile({ path: "nanokit.yml", text: file });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return project?.environments[0]?.networks ?? [];
}

describe("the network of one server", () => {
  it.each([
    ["nothing", "", []],
    [
      "a job with an image, which could call",
      'cron: { a: { schedule: "@daily", image: alpine, command: x } }',
      ["default"],
    ],
    ["a job beside the server itself", 'cron: { a: { schedule: "@daily", service: web, command: x } }', []],
  ])("beside %s", (_, text, networks) => {
    expect(networksBeside(text)).toEqual(networks);
  });
});
