import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile.js";
import { dotText } from "../../../src/report/graph/dot.js";
import { mermaidText } from "../../../src/report/graph/mermaid.js";
import { pictureOf } from "../../../src/report/graph/model.js";
import { readMermaid } from "./mermaid-reading.js";

const text = `
name: shop
environments: { stage: {} }
services: { web: { image: nginx:1.29, depends_on: [main-db] } }
databases: { main-db: { engine: postgres, version: "17" } }
`;

describe("a database", () => {
  const environment = compile({ path: "nanokit.yml", text }).project?.environments[0];
  const picture = environment && pictureOf(environment);

  it("is drawn as a store, and a service is not", () => {
    const written = picture ? mermaidText(picture) : "";
    expect(written).toContain(`service_main_db[("main-db :5432<br/>postgres:17")]`);
    expect(written).toContain(`service_web["web<br/>nginx:1.29"]`);
    expect(readMermaid(written).nodes.get("service_main_db")?.lines).toEqual(["main-db :5432", "postgres:17"]);
  });

  it("says so on its card", () => {
    const written = picture ? dotText(picture) : "";
    expect(written.match(/>database</g)).toHaveLength(1);
  });
});
