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
      says: "then `terraform init -migrate-state` in the folder of the stack",
      file,
    },
    { apply: file, says: "Before you apply, move the state once" },
  ];
}

/** Where Terraform keeps the state. */
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
