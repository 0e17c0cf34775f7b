import { type ElementFamily, element } from "./element.js";

export const account: ElementFamily = {
  section: "Account and region",
  elements: [
    element("data.aws_caller_identity.current", "account", "the account, for the trust of the task roles"),
    element("data.aws_partition.current", "partition", "the partition of AWS, for ARNs"),
    element("data.aws_region.current", "region", "the region", {
      when: "the file names none, or in a module",
      unless: ["infra.region"],
    }),
  ],
};
