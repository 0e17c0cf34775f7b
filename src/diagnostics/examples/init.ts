import { session } from "./example.js";

const COMPOSE = "services:\n  web:\n    image: nginx:1.29\n";

/** NK62. */
export const init = {
  NK620: session(
    { "docker-compose.yml": COMPOSE, "volumes.yml": "volumes:\n  data: {}\n" },
    `
    $ nanokit-tf init --from-compose volumes.yml
    volumes.yml:1:1 error NK620: There are no \`services\` in this file`,
    "$ nanokit-tf init --from-compose docker-compose.yml",
  ),
  NK621: session(
    { "docker-compose.yml": COMPOSE, "list.yml": "services:\n  - image: nginx:1.29\n" },
    `
    $ nanokit-tf init --from-compose list.yml
    list.yml:2:3 error NK621: \`services\` must be a map`,
    "$ nanokit-tf init --from-compose docker-compose.yml",
  ),
};
