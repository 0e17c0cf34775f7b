import { outputOption, sourceOptions, usage } from "./usage.js";

export const adopt = usage({
  name: "adopt",
  summary: "Have the next apply take over an existing file system, VPC or cluster",
  options: {
    ...sourceOptions,
    "file-system": { value: "ID", about: "File system to adopt, fs-..." },
    vpc: { value: "ID", about: "VPC to adopt, vpc-..." },
    cluster: { value: "NAME", about: "ECS cluster to adopt" },
    import: { value: "ADDRESS=ID", multiple: true, about: "Another resource of the stack, may be repeated" },
    ...outputOption,
  },
  about: [
    "Without an id, it prints the aws commands that find the ids by the names and tags of the environment. It does not call AWS itself. With ids, it writes import blocks, for Terraform 1.5 or later, to DIR/stacks/<name>-<env>/adopt.tf. Then read the plan: do not apply it if it would replace something. Remove adopt.tf after the apply.",
  ],
  examples: ["nanokit-tf adopt -e stage", "terraform -chdir=generated/stacks/shop-stage plan"],
});
