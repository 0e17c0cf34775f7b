import type { containers as codes } from "../codes/containers.js";
import { type CodeExample, example } from "./example.js";

/** A service with an image, and more lines. */
const file = (...lines: readonly string[]) => `
    services:
      web:
        image: acme/web:1.4
${lines.map((line) => `        ${line}`).join("\n")}
    `;

const nginx = (dropped: string) => `
    services:
      web:
        image: nginx:1.29
        cap_drop: [${dropped}]
    `;

const withVolume = (user: string) => `
    services:
      web:
        image: acme/web:1.4
        user: "${user}"
        volumes: [uploads:/srv/uploads]
    volumes:
      uploads: { efs: { uid: 1000 } }
    `;

/** NK540 to NK549, NK600, NK623 and NK640. */
export const containers: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK540: example(file("start: node server.js", "command: --port 8080"), file("start: node server.js --port 8080")),
  NK541: example(file("command: migrate && serve"), file("start: migrate && exec serve")),
  NK542: example(file("command: []"), file("command: [serve]")),
  NK543: example(file("command: serve --host $HOSTNAME"), file("start: exec serve --host $HOSTNAME")),
  NK544: example(file("readOnly: true", "aws: { exec: true }"), file("readOnly: true")),
  NK545: example(file("tmpfs: /tmp:size=lots"), file("tmpfs: /tmp:size=64m")),
  NK546: example(file("tmpfs: [/tmp, /tmp]"), file("tmpfs: [/tmp, /run]")),
  NK547: example(file("tmpfs: /tmp:size=1g"), file("tmpfs: /tmp:size=1g", "memory: 2gb")),
  NK548: example(file("ulimits: { nofile: 2000000 }"), file("ulimits: { nofile: 1048576 }")),
  NK549: example(withVolume("2000"), withVolume("1000")),
  NK600: example(file("cap_drop: [NET_ROW]"), file("cap_drop: [NET_RAW]")),
  NK623: example(file("cap_add: [NET_ADMIN]"), file("cap_add: [SYS_PTRACE]")),
  NK640: example(nginx("ALL"), nginx("NET_RAW")),
};
