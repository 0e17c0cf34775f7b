import { type ElementFamily, element, type Presence } from "./element.js";
import { KMS_KEY, MANAGED_DATABASE, VPC_KEYS } from "./keys.js";

const ofDatabase: Presence = { when: "AWS runs the database", made: ["databases.{database}.managed=true"] };
const ENGINE = "databases.{database}.engine";
const ENV = "databases.{database}.env";

export const databases: ElementFamily = {
  section: "Databases",
  elements: [
    element(
      "aws_db_subnet_group.main",
      "database-subnets/resource",
      "the private subnets that databases may be in",
      { when: "AWS runs some database", made: [MANAGED_DATABASE] },
      ["name", ...VPC_KEYS, "infra.subnets", "infra.zones"],
    ),
    element("aws_db_instance.{database}", "databases/{database}/resource", "the database", ofDatabase, [
      "name",
      ENGINE,
      ENV,
      "databases.{database}.version",
      "databases.{database}.plan",
      "databases.{database}.storage",
      "databases.{database}.instances",
      "databases.{database}.backups",
      "databases.{database}.protect",
      KMS_KEY,
    ]),
    element(
      "aws_secretsmanager_secret_rotation.{database}",
      "databases/{database}/rotation",
      "when RDS changes the password of the database",
      ofDatabase,
      ["databases.{database}.passwordRotation"],
    ),
    element(
      "aws_security_group._database_{database}",
      "databases/{database}/security-group/resource",
      "the security group of the database",
      ofDatabase,
      ["name", ...VPC_KEYS],
    ),
    element(
      "aws_vpc_security_group_ingress_rule._database_{database}",
      "databases/{database}/security-group/ingress/clients",
      'lets in the tasks of services that depend on it, `["api"]`, and of jobs, `["_dump"]`',
      {
        when: "AWS runs the database, and a service depends on it, or a job with an image of its own",
        made: [
          "databases.{database}.managed=true",
          "services.{client}.depends_on[{database}] | services.{client}.depends_on.{database} | cron.{clientJob}.depends_on[{database}]",
        ],
      },
      [ENGINE],
    ),
  ],
};
