import { session } from "./example.js";

const COMPOSE = "services:\n  web:\n    image: nginx:1.29\n";

/** NK59 and NK62. */
export const init = {
  NK596: session(
    { "compose.yaml": "services:\n  web:\n    extends: base\n    image: nginx:1.29\n" },
    `
    $ nanokit-tf init --from-compose compose.yaml
    compose.yaml:3:14 error NK596: This extends the service \`base\`, which compose.yaml does not have.`,
    `
    $ printf 'services:\\n  web:\\n    image: nginx:1.29\\n' > compose.yaml
    $ nanokit-tf init --from-compose compose.yaml`,
  ),
  NK597: session(
    { "compose.yaml": `include:\n  - db/compose.yaml\n${COMPOSE}` },
    `
    $ nanokit-tf init --from-compose compose.yaml
    compose.yaml:2:5 error NK597: The compose files name db/compose.yaml, but that file cannot be read.`,
    `
    $ mkdir db
    $ printf 'services:\\n  db:\\n    image: redis:8\\n' > db/compose.yaml
    $ nanokit-tf init --from-compose compose.yaml`,
  ),
  NK598: session(
    { "compose.yaml": "services:\n  a:\n    extends: b\n  b:\n    extends: a\n" },
    `
    $ nanokit-tf init --from-compose compose.yaml
    compose.yaml:3:14 error NK598: This \`extends\` leads back to itself`,
    `
    $ printf 'services:\\n  a:\\n    extends: b\\n  b:\\n    image: nginx:1.29\\n' > compose.yaml
    $ nanokit-tf init --from-compose compose.yaml`,
  ),
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
