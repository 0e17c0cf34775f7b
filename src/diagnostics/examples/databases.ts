import type { databases as codes } from "../codes/databases.js";
import { type CodeExample, example } from "./example.js";

/** A database, and a service that depends on it. */
const file = (database: string, service = "depends_on: [db]") => `
    services:
      web:
        image: acme/web:1.4
        ${service}
    databases:
      db: ${database}
    `;

const outside = (lines: string) => `
    services:
      web:
        image: acme/web:1.4
${lines}
    `;

const secret = outside("        secrets: { DATABASE_URL: { from: vault } }");
const withUrl = file("{ engine: postgres, url: { from: vault } }");

/** NK533 to NK535, NK537 to NK539, NK566. */
export const databases: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK533: example(
    `
    services:
      db:
        image: acme/web:1.4
    databases:
      db: { engine: postgres }
    `,
    `
    services:
      web:
        image: acme/web:1.4
    databases:
      db: { engine: postgres }
    `,
  ),
  NK534: example(file("{ engine: postgres, managed: true }"), secret),
  NK535: example(
    file('{ engine: postgres, rootPassword: "${DB_PASSWORD}" }'),
    file("{ engine: postgres, rootPassword: { from: vault }, url: { from: vault } }"),
  ),
  NK537: example(
    `
    services:
      web:
        image: acme/web:1.4
        depends_on: [db]
    databases:
      db: { engine: neon }
    `,
    secret,
  ),
  NK538: example(file("{ engine: postgres }"), withUrl),
  NK539: example(file("{ engine: postgres, url: { from: vault } }", "depends_on: [db]\n        networks: []"), withUrl),
  NK566: example(
    file("{ engine: postgres, rootPassword: { from: vault }, secrets: { POSTGRES_PASSWORD: { from: ssm } } }"),
    withUrl,
  ),
};
