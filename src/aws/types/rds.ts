import { DATABASE_STORAGE } from "../managed-databases.js";
import { named, on, only, serviceLinkedRole } from "./grant.js";
import { data, interrupts, onChange, steps, weakens } from "./marks.js";
import type { ResourceRow } from "./row.js";

const instance = named("rds:db:{identifier}");
const subnets = named("rds:subgrp:{db_subnet_group_name>name}");

/** Of RDS only, for the key of the volume. Source: RDS user guide, Overview.Encryption.Keys. */
const viaRds = { arn: "{kms_key_id}", conditions: { StringLike: { "kms:ViaService": ["rds.*.amazonaws.com*"] } } };

/** The key of AWS that encrypts secrets, whose id nobody knows beforehand. */
const ofAws = named("kms:key/*");

/** Amazon RDS: databases that AWS runs. */
export const rds = {
  aws_db_subnet_group: {
    source: "rds/subnet_group.go",
    tagged: true,
    forceNew: ["name", "name_prefix"],
    unique: [{ attributes: ["name"], within: "region", source: "botocore rds, CreateDBSubnetGroup" }],
    refused: [
      {
        call: "rds:DeleteDBSubnetGroup",
        usedBy: ["aws_db_instance"],
        error: "InvalidDBSubnetGroupStateFault",
        source: "botocore rds, DeleteDBSubnetGroup",
      },
    ],
    rules: {
      dataSubnets: {
        fewer: steps(
          "NK624",
          "interrupts",
          "loses {subnets}, which RDS refuses while a database is in the group: the apply would fail. Leave the zones and subnets that are written, and add others beside them.",
        ),
      },
    },
    iam: [
      on("rds", named("rds:subgrp:{name}"), {
        create: "CreateDBSubnetGroup AddTagsToResource",
        read: "ListTagsForResource",
        update: "ModifyDBSubnetGroup AddTagsToResource RemoveTagsFromResource",
        delete: "DeleteDBSubnetGroup",
      }),
      on("rds", named("rds:subgrp:*"), { read: "DescribeDBSubnetGroups" }),
      serviceLinkedRole("rds.amazonaws.com"),
    ],
  },
  aws_db_instance: {
    source: "rds/instance.go",
    blocks: "blue_green_update restore_to_point_in_time s3_import timeouts",
    tagged: true,
    forceNew: [
      "availability_zone",
      "backup_target",
      "character_set_name",
      "custom_iam_instance_profile",
      "db_name",
      "engine",
      "kms_key_id",
      "nchar_character_set_name",
      "restore_to_point_in_time",
      "s3_import",
      "snapshot_identifier",
      "storage_encrypted",
      "timezone",
      "username",
    ],
    // Optional and Computed.
    kept: ["kms_key_id", "multi_az"],
    unique: [
      { attributes: ["identifier"], within: "region", ignoresCase: true, source: "botocore rds, CreateDBInstance" },
    ],
    quotas: {
      instances: { max: 40, of: "databases in a region", raised: true, source: "RDS user guide, CHAP_Limits" },
    },
    marks: [
      {
        ...onChange("allocated_storage", "data", "gets less storage, which RDS refuses: write what it has, or more.", {
          falls: true,
          endless: DATABASE_STORAGE.max + 1,
        }),
        code: "NK631",
      },
      onChange(
        "instance_class",
        "interrupts",
        "gets another instance class: it is down for some minutes while it restarts.",
      ),
      onChange("backup_retention_period", "weakens", "keeps its backups for fewer days.", { falls: true, endless: 36 }),
      onChange(
        "multi_az",
        "weakens",
        "has no standby any more: if it or its zone fails, it is down until RDS or you restore it.",
        { is: false },
      ),
      onChange("deletion_protection", "weakens", "can be deleted from now on.", { isNot: true }),
      onChange("publicly_accessible", "opens", "gets a public address.", { is: true }),
      onChange("storage_encrypted", "weakens", "is no longer encrypted at rest.", { isNot: true }),
      onChange("skip_final_snapshot", "weakens", "leaves no snapshot behind when it goes.", { is: true }),
    ],
    rules: {
      managedDatabase: {
        replaced: steps(
          "NK630",
          "data",
          "would be made anew, empty. `prevent_destroy` stops that, and the plan would fail. Write engine, user and database as they were, or make a second database under another key. To give its data up, first set `protect: false`, synth and apply.",
        ),
        remade: data("is made anew, empty. RDS keeps a last snapshot of the old one."),
        undeletable: steps(
          "NK629",
          "data",
          "RDS deletes no database while it is protected: first apply `protect: false` alone, with the rest of the file as it was.",
        ),
        madeFirst: steps(
          "NK629",
          "data",
          "Terraform would make the new one first, and RDS refuses that while the old one has its identifier. Before you apply, destroy it, in the folder of the stack: `terraform destroy -target={address}`. What uses it goes with it, and comes back with the apply.",
        ),
        destroyed: data(
          "is destroyed, with all its data and its secret. RDS keeps a last snapshot, and the daily backups until they expire.",
        ),
        older: steps("NK632", "data", "goes from {old} back to {now}, which RDS refuses."),
        newer: interrupts(
          "goes from {old} to {now}: it is down while RDS upgrades it, for some minutes or longer. There is no way back.",
        ),
        otherVpc: steps(
          "NK633",
          "data",
          "is to be in another VPC, and the subnets of a database stay in theirs: the apply would fail. Leave the VPC as it is, or make a second database in another stack and copy the data.",
        ),
        unprotected: weakens("loses `prevent_destroy`: the next plan may destroy it, with all data."),
        standbyStays: steps(
          "NK639",
          "note",
          "keeps its standby, which still costs money: Terraform does not change what is removed from the file. Write `instances: 1` at the database.",
        ),
      },
    },
    iam: [
      on("rds", [instance, subnets, named("rds:og:*"), named("rds:pg:*")], { create: "CreateDBInstance" }),
      on("rds", [instance, named("rds:og:*"), named("rds:pg:*")], { update: "ModifyDBInstance" }),
      on("rds", instance, {
        create: "AddTagsToResource",
        read: "ListTagsForResource",
        update: "AddTagsToResource RemoveTagsFromResource RebootDBInstance",
      }),
      on("rds", named("rds:db:*"), { read: "DescribeDBInstances" }),
      only("!lifecycle.prevent_destroy", on("rds", instance, { delete: "DeleteDBInstance" })),
      only(
        "!lifecycle.prevent_destroy",
        on(
          "rds",
          [instance, named("rds:snapshot:{final_snapshot_identifier}")],
          { delete: "CreateDBSnapshot" },
          "RDS makes the last snapshot in the name of the caller",
        ),
      ),
      // Source: RDS user guide, rds-secrets-manager, "Permissions required".
      on(
        "secretsmanager",
        named("secretsmanager:secret:rds!*"),
        { create: "CreateSecret TagResource" },
        "RDS does it in the name of the caller, for the password",
      ),
      on("kms", ofAws, { create: "DescribeKey" }, "RDS looks at the key of AWS for secrets"),
      only(
        "kms_key_id",
        on("kms", viaRds, { create: "CreateGrant DescribeKey" }, "RDS keeps the right to use the key"),
      ),
      serviceLinkedRole("rds.amazonaws.com"),
    ],
  },
  aws_secretsmanager_secret_rotation: {
    source: "secretsmanager/secret_rotation.go",
    blocks: "rotation_rules",
    tagged: false,
    forceNew: ["secret_id"],
    unique: [],
    iam: [
      on("secretsmanager", named("secretsmanager:secret:rds!*"), {
        create: "RotateSecret",
        read: "DescribeSecret",
        update: "RotateSecret",
        delete: "CancelRotateSecret",
      }),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
