import { outputOption, sourceOptions, usage } from "./usage.js";

export const adopt = usage({
  name: "adopt",
  summary: "Have the next apply take over a file system, VPC or cluster that is there already",
  options: {
    ...sourceOptions,
    "file-system": { value: "ID", about: "File system to adopt, fs-..." },
    vpc: { value: "ID", about: "VPC to adopt, vpc-..." },
    cluster: { value: "NAME", about: "ECS cluster to adopt" },
    import: { value: "ADDRESS=ID", multiple: true, about: "Anything else of the stack, may be repeated" },
    ...outputOption,
  },
  about: [
    "Without an id, prints the aws commands that find them by the names and tags of the environment; nothing is asked of AWS here. With ids, writes DIR/stacks/<name>-<env>/adopt.tf: import blocks, for which Terraform 1.5 or later is needed. Read the plan: what would be replaced is not to be applied. Remove adopt.tf when it was applied.",
  ],
  examples: ["nanokit-tf adopt -e stage", "terraform -chdir=generated/stacks/shop-stage plan"],
});
