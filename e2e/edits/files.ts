import { all, type Edit, put } from "./edit.js";

const site = (text: string) => ({ "/etc/app/site.conf": { content: text } });
const withSite = put("services/api/files", site("listen 80;\n"));

const token = (more: object) => put("services/api/secrets", { TOKEN: { from: "ssm", ...more } });
const report = { schedule: "@daily", image: "ghcr.io/example/report:1", command: "report" };
const tokenFile = token({ file: "/run/secrets/token" });

/** Files that are put into containers. */
export const files: readonly Edit[] = [
  { name: "files: added", base: "compute", change: withSite },
  { name: "files: changed", base: "compute", first: withSite, change: put("services/api/files", site("listen 81;\n")) },
  {
    name: "files: mode, owner, and one more in a folder of its own",
    base: "compute",
    first: withSite,
    change: put("services/api/files", {
      "/etc/app/site.conf": { content: "listen 80;\n", mode: "0600", owner: "1000:1000" },
      "/srv/pages/index.html": { content: "soon" },
    }),
  },
  { name: "files: removed", base: "compute", first: withSite, change: put("services/api/files", undefined) },
  {
    name: "files: of a service with a volume and a job",
    base: "plain",
    change: all(put("services/db/files", site("x")), put("services/db/hooks", { prestart: "true" })),
  },
  { name: "files: of a secret", base: "compute", change: tokenFile },
  { name: "files: of a secret that was a variable", base: "compute", first: token({}), change: tokenFile },
  { name: "files: of a secret that becomes a variable", base: "compute", first: tokenFile, change: token({}) },
  {
    name: "files: of a secret, elsewhere and for another user",
    base: "compute",
    first: tokenFile,
    change: token({ file: "/etc/app/token", mode: "0440", owner: "1000:1000" }),
  },
  {
    name: "files: of a sidecar, and of a secret of it",
    base: "compute",
    first: put("services/api/sidecars", { agent: { image: "ghcr.io/example/agent:1" } }),
    change: put("services/api/sidecars/agent", {
      image: "ghcr.io/example/agent:1",
      ...{ files: site("x"), secrets: { TOKEN: { from: "ssm", file: "/run/secrets/token" } } },
    }),
  },
  {
    name: "files: of a secret of a job with an image of its own",
    base: "compute",
    first: put("cron/report", { ...report, secrets: { TOKEN: { from: "ssm" } } }),
    change: put("cron/report", { ...report, secrets: { TOKEN: { from: "ssm", file: "/run/secrets/token" } } }),
  },
  {
    name: "files: of a secret, removed",
    base: "compute",
    first: all(tokenFile, withSite),
    change: put("services/api/secrets", undefined),
  },
];
