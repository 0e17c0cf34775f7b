import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";

function servicesOf(text: string) {
  const { project, diagnostics } = compile({ path: "nanokit.yml", text });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return project?.environments[0]?.services ?? [];
}

describe("the URLs of siblings", () => {
  // A list for each would make ten thousand services a hundred million variables.
  it("are one list for all that reach the same services", () => {
    const services = servicesOf(`name: shop
services:
  api: { image: nginx, port: 80, networks: [front] }
  web: { image: nginx, port: 80, networks: [front] }
  db: { image: nginx, port: 80, networks: [back] }
networks: { front: {}, back: {} }
environments: { stage: {} }
`);
    const [api, db, web] = services;
    expect(services.map(({ name }) => name)).toEqual(["api", "db", "web"]);
    expect(api?.siblings.map(({ name }) => name)).toEqual(["NANOKIT_URL_API", "NANOKIT_URL_WEB"]);
    expect(web?.siblings).toBe(api?.siblings);
    expect(db?.siblings.map(({ service }) => service)).toEqual(["db"]);
  });
});
