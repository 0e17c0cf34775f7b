import { all, type Edit, put } from "./edit.js";

const KEY = "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
const OTHER = "arn:aws:kms:us-east-1:123456789012:key/fedcba98-7654-3210-fedc-ba9876543210";

const key = (arn: string | undefined) => put("infra/kmsKeyArn", arn);
const ofFiles = (arn: string) => put("infra/efs/kmsKeyArn", arn);
const allButFiles = all(key(KEY), ofFiles("aws/elasticfilesystem"));
const keep = (arn: string) => `write the key that it has: \`infra: { efs: { kmsKeyArn: ${arn} } }\``;

/** The key for all that an environment keeps. */
export const keys: readonly Edit[] = [
  { name: "keys: for logs, the file system staying as it is", base: "plain", change: allButFiles },
  {
    name: "keys: for everything, the file system being there",
    base: "plain",
    change: key(KEY),
    foretold: { code: "NK627", steps: [{ apply: allButFiles, says: keep("aws/elasticfilesystem") }] },
  },
  { name: "keys: with a plan for backups, which stays", base: "backups", change: allButFiles },
  { name: "keys: none any more", base: "keys", change: key(undefined) },
  { name: "keys: another one, the file system keeping its own", base: "keys", change: all(key(OTHER), ofFiles(KEY)) },
  {
    name: "keys: another one for everything",
    base: "keys",
    change: key(OTHER),
    foretold: { code: "NK610", steps: [{ apply: all(key(OTHER), ofFiles(KEY)), says: keep(KEY) }] },
  },
  { name: "keys: the same one for the file system, said there", base: "keys", change: ofFiles(KEY) },
  { name: "keys: for images, the repository being there", base: "built", change: key(KEY) },
  { name: "keys: another one for images", base: "built", first: key(KEY), change: key(OTHER) },
  {
    name: "keys: for a repository that comes",
    base: "built",
    first: key(KEY),
    change: put("services/worker", { build: true, path: ".", networks: [] }),
  },
  {
    name: "keys: none any more for images",
    base: "built",
    first: key(KEY),
    change: key(undefined),
    foretold: {
      code: "NK609",
      steps: [
        {
          aws: "repositoryDeleted",
          says: "aws ecr delete-repository --force --repository-name nk-shop-stage/web",
        },
        { apply: key(undefined), says: "push them again" },
      ],
    },
  },
];
