import { everything, named, on, only } from "./grant.js";
import { onDestroy, steps } from "./marks.js";
import type { ResourceRow, TypeRow } from "./row.js";

/** Only records of these hosts. Source: Route 53 developer guide, specifying-conditions-route53. */
const record = {
  arn: "route53:hostedzone/{zone_id}",
  conditions: {
    "ForAllValues:StringLike": { "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["{hosts}"] },
    "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["{record_type}"] },
  },
};

/** DNS. */
export const route53 = {
  aws_route53_record: {
    source: "route53/record.go",
    blocks: `
    alias cidr_routing_policy coordinates failover_routing_policy geolocation_routing_policy
    geoproximity_routing_policy latency_routing_policy timeouts weighted_routing_policy
  `,
    tagged: false,
    forceNew: ["name", "set_identifier", "zone_id"],
    global: true,
    unique: [
      {
        attributes: ["name", "type", "set_identifier"],
        within: "hosted zone",
        source: "botocore route53, ChangeResourceRecordSets, CREATE",
      },
    ],
    marks: [
      // One that is taken over where it is there already. We have no others than those that ACM asks for, the same for a whole account.
      {
        ...onDestroy(
          "note",
          "takes away what proves this domain to ACM. A certificate of another stack in this account, for the same domain or its wildcard, needs that record to be renewed: apply that stack again, which makes the record anew.",
        ),
        where: { attribute: "allow_overwrite", is: true },
      },
    ],
    rules: {
      credentials: {
        others: steps(
          "NK521",
          "note",
          "is made by another role from now on. Where its zone stays the same, just apply. Where it is to be in another zone, have Terraform forget it before you apply, in the folder of the stack: `terraform state rm {address}`. It is made in the new zone, and stays in the old one until you delete it there.",
        ),
      },
    },
    iam: [
      on("route53", record, {
        create: "ChangeResourceRecordSets",
        update: "ChangeResourceRecordSets",
        delete: "ChangeResourceRecordSets",
      }),
      on("route53", named("route53:hostedzone/{zone_id}"), { read: "GetHostedZone ListResourceRecordSets" }),
      on("route53", named("route53:change/*"), { create: "GetChange", update: "GetChange", delete: "GetChange" }),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;

/** What is looked up and never changed. */
export const route53Data = {
  "data.aws_route53_zone": {
    source: "route53/zone_data_source.go",
    iam: [
      only("name", on("route53", everything, { read: "ListHostedZones" }, "the zone is found by its name")),
      only("name", on("route53", named("route53:hostedzone/*"), { read: "GetHostedZone ListTagsForResource" })),
      only(
        "zone_id",
        on("route53", named("route53:hostedzone/{zone_id}"), { read: "GetHostedZone ListTagsForResource" }),
      ),
    ],
  },
} satisfies Readonly<Record<string, TypeRow>>;
