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

/** A database that RDS runs: that it changes the password is accepted. */
const run = (more: string) => file(`{ engine: postgres, managed: true, x-nanokit: { accept: [NK563] }${more} }`);
const managed = run("");

/** A cache that ElastiCache runs. */
const cache = (more: string) => file(`{ engine: valkey, managed: true, ${more} }`);

const jobOf = (lines: string) => `
    services:
      web: { image: "acme/web:1.4" }
    databases:
      db: { engine: postgres, managed: true, x-nanokit: { accept: [NK563] } }
    cron:
      dump:
        schedule: "@daily"
${lines}
        command: ./dump
        depends_on: [db]
    `;

/** A database in a container, and a job that depends on it. */
const dumped = (lines = "") => `
    services:
      web: { image: "acme/web:1.4" }
    databases:
      db: { engine: postgres, url: { from: vault } }
    cron:
      dump:
        schedule: "@daily"
        image: acme/dump:1
        command: ./dump --to $$DB_HOST
        depends_on: [db]
${lines}
    `;

/** NK520, NK533 to NK539, NK563 to NK566, NK594, NK625, NK628, NK634, NK637, NK638. */
export const databases: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK520: example(run(", volume: data"), managed),
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
  NK534: example(file("{ engine: mongo, managed: true }"), secret),
  NK535: example(
    file('{ engine: postgres, rootPassword: "${DB_PASSWORD}" }'),
    file("{ engine: postgres, rootPassword: { from: vault }, url: { from: vault } }"),
  ),
  NK536: example(run(", storage: 10gb"), managed),
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
  NK563: example(file("{ engine: postgres, managed: true }"), secret),
  NK564: example(
    `
    infra: { zones: [eu-west-1a] }${managed}`,
    `
    infra: { zones: [eu-west-1a, eu-west-1b] }${managed}`,
  ),
  NK565: example(file("{ engine: postgres, url: { from: vault }, plan: small }"), withUrl),
  NK566: example(
    file("{ engine: postgres, rootPassword: { from: vault }, secrets: { POSTGRES_PASSWORD: { from: ssm } } }"),
    withUrl,
  ),
  NK594: example(cache("plan: small"), cache("plan: small, x-nanokit: { accept: [NK594] }")),
  NK625: example(
    `
    services:
      web: { image: "acme/web:1.4", depends_on: [main-db, main_db] }
    databases:
      main-db: { engine: redis }
      main_db: { engine: redis }
    `,
    `
    services:
      web: { image: "acme/web:1.4", depends_on: [main-db, cache] }
    databases:
      main-db: { engine: redis }
      cache: { engine: redis }
    `,
    { also: ["NK342"] },
  ),
  NK628: example(file("{ engine: postgres, managed: true, x-nanokit: { accept: [NK563] } }", "expose: 80"), managed),
  NK634: example(
    cache("rootPassword: { name: /shop/cache }"),
    cache("rootPassword: { name: /shop/cache }, x-nanokit: { accept: [NK634] }"),
  ),
  NK637: example(dumped(), dumped("        secrets: { DB_URL: { name: /shop/stage/db-url-for-jobs } }")),
  NK638: example(jobOf("        service: web"), jobOf('        image: "acme/dump:1"')),
};
