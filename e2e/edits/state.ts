import { type Change, type Edit, put, type Step } from "./edit.js";

const inFile = put("infra/backend", { local: { path: "shop.tfstate" } });
const inOtherFile = put("infra/backend", { local: { path: "other.tfstate" } });
const nowhere = put("infra/backend", undefined);
/** The emulator has no host for each bucket. */
const inBucket = put("infra/backend", {
  s3: { bucket: "acme-terraform-state", region: "us-east-1", use_lockfile: true, use_path_style: true },
});

/** The state is moved by hand, in the folder where the old one is known. */
function steps(file: Change): readonly Step[] {
  return [
    {
      terraform: ["init", "-migrate-state", "-force-copy"],
      says: "terraform init -migrate-state",
      file,
    },
    { apply: file, says: "Before you apply, move the state once" },
  ];
}

const NOTHING = () => {};

/** Where Terraform keeps the state, and what it takes into one. */
export const state: readonly Edit[] = [
  {
    name: "state: a backend for the first time",
    base: "compute",
    change: inFile,
    foretold: { code: "NK605", steps: steps(inFile) },
  },
  {
    name: "state: another place",
    base: "state",
    change: inOtherFile,
    foretold: { code: "NK605", steps: steps(inOtherFile) },
  },
  {
    name: "state: no backend any more",
    base: "state",
    change: nowhere,
    foretold: { code: "NK605", steps: steps(nowhere) },
  },
  {
    name: "state: a file system, a VPC and a cluster that are adopted",
    base: "volumes",
    change: NOTHING,
    foretold: {
      page: "pipelines.md",
      steps: [
        {
          adopt: ["aws_efs_file_system.main", "aws_vpc.main", "aws_ecs_cluster.main"],
          says: "The second one writes `adopt.tf` next to the stack: import blocks",
        },
        { apply: NOTHING, says: "The next apply takes it into the state" },
      ],
    },
  },
  {
    name: "state: into a bucket",
    base: "state",
    change: inBucket,
    foretold: {
      code: "NK605",
      steps: [
        { aws: "stateBucketMade", says: "keeps its state elsewhere: `local` before, now `s3`" },
        ...steps(inBucket),
      ],
    },
  },
];
