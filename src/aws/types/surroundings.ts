import type { TypeRow } from "./row.js";

/** What a stack asks about where it is. */
export const surroundingsData = {
  "data.aws_caller_identity": {
    source: "sts/caller_identity_data_source.go",
    iam: [],
  },
  "data.aws_partition": {
    source: "meta/partition_data_source.go",
    iam: [],
  },
  "data.aws_region": {
    source: "meta/region_data_source.go",
    iam: [],
  },
} satisfies Readonly<Record<string, TypeRow>>;
