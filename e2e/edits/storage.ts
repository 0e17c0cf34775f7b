import { all, type Edit, put, rename } from "./edit.js";

const renamed = rename("services/db", "mongo");

/** Volumes and the file system. */
export const storage: readonly Edit[] = [
  { name: "volumes: another owner", base: "volumes", change: put("volumes/uploads/efs", { uid: 1001, gid: 1001 }) },
  { name: "volumes: another directory", base: "volumes", change: put("volumes/uploads/efs/path", "/old-uploads") },
  {
    name: "volumes: another name",
    base: "volumes",
    change: all(
      rename("volumes/uploads", "files"),
      put("services/web/volumes", ["files:/srv/uploads", "data:/dumps:ro"]),
    ),
  },
  {
    name: "volumes: one more",
    base: "volumes",
    change: all(put("volumes/cache", {}), put("services/web/volumes", ["uploads:/srv/uploads", "cache:/srv/cache"])),
  },
  {
    name: "volumes: a mount taken away",
    base: "volumes",
    change: put("services/web/volumes", ["uploads:/srv/uploads"]),
  },
  {
    name: "volumes: read only",
    base: "volumes",
    change: put("services/web/volumes", ["uploads:/srv/uploads:ro", "data:/dumps:ro"]),
  },
  {
    name: "volumes: the first ones",
    base: "compute",
    change: all(put("volumes/files", {}), put("services/web/volumes", ["files:/srv"])),
  },
  {
    name: "volumes: the last ones, unprotected",
    base: "volumes",
    change: all(
      put("services/db/volumes", undefined),
      put("services/web/volumes", undefined),
      put("volumes", undefined),
    ),
  },
  { name: "volumes: a service with them removed", base: "volumes", change: all(put("services/db", undefined)) },
  {
    name: "volumes: database renamed",
    base: "plain",
    change: renamed,
    foretold: {
      code: "NK613",
      steps: [
        { apply: put("services/db/instances", 0), says: "write `instances: 0` at `db`" },
        { apply: renamed, says: "then rename it" },
      ],
    },
  },
  { name: "file system: elastic throughput", base: "plain", change: put("infra/efs", { throughput: "elastic" }) },
  {
    name: "file system: files to Infrequent Access",
    base: "plain",
    change: put("infra/efs", { lifecycle: { toInfrequentAccess: 30 } }),
  },
  { name: "file system: no backups", base: "plain", change: put("infra/efs", { backup: false }) },
];
