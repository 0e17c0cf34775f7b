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

describe("a repository whose services others may call", () => {
  const environmentOf = (text: string) => {
    const { project, diagnostics } = compile({
      path: "nanokit.yml",
      text: `name: shop\n${text}\nenvironments: { stage: {} }\n`,
    });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    return project?.environments[0];
  };
  const services = "services: { web: { image: nginx, port: 80 }, alone: { image: alpine, networks: [] } }";

  it("has each of its networks, and each service on one in its place, where it provides for components", () => {
    const found = environmentOf(`infra: { provide: { discovery: true } }\nnetworks: { back: {} }\n${services}`);
    expect(found?.networks).toEqual(["back", "default"]);
    expect(found?.services.map(({ connect }) => connect)).toEqual([undefined, "server"]);
  });

  it("uses the networks that its services are on, where it is a component that shares them", () => {
    const found = environmentOf(`component: shop\ninfra: { shared: true }\nnetworks: { back: {} }\n${services}`);
    expect(found?.networks).toEqual(["default"]);
    expect(found?.services.map(({ connect }) => connect)).toEqual([undefined, "server"]);
    expect(found?.services[1]?.siblings).toEqual([
      { name: "NANOKIT_URL_WEB", value: "http://web.shop:80", service: "web" },
    ]);
  });

  it("has no names where it wants none", () => {
    const found = environmentOf(`infra: { discovery: none, provide: { discovery: true } }\n${services}`);
    expect([found?.networks, found?.discovery]).toEqual([["default"], undefined]);
  });
});
