import { usage } from "./usage.js";

export const init = usage({
  name: "init",
  summary: "Write a first nanokit.yml: questions, or a compose file",
  options: {
    file: { short: "f", value: "FILE", about: "File to write (default: nanokit.yml)", completes: "file" },
    yes: { short: "y", about: "Ask nothing and take the defaults" },
    "from-compose": {
      value: "FILE",
      about: "Translate this compose file instead of asking",
      completes: "file",
    },
    "github-actions": { about: "Write .github/workflows/nanokit.yml as well" },
    force: { about: "Overwrite what is there" },
  },
  about: [
    "Without a terminal to ask in, it takes the defaults, as with --yes. A file that is there stays, unless --force is given.",
    "--from-compose takes over services, ports, variables, volumes, health checks, limits, networks, anchors and comments. What a task on Fargate cannot have is a comment at its place, and a line of the summary. Values that look like secrets are not copied: a reference stands in their place. The variables of compose are looked up in .env beside its file.",
  ],
  examples: [
    "nanokit-tf init",
    "nanokit-tf init --yes --github-actions",
    "nanokit-tf init --from-compose docker-compose.yml --force",
  ],
});
