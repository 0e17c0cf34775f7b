import type { health as codes } from "../codes/health.js";
import { type CodeExample, example } from "./example.js";

/** A service with an image, and more lines. */
const file = (...lines: readonly string[]) => `
    services:
      web:
        image: acme/web:1.4
${lines.map((line) => `        ${line}`).join("\n")}
    `;

const store = (check: string) => `
    services:
      db:
        image: postgres:17
        volumes: [db:/var/lib/postgresql/data]
        healthCheck: ${check}
    `;

const pair = (dependencies: string) => `
    services:
      db:
        image: acme/db:3
        healthCheck: { test: /bin/ready }
      web:
        image: acme/web:1.4
        depends_on: ${dependencies}
    `;

/** NK557 to NK562. */
export const health: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK557: example(
    file("healthCheck: { test: /ready, interval: 1s }"),
    file("healthCheck: { test: /ready, interval: 5s }"),
  ),
  NK558: example(
    file("healthCheck: { test: /ready }", "aws: { healthCheck: { command: /ready } }"),
    file("healthCheck: { test: /ready }"),
  ),
  NK559: example(store("{ test: pg_isready, start_period: 10s }"), store("{ test: pg_isready }")),
  NK560: example(pair("{ db: { condition: service_healthy } }"), pair("[db]")),
  NK561: example(pair("{ db: { condition: service_completed_successfully } }"), pair("[db]")),
  NK562: example(file("healthCheck: { interval: 30s }"), file("healthCheck: { test: /ready, interval: 30s }")),
};
