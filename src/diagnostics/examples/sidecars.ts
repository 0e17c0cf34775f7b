import type { sidecars as codes } from "../codes/sidecars.js";
import { type CodeExample, example } from "./example.js";

/** A service with a sidecar, and more lines of the service. */
const file = (sidecar: string, ...lines: readonly string[]) => `
    services:
      web:
        image: acme/web:1.4
${lines.map((line) => `        ${line}\n`).join("")}        sidecars:
          ${sidecar}
    `;

/** NK582 to NK587, NK595 and NK599. */
export const sidecars: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK582: example(
    file('db: { image: "postgres:17", volumes: ["db:/var/lib/postgresql/data"] }', 'volumes: ["db:/srv/db"]'),
    `
    services:
      web:
        image: acme/web:1.4
      db:
        image: postgres:17
        expose: 5432
        volumes: ["db:/var/lib/postgresql/data"]
    `,
  ),
  NK583: example(
    file('agent: { image: "acme/agent:2", memory: 512mb }'),
    file('agent: { image: "acme/agent:2", memory: 512mb }', "memory: 1gb"),
  ),
  NK584: example(file('web: { image: "acme/agent:2" }'), file('agent: { image: "acme/agent:2" }')),
  NK585: example(
    file('proxy: { image: "acme/proxy:2" }', "depends_on: { proxy: { condition: service_healthy } }"),
    file(
      'proxy: { image: "acme/proxy:2", healthCheck: { test: /ready } }',
      "depends_on: { proxy: { condition: service_healthy } }",
    ),
  ),
  NK586: example(
    file('backup: { image: "acme/backup:2", volumes: ["data:/data:ro"] }'),
    file('backup: { image: "acme/backup:2", volumes: ["data:/data:ro"] }', 'volumes: ["data:/srv/data"]'),
  ),
  NK587: example(file('db: { image: "postgres:17" }'), file('cache: { image: "redis:8" }')),
  NK595: example(
    `
    services:
      web: { image: acme/web:1.4, sidecars: { proxy: { build: web/proxy } } }
      api: { image: acme/api:1.4, sidecars: { proxy: { build: api/proxy } } }
    `,
    `
    services:
      web: { image: acme/web:1.4, sidecars: { web-proxy: { build: web/proxy } } }
      api: { image: acme/api:1.4, sidecars: { api-proxy: { build: api/proxy } } }
    `,
  ),
  NK599: example(file("worker: { command: work }"), file("worker: { imageOf: web, command: work }")),
};
