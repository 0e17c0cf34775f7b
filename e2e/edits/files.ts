import { all, type Edit, put } from "./edit.js";

const site = (text: string) => ({ "/etc/app/site.conf": { content: text } });
const withSite = put("services/api/files", site("listen 80;\n"));

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
];
