import { named, on } from "./grant.js";
import type { TypeRow } from "./row.js";

/** Secrets Manager. */
export const secretsData = {
  "data.aws_secretsmanager_secret": {
    source: "secretsmanager/secret_data_source.go",
    iam: [
      on(
        "secretsmanager",
        named("secretsmanager:secret:{name}-??????"),
        { read: "DescribeSecret GetResourcePolicy" },
        "its ARN is looked up, its value never; AWS adds six characters to the name",
      ),
    ],
  },
} satisfies Readonly<Record<string, TypeRow>>;
