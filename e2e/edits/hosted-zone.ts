import { all, type Edit, put } from "./edit.js";

const ZONE = "infra/hostedZone";
const ID = "Z0123456789ABCDEFGHIJ";
const role = (account: string) => `arn:aws:iam::${account}:role/dns`;
/** In the account of the stack, so that it is the same zone. */
const byRole = put(ZONE, { name: "example.com", roleArn: role("123456789012") });
/** Another zone of that name. */
const elsewhere = put(ZONE, { name: "example.com", roleArn: role("210987654321") });
const unpublished = all(put("services/web/host", undefined), put("services/api/host", undefined));
const allGone = all(unpublished, put("infra/dns", undefined), put(ZONE, undefined));

const forget = (address: string) => ({
  terraform: ["state", "rm", address],
  says: `terraform state rm ${address}`,
});
const apply = (change: Edit["change"]) => ({ apply: change, says: "Where its zone stays the same, just apply" });

/** The zone of Route 53 that hosts are in. */
export const hostedZones: readonly Edit[] = [
  { name: "hosted zone: by its id in place of its name", base: "published", change: put(ZONE, ID) },
  {
    name: "hosted zone: by its name in place of its id",
    base: "published",
    first: put(ZONE, ID),
    change: put(ZONE, "example.com"),
  },
  {
    name: "hosted zone: by a role",
    base: "published",
    change: byRole,
    foretold: { code: "NK521", steps: [apply(byRole)] },
  },
  {
    name: "hosted zone: no longer by a role",
    base: "published",
    first: byRole,
    change: put(ZONE, "example.com"),
    foretold: { code: "NK521", steps: [apply(put(ZONE, "example.com"))] },
  },
  {
    name: "hosted zone: one of another account",
    base: "published",
    change: elsewhere,
    foretold: {
      code: "NK521",
      steps: [
        forget("aws_route53_record.hosts"),
        forget("aws_route53_record.certificate"),
        { apply: elsewhere, says: "stays in the old one until you delete it there" },
      ],
    },
  },
  {
    name: "hosted zone: of another account, by its id",
    base: "published",
    first: byRole,
    change: put(ZONE, { id: ID, roleArn: role("123456789012") }),
  },
  {
    name: "hosted zone: by a role, and a host removed",
    base: "published",
    first: byRole,
    change: put("services/api/host", undefined),
  },
  { name: "hosted zone: by a role, and all hosts removed", base: "published", first: byRole, change: unpublished },
  {
    name: "hosted zone: by a role, and removed with all hosts",
    base: "published",
    first: byRole,
    change: allGone,
    foretold: {
      code: "NK522",
      steps: [
        {
          apply: unpublished,
          says: "First write `infra.hostedZone` with its `roleArn` in the file again, synth and apply",
        },
        { apply: allGone, says: "Then take it out" },
      ],
    },
  },
];
