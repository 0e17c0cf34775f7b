import type { cron as codes } from "../codes/cron.js";
import { type CodeExample, example } from "./example.js";

const jobs = Array.from({ length: 60 }, (_, index) => `export-to-partner-${String(index + 1).padStart(2, "0")}`);
const job = (name: string) => `  ${name}: { schedule: "@daily", image: "ghcr.io/acme/export:1.4", command: ${name} }\n`;
const web = "services:\n  web:\n    image: ghcr.io/acme/web:1.4\ncron:\n";
const all = '  exports: { schedule: "@daily", image: "ghcr.io/acme/export:1.4", command: export-to-all-partners }\n';

/** NK36 and NK931 to NK933: jobs on a schedule. */
export const cron: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK360: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: 3 o'clock
        service: web
        command: node cleanup.js
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: 0 3 * * * # minute, hour, day, month, weekday
        service: web
        command: node cleanup.js
    `,
  ),
  NK361: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: 0 3 * * *
        timezone: CEST
        service: web
        command: node cleanup.js
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: 0 3 * * *
        timezone: Europe/Berlin
        service: web
        command: node cleanup.js
    `,
  ),
  NK362: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: "@daily"
        service: wep
        command: node cleanup.js
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: "@daily"
        service: web
        command: node cleanup.js
    `,
  ),
  NK363: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: "@daily"
        command: node cleanup.js
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: "@daily"
        service: web # or an \`image\` of its own
        command: node cleanup.js
    `,
  ),
  NK364: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      report:
        schedule: 0 4 1 * mon # the first of the month, and every Monday
        service: web
        command: node report.js
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      report:
        schedule: 0 4 * * mon
        service: web
        command: node report.js
    `,
  ),
  NK365: example(
    `
    services:
      database:
        image: postgres:17
        volumes:
          - data-store:/var/lib/postgresql/data
    cron:
      copy:
        schedule: "@daily"
        service: database
        command: tar czf /var/lib/postgresql/data/copy.tgz /var/lib/postgresql/data
    `,
    `
    services:
      database:
        image: postgres:17
        expose: 5432
        volumes:
          - data-store:/var/lib/postgresql/data # AWS Backup copies it daily
    `,
  ),
  NK366: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: "@daily"
        service: web
        command: ""
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: "@daily"
        service: web
        command: node cleanup.js
    `,
  ),
  NK367: example(web + jobs.map(job).join(""), web + all, {
    shown: `${web}${job(jobs[0] ?? "")}  # ... and 59 more\n`,
    right: { shown: web + all },
  }),
  NK368: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        depends_on: [api]
      api:
        image: ghcr.io/acme/api:1.4
        expose: 8080
    cron:
      cleanup:
        schedule: "@daily"
        service: web
        command: curl http://api:8080/cleanup
    `,
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
      api:
        image: ghcr.io/acme/api:1.4
        expose: 8080
        host: api.example.com
        updateStrategy: rolling
    cron:
      cleanup:
        schedule: "@daily"
        service: web
        command: curl https://api.example.com/cleanup
    `,
  ),
  NK568: example(
    `
    networks: { a: {}, b: {}, c: {}, d: {} }
    services:
      one: { image: "nginx:1.27", expose: 80, networks: [a] }
      two: { image: "nginx:1.27", expose: 80, networks: [b] }
      three: { image: "nginx:1.27", expose: 80, networks: [c] }
      four: { image: "nginx:1.27", expose: 80, networks: [d] }
    cron:
      collect:
        schedule: "@daily"
        image: ghcr.io/acme/collect:1.4
        command: ./collect
        networks: [a, b, c, d]
        volumes: ["pages:/srv/pages"]
    `,
    `
    networks: { a: {}, b: {}, c: {} }
    services:
      one: { image: "nginx:1.27", expose: 80, networks: [a] }
      two: { image: "nginx:1.27", expose: 80, networks: [b] }
      three: { image: "nginx:1.27", expose: 80, networks: [c] }
      four: { image: "nginx:1.27", expose: 80, networks: [c] }
    cron:
      collect:
        schedule: "@daily"
        image: ghcr.io/acme/collect:1.4
        command: ./collect
        networks: [a, b, c]
        volumes: ["pages:/srv/pages"]
    `,
  ),
  NK588: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: "@daily"
        service: web
        command: node cleanup.js
        retries: { attempts: 10, maxAge: 30s }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: "@daily"
        service: web
        command: node cleanup.js
        retries: { attempts: 10, maxAge: 30m }
    `,
  ),
  NK589: example(
    `
    services:
      db:
        image: redis:8
        expose: 6379
        networks: [default]
    cron:
      dump:
        schedule: "@daily"
        image: redis:8
        command: sh -c 'redis-cli -h $$NANOKIT_HOST_DB --rdb /tmp/dump'
        depends_on: [database]
    `,
    `
    services:
      db:
        image: redis:8
        expose: 6379
        networks: [default]
    cron:
      dump:
        schedule: "@daily"
        image: redis:8
        command: sh -c 'redis-cli -h $$NANOKIT_HOST_DB --rdb /tmp/dump'
        depends_on: [db]
    `,
  ),
  NK590: example(
    `
    networks: { data: {} }
    services:
      db:
        image: redis:8
        expose: 6379
        networks: [data]
    cron:
      dump:
        schedule: "@daily"
        image: redis:8
        command: sh -c 'redis-cli -h $$NANOKIT_HOST_DB --rdb /tmp/dump'
        depends_on: [db]
    `,
    `
    networks: { data: {} }
    services:
      db:
        image: redis:8
        expose: 6379
        networks: [data]
    cron:
      dump:
        schedule: "@daily"
        image: redis:8
        command: sh -c 'redis-cli -h $$NANOKIT_HOST_DB --rdb /tmp/dump'
        depends_on: [db]
        networks: [data]
    `,
  ),
  NK591: example(
    `
    services:
      db:
        image: redis:8
    cron:
      dump:
        schedule: "@daily"
        image: redis:8
        command: sh -c 'redis-cli -h $$NANOKIT_HOST_DB --rdb /tmp/dump'
        depends_on: [db]
    `,
    `
    services:
      db:
        image: redis:8
        expose: 6379
    cron:
      dump:
        schedule: "@daily"
        image: redis:8
        command: sh -c 'redis-cli -h $$NANOKIT_HOST_DB --rdb /tmp/dump'
        depends_on: [db]
    `,
  ),
  NK592: example(
    `
    services:
      db:
        image: redis:8
        expose: 6379
    cron:
      dump:
        schedule: "@daily"
        image: redis:8
        command: redis-cli -h db --rdb /tmp/dump
        depends_on: [db]
    `,
    `
    services:
      db:
        image: redis:8
        expose: 6379
    cron:
      dump:
        schedule: "@daily"
        image: redis:8
        command: redis-cli -h $$NANOKIT_HOST_DB --rdb /tmp/dump
        depends_on: [db]
    `,
  ),
  NK593: example(
    `
    networks: { data: {} }
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: "@daily"
        service: web
        command: node cleanup.js
        networks: [data]
    `,
    `
    networks: { data: {} }
    services:
      web:
        image: ghcr.io/acme/web:1.4
        networks: [default, data]
    cron:
      cleanup:
        schedule: "@daily"
        service: web
        command: node cleanup.js
    `,
  ),
  NK931: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: "@daily"
        service: web
        command: node cleanup.js
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: "@daily"
        image: ghcr.io/acme/cleanup:1.4 # nothing of a service
        command: node cleanup.js
    `,
  ),
  NK932: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
      api:
        image: ghcr.io/acme/api:1.4
        expose: 8080
    cron:
      cleanup:
        schedule: "@daily"
        image: ghcr.io/acme/cleanup:1.4
        command: curl http://api:8080/cleanup
    `,
    `
    services:
      web: # keeps the schedule itself, and reaches http://api:8080
        image: ghcr.io/acme/web:1.4
      api:
        image: ghcr.io/acme/api:1.4
        expose: 8080
    `,
  ),
  NK933: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        instances: 0
    cron:
      cleanup:
        schedule: "@daily"
        service: web
        command: node cleanup.js
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        instances: 0
    cron:
      cleanup:
        schedule: "@daily"
        image: ghcr.io/acme/web:1.4 # runs while the service does not
        command: node cleanup.js
    `,
  ),
};
