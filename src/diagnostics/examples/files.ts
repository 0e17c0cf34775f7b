import type { files as codes } from "../codes/files.js";
import { type CodeExample, example } from "./example.js";

/** A service with files. */
const file = (...lines: readonly string[]) => `
    services:
      web:
        image: nginx:1.29
        files:
${lines.map((line) => `          ${line}`).join("\n")}
    `;

const SITE = "/etc/nginx/conf.d/site.conf";
const beside = { contents: { "nginx/site.conf": "server { listen 8080; }\n" } };

/** A service with one secret. */
const secret = (reference: string, image = "nginx:1.29", name = "DB_PASSWORD") => `
    services:
      web:
        image: ${image}
        secrets: { ${name}: ${reference} }
    `;

const PASSWORD_FILE = "{ from: vault, file: /run/secrets/db_password }";

/** NK395 to NK397, and NK570 to NK578. */
export const files: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK395: example(
    secret(PASSWORD_FILE, "gcr.io/distroless/static"),
    secret("{ from: vault }", "gcr.io/distroless/static"),
  ),
  NK396: example(secret(PASSWORD_FILE, "nginx:1.29", "db-password"), secret(PASSWORD_FILE)),
  NK397: example(
    secret('{ from: vault, mode: "0440" }'),
    secret('{ from: vault, file: /run/secrets/db_password, mode: "0440" }'),
  ),
  NK570: example(file(`${SITE}: ./ngnix/site.conf`), file(`${SITE}: ./nginx/site.conf`), beside),
  NK571: example(
    file("/usr/share/nginx/html: ./dist"),
    `
    services:
      web:
        build: { context: . }
    `,
    {
      contents: { "dist/app.js": "x".repeat(70_000), Dockerfile: "FROM nginx:1.29\nCOPY dist /usr/share/nginx/html\n" },
    },
  ),
  NK572: example(file("/etc/nginx/tls: ./tls"), file(`${SITE}: ./nginx/site.conf`), {
    contents: { ...beside.contents, "tls/server.key": "-----BEGIN PRIVATE KEY-----\n" },
  }),
  NK573: example(
    file("/etc/nginx/../app.conf: ./nginx/site.conf"),
    file("/etc/app/app.conf: ./nginx/site.conf"),
    beside,
  ),
  NK574: example(file("/etc/site.conf: ./nginx/site.conf"), file(`${SITE}: ./nginx/site.conf`), beside),
  NK575: example(
    `
    services:
      web:
        image: nginx:1.29
        volumes: [pages:/usr/share/nginx/html]
        files:
          /usr/share/nginx/html/index.html: { content: "Soon." }
    `,
    `
    services:
      web:
        image: nginx:1.29
        volumes: [pages:/usr/share/nginx/html/uploads]
        files:
          /usr/share/nginx/html/index.html: { content: "Soon." }
    `,
  ),
  NK576: example(file(`${SITE}: { mode: "0600" }`), file(`${SITE}: { from: ./nginx/site.conf, mode: "0600" }`), beside),
  NK577: example(
    file(`${SITE}: { from: ./nginx/site.conf, expand: true }`),
    file(`${SITE}: { from: ./nginx/site.conf, expand: true }`),
    {
      contents: { "nginx/site.conf": "server_name ${NAME};\n" },
      right: { variables: { NAME: "shop.example.com" } },
    },
  ),
  NK578: example(
    `
    services:
      queue:
        image: nats:2.11
        files:
          /etc/nats/nats-server.conf: { content: "max_payload: 2MB" }
    `,
    `
    services:
      queue:
        image: nats:2.11-alpine
        files:
          /etc/nats/nats-server.conf: { content: "max_payload: 2MB" }
    `,
  ),
};
