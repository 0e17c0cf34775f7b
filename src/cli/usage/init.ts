import type { FirstBackend } from "../../init/backend.js";
import { usage } from "./usage.js";

/** Named here again, as the table of backends is loaded for those who ask alone. */
const BACKENDS = ["s3", "gcs", "azurerm", "cloud"] as const satisfies readonly FirstBackend[];

export const init = usage({
  name: "init",
  summary: "Write a first nanokit.yml, from questions or from a compose file",
  options: {
    file: { short: "f", value: "FILE", about: "File to write (default: nanokit.yml)", completes: "file" },
    yes: { short: "y", about: "Ask nothing and take the defaults" },
    "from-compose": {
      value: "FILE",
      about: "Translate this compose file instead of asking; may be repeated",
      completes: "file",
      multiple: true,
    },
    backend: {
      value: "TYPE",
      choices: BACKENDS,
      about: "Write where Terraform keeps the state, as infra.backend",
    },
    "github-actions": { about: "Write .github/workflows/nanokit.yml as well" },
    force: { about: "Overwrite existing files" },
  },
  about: [
    "A .gitignore comes with it where there is none. Without a terminal, it takes the defaults, as with --yes. An existing file is kept, unless --force is given.",
    "--from-compose takes over services, ports, variables, volumes, health checks, limits, networks, anchors and comments. What a task on Fargate cannot have becomes a comment in the same place, and a line in the summary. Values that look like secrets are not copied: a reference takes their place. The variables of compose are read from .env in the folder of the first compose file. Each file is put over the ones before it; a lone compose.yaml has its compose.override.yaml put over it.",
  ],
  examples: [
    "nanokit-tf init",
    "nanokit-tf init --yes --backend s3 --github-actions",
    "nanokit-tf init --from-compose docker-compose.yml --force",
  ],
});
