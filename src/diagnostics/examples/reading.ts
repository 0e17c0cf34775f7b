import type { reading as codes } from "../codes/reading.js";
import { type CodeExample, example, session } from "./example.js";

const service = "services:\n  web:\n    image: ghcr.io/acme/web:1.4\n";

/** NK0: reading the file. */
export const reading: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK001: session(
    { "infra/nanokit.yml": service },
    `
    $ nanokit-tf validate
    nanokit.yml:1:1 error NK001: There is no file nanokit.yml.
    `,
    `
    $ nanokit-tf validate -f infra/nanokit.yml
    infra/nanokit.yml is valid: infra (stage)
    `,
  ),
  NK002: session(
    { "infra/nanokit.yml": service },
    `
    $ nanokit-tf validate -f infra
    infra:1:1 error NK002: infra is a folder.
    `,
    `
    $ nanokit-tf validate -f infra/nanokit.yml
    infra/nanokit.yml is valid: infra (stage)
    `,
  ),
  NK003: session(
    { "nanokit.yml": Uint8Array.from(`# caf\u00e9\n${service}`, (letter) => letter.charCodeAt(0)) }, // Latin-1
    `
    $ nanokit-tf validate
    nanokit.yml:1:6 error NK003: The file holds a byte that is not UTF-8.
    `,
    `
    $ iconv -f latin1 -t utf-8 nanokit.yml > new.yml && mv new.yml nanokit.yml
    $ nanokit-tf validate
    nanokit.yml is valid: shop (stage)
    `,
  ),
  NK004: session(
    { "nanokit.yml": service, "dump.sql": "INSERT INTO orders VALUES (1, 'one of very many');\n".repeat(22_000) },
    `
    $ nanokit-tf validate -f dump.sql
    dump.sql:1:1 error NK004: dump.sql has 1122000 bytes; a nanokit.yml has at most
      1 MiB.
    `,
    `
    $ nanokit-tf validate
    nanokit.yml is valid: shop (stage)
    `,
  ),
  NK005: example(
    `
    # services:
    #   web:
    #     image: ghcr.io/acme/web:1.4
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        instances: 0 # keeps everything and runs nothing
    `,
  ),
  NK006: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    ---
    infra:
      region: eu-west-1
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    infra:
      region: eu-west-1
    `,
  ),
  NK007: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
       expose: 8080
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080 # as far in as \`image\`
    `,
  ),
  NK008: example(
    `
    services:
    \tweb:
    \t  image: ghcr.io/acme/web:1.4
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK009: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          LOG_LEVEL: info
        expose: 8080
        env:
          GREETING: hello
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          LOG_LEVEL: info
          GREETING: hello
        expose: 8080
    `,
  ),
  NK010: example(
    `
    x-a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    x-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
    x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
    x-d: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]

    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    x-a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    x-b: [*a, *a]

    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK011: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env: *common
    `,
    `
    x-common: &common # the anchor stands above what uses it
      LOG_LEVEL: info

    services:
      web:
        image: ghcr.io/acme/web:1.4
        env: *common
    `,
  ),
  NK012: example(
    `
    services:
      web: &web
        image: ghcr.io/acme/web:1.4
        env: *web
    `,
    `
    services:
      web: &web
        image: ghcr.io/acme/web:1.4
      worker:
        <<: *web
        start: node worker.js
    `,
  ),
  NK013: example(
    `
    services:
      web:
        image: !Sub ghcr.io/acme/web:1.4
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:\${WEB_VERSION:-1.4}
    `,
  ),
  NK014: example(
    `
    - web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK015: example(
    `
    x-matrix: ${"[".repeat(120)}${"]".repeat(120)}

    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    x-matrix: []

    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    { shown: "x-matrix: [[[[[[[[[[ ... ]]]]]]]]]]\n", right: { shown: "x-matrix: []\n" } },
  ),
  NK016: example(
    `
    services:
      [mails, reports]:
        image: ghcr.io/acme/worker:1.4
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
      mails: &worker
        image: ghcr.io/acme/worker:1.4
      reports: *worker
    `,
  ),
  NK017: example(
    `
    x-size: &size 1gb

    services:
      web:
        image: ghcr.io/acme/web:1.4
        <<: *size
    `,
    `
    x-size: &size
      memory: 1gb

    services:
      web:
        image: ghcr.io/acme/web:1.4
        <<: *size
    `,
  ),
  NK018: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          GREETING: "Cafe\\u0301" # an e and an accent behind it: two characters
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          GREETING: Café # one character
    `,
  ),
  NK019: session(
    { "nanokit.yml": service },
    `
    $ nanokit-tf validate -f /dev/zero
    /dev/zero:1:1 error NK019: /dev/zero gives more than 1 MiB, and does not end.
    `,
    `
    $ nanokit-tf validate -f nanokit.yml
    nanokit.yml is valid: shop (stage)
    `,
  ),
  NK020: session(
    { "nanokit.yml": 'services:\n  web:\n    image: nginx:1.29\n    restart: always\n    ports: ["80:80"]\n' },
    `
    $ nanokit-tf validate
    nanokit.yml:1:1 error NK020: This is a compose file, not a nanokit.yml: services have other keys there.
    `,
    `
    $ mv nanokit.yml docker-compose.yml
    $ nanokit-tf init --from-compose docker-compose.yml
    $ nanokit-tf validate
    nanokit.yml is valid: shop (stage)
    `,
  ),
};
