import type { images as codes } from "../codes/images.js";
import { type CodeExample, example } from "./example.js";

/** NK5: what is known of images. */
export const images: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK378: example(
    `
    services:
      queue:
        image: rabbitmq:4.1
        volumes:
          - queue:/var/lib/rabbitmq
    `,
    `
    services:
      queue:
        image: rabbitmq:4.1
        env:
          RABBITMQ_NODENAME: rabbit@localhost
        volumes:
          - queue:/var/lib/rabbitmq
    `,
  ),
  NK379: example(
    `
    services:
      search:
        image: opensearchproject/opensearch:3.1.0
        memory: 4gb
        volumes:
          - index:/usr/share/opensearch/data
    `,
    `
    services:
      search:
        image: opensearchproject/opensearch:3.1.0
        env:
          discovery.type: single-node
          node.store.allow_mmap: "false"
        memory: 4gb
        volumes:
          - index:/usr/share/opensearch/data
    `,
  ),
  NK381: example(
    `
    services:
      objects:
        image: minio/minio:RELEASE.2025-04-22T22-12-26Z
        start: minio server /data
        volumes:
          - objects:/data
    `,
    `
    services:
      objects:
        image: minio/minio:RELEASE.2025-04-22T22-12-26Z
        start: minio server /data
        volumes:
          - objects:/data
    volumes:
      objects:
        efs: { lock: off } # a deployment waits until nobody writes
    `,
  ),
  NK382: example(
    `
    services:
      database:
        image: postgres:17
        volumes:
          - data-store:/var/lib/postgresql/data
        aws: { stopTimeout: 120 }
    volumes:
      data-store:
        efs: { lock: off }
    `,
    `
    services:
      database:
        image: postgres:17
        volumes:
          - data-store:/var/lib/postgresql/data
        aws: { stopTimeout: 120 } # the next task waits for the lock so long
    `,
  ),
  NK460: example(
    `
    services:
      orders:
        image: mcr.microsoft.com/mssql/server:2022-latest
        memory: 4gb
        volumes:
          - orders:/var/opt/mssql
    `,
    `
    services:
      orders:
        image: ghcr.io/acme/orders:1.4 # the data is in Amazon RDS for SQL Server
        secrets:
          ORDERS_DATABASE: { from: vault }
    `,
  ),
  NK501: example(
    `
    services:
      database:
        image: postgres:17
        instances: 2
        volumes:
          - data-store:/var/lib/postgresql/data
    `,
    `
    services:
      database:
        image: postgres:17 # one task, stopped before the next starts
        volumes:
          - data-store:/var/lib/postgresql/data
    `,
  ),
  NK502: example(
    `
    services:
      orders:
        image: mongo:8.0
        volumes:
          - data-store:/data/db
      stock:
        image: mongo:8.0
        volumes:
          - data-store:/data/db
    `,
    `
    services:
      orders:
        image: mongo:8.0
        volumes:
          - orders:/data/db
      stock:
        image: mongo:8.0
        volumes:
          - stock:/data/db
    `,
  ),
  NK503: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
      database:
        image: postgres:17
        expose: 5432
        volumes:
          - data-store:/var/lib/postgresql/data
    environments:
      production: {}
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
      database:
        image: postgres:17
        expose: 5432
        volumes:
          - data-store:/var/lib/postgresql/data
    environments:
      production:
        services:
          database: null # RDS keeps the data there
          web:
            secrets:
              DATABASE_URL: { from: vault }
    `,
  ),
  NK504: example(
    `
    services:
      database:
        image: postgres:18
        volumes:
          - data-store:/var/lib/postgresql/data
    `,
    `
    services:
      database:
        image: postgres:18
        volumes:
          - data-store:/var/lib/postgresql
    `,
  ),
  NK505: example(
    `
    services:
      database:
        image: postgres:17
        expose: 5432
    `,
    `
    services:
      database:
        image: postgres:17
        expose: 5432
        volumes:
          - database-data:/var/lib/postgresql/data
    `,
  ),
  NK506: example(
    `
    services:
      search:
        image: elasticsearch:8.15.0
        env: { node.store.allow_mmap: "false" }
        volumes:
          - search:/usr/share/elasticsearch
    `,
    `
    services:
      search:
        image: elasticsearch:8.15.0
        env: { node.store.allow_mmap: "false" }
        volumes:
          - search:/usr/share/elasticsearch/data
    `,
  ),
  NK507: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          DATABASE_URL: sqlite:///data/shop.sqlite3
        volumes:
          - data:/data
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          DATABASE_URL: { from: vault } # postgres://...
    `,
  ),
  NK508: example(
    `
    services:
      films:
        image: linuxserver/radarr
        env: { PUID: 1000, PGID: 1000 }
        volumes:
          - media:/media
      series:
        image: linuxserver/sonarr
        env: { PUID: 2000, PGID: 2000 }
        volumes:
          - media:/media
    `,
    `
    services:
      films:
        image: linuxserver/radarr
        env: { PUID: 1000, PGID: 1000 }
        volumes:
          - media:/media
      series:
        image: linuxserver/sonarr
        env: { PUID: 1000, PGID: 1000 }
        volumes:
          - media:/media
    `,
  ),
  NK509: example(
    `
    services:
      database:
        image: postgres:17
        volumes:
          - data-store:/var/lib/postgresql
    `,
    `
    services:
      database:
        image: postgres:17
        volumes:
          - data-store:/var/lib/postgresql/data
    `,
  ),
};
