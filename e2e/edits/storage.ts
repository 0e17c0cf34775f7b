import { all, type Edit, put, rename } from "./edit.js";

const unprotected = put("infra/efs", { protect: false });
const noVolumes = all(put("services/db/volumes", undefined), put("volumes", undefined));
const elastic = put("infra/efs", { throughput: "elastic" });
const bursting = put("infra/efs", { throughput: "bursting" });
const provisioned = (rate: number) => put("infra/efs", { throughput: { provisioned: rate } });
const fast = put("volumes/uploads/performance", "high");
const standard = put("volumes/uploads/performance", "standard");
const otherMode = put("infra/efs/performanceMode", "maxIO");
const once = "EFS takes that once in 24 hours";

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
    name: "volumes: another name, with the old directory",
    base: "volumes",
    change: all(
      rename("volumes/uploads", "files"),
      put("volumes/files/efs/path", "/uploads"),
      put("services/web/volumes", ["files:/srv/uploads", "data:/dumps:ro"]),
    ),
  },
  {
    name: "volumes: name in another case",
    base: "volumes",
    change: all(
      rename("volumes/uploads", "Uploads"),
      put("services/web/volumes", ["Uploads:/srv/uploads", "data:/dumps:ro"]),
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
  {
    name: "volumes: the last one, protected",
    base: "plain",
    change: noVolumes,
    foretold: {
      code: "NK601",
      steps: [
        { apply: unprotected, says: "set `infra.efs.protect: false`, synth and apply" },
        { apply: noVolumes, says: "then remove it" },
      ],
    },
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
  { name: "volumes: begin with what the image has", base: "volumes", change: put("volumes/uploads/seed", "image") },
  {
    name: "volumes: begin with what the image has, of a service with files and what runs before",
    base: "volumes",
    first: all(
      put("services/web/files", { "/etc/app/site.conf": { content: "listen 80;\n" } }),
      put("services/web/hooks", { prestart: "true" }),
    ),
    change: put("volumes/uploads/seed", "image"),
  },
  {
    name: "volumes: begin empty again",
    base: "volumes",
    first: put("volumes/uploads/seed", "image"),
    change: put("volumes/uploads/seed", undefined),
  },
  {
    name: "volumes: begin with what the image has, elsewhere",
    base: "volumes",
    first: put("volumes/uploads/seed", "image"),
    change: put("services/web/volumes", ["uploads:/srv/files", "data:/dumps:ro"]),
  },
  {
    name: "file system: elastic throughput",
    base: "plain",
    change: elastic,
    foretold: { code: "NK615", steps: [{ apply: elastic, says: once }] },
  },
  {
    name: "file system: elastic throughput, and back on the same day",
    base: "plain",
    first: elastic,
    change: bursting,
    foretold: {
      code: "NK615",
      steps: [
        { waitADay: true, says: "apply a day after that" },
        { apply: bursting, says: once },
      ],
    },
  },
  {
    name: "file system: more provisioned throughput, on the same day",
    base: "plain",
    first: provisioned(10),
    change: provisioned(20),
  },
  {
    name: "file system: less provisioned throughput, on the same day",
    base: "plain",
    first: provisioned(20),
    change: provisioned(10),
    foretold: {
      code: "NK615",
      steps: [
        { waitADay: true, says: "apply a day after that" },
        { apply: provisioned(10), says: once },
      ],
    },
  },
  {
    name: "file system: elastic throughput for a volume",
    base: "volumes",
    change: fast,
    foretold: { code: "NK615", steps: [{ apply: fast, says: once }] },
  },
  {
    name: "file system: elastic throughput for a volume, and no longer on the same day",
    base: "volumes",
    first: fast,
    change: standard,
    foretold: {
      code: "NK615",
      steps: [
        { waitADay: true, says: "apply a day after that" },
        { apply: standard, says: once },
      ],
    },
  },
  {
    name: "file system: elastic throughput for a volume, said of the whole",
    base: "volumes",
    first: fast,
    change: all(standard, elastic),
  },
  {
    name: "file system: replaced on purpose",
    base: "volumes",
    change: otherMode,
    foretold: {
      code: "NK616",
      steps: [
        {
          terraform: ["destroy", "-auto-approve", "-target=aws_efs_file_system.main"],
          says: "terraform destroy -target=aws_efs_file_system.main",
          file: otherMode,
        },
        { apply: otherMode, says: "is replaced" },
      ],
    },
  },
  {
    name: "file system: files to Infrequent Access",
    base: "plain",
    change: put("infra/efs", { lifecycle: { toInfrequentAccess: 30 } }),
  },
  { name: "file system: no backups", base: "plain", change: put("infra/efs", { backup: false }) },
];
