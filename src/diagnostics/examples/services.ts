import type { services as codes } from "../codes/services.js";
import { type CodeExample, example } from "./example.js";

/** NK30 to NK33: services, mounts and volumes. */
export const services: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK301: example(
    `
    services:
      web:
        image: https://ghcr.io/acme/web:1.4
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK302: example(
    `
    services:
      web:
        expose: 8080
    `,
    `
    services:
      web:
        build: true # or an \`image\`
        expose: 8080
    `,
  ),
  NK303: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          "LOG=LEVEL": info
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          LOG_LEVEL: info
    `,
  ),
  NK304: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          NANOKIT_ENV: production
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          APP_ENV: production # NANOKIT_ENV is there in any case
    `,
  ),
  NK305: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        cpu: 50%
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        cpu: 0.5 # half a vCPU
    `,
  ),
  NK306: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        memory: 1024
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        memory: 1024mb # or 1gb
    `,
  ),
  NK307: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        cpu: 512
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        cpu: 0.5 # vCPUs: half of one is 512 CPU units
    `,
  ),
  NK308: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        start: ""
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        start: node server.js
    `,
  ),
  NK309: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        depends_on: [databse]
      database:
        image: ghcr.io/acme/database:2.0
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        depends_on: [database]
      database:
        image: ghcr.io/acme/database:2.0
    `,
  ),
  NK310: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        depends_on: [worker]
      worker:
        image: ghcr.io/acme/worker:1.4
        depends_on: [web]
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
      worker:
        image: ghcr.io/acme/worker:1.4
        depends_on: [web]
    `,
  ),
  NK311: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - ./uploads:/srv/uploads
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK312: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - /srv/uploads
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK313: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK314: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:srv/uploads
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK315: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/../uploads
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/uploads
    `,
  ),
  NK316: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK317: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/files
          - exports:/srv/files
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
          - exports:/srv/exports
    `,
  ),
  NK318: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - settings:/etc
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - settings:/srv/settings
    `,
  ),
  NK319: example(
    `
    runtimes:
      backend:
        image: node:22
    services:
      web:
        runtime: backand
    `,
    `
    runtimes:
      backend:
        image: node:22
    services:
      web:
        runtime: backend
    `,
  ),
  NK321: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    volumes:
      uploads:
        type: object
        bucket: acme-uploads
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    volumes:
      uploads:
        type: shared
    `,
  ),
  NK569: example(
    `
    services:
      api:
        image: ghcr.io/acme/api:1.4
        volumes:
          - disk:/srv/data
    volumes:
      disk:
        type: block
    `,
    `
    services:
      api:
        image: ghcr.io/acme/api:1.4
        volumes:
          - disk:/srv/data
    volumes:
      disk:
        type: shared
    `,
  ),
  NK322: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - upload:/srv/uploads
    volumes:
      uploads: # the service mounts \`upload\`
        efs: { uid: 1000, gid: 1000 }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    volumes:
      uploads:
        efs: { uid: 1000, gid: 1000 }
    `,
  ),
  NK331: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    volumes:
      uploads:
        efs: { path: uploads }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    volumes:
      uploads:
        efs: { path: /uploads }
    `,
  ),
  NK332: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
          - exports:/srv/exports
    volumes:
      exports:
        efs: { path: /uploads/exports }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
          - exports:/srv/exports # in /exports, beside /uploads
    `,
  ),
  NK333: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    volumes:
      uploads:
        efs: { gid: 1000 }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    volumes:
      uploads:
        efs: { uid: 1000, gid: 1000 }
    `,
  ),
  NK334: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    volumes:
      uploads:
        efs: { permissions: "0644" }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    volumes:
      uploads:
        efs: { permissions: "0755" }
    `,
  ),
  NK335: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
          - exports:/srv/exports
    volumes:
      uploads:
        efs: { uid: 1000, gid: 1000 }
      exports:
        efs: { uid: 2000, gid: 2000 }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
          - exports:/srv/exports
    volumes:
      uploads:
        efs: { uid: 1000, gid: 1000 }
      exports:
        efs: { uid: 1000, gid: 1000 }
    `,
  ),
  NK380: example(
    `
    infra:
      certificateArn: arn:aws:acm:eu-west-1:123456789012:certificate/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
    `,
    `
    infra:
      certificateArn: arn:aws:acm:eu-west-1:123456789012:certificate/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
  ),
};
