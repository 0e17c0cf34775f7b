import { code } from "./entry.js";

/** What Terraform does in a zone. */
const ON_ZONE = ["ChangeResourceRecordSets", "GetHostedZone", "ListResourceRecordSets", "ListTagsForResource"];

/** NK518 and NK519: a zone of Route 53 that is named by its id, or is in another account. */
export const hostedZone = {
  NK518: code<Record<never, never>>({
    severity: "error",
    title: "Hosted zone named twice",
    message: () => "The zone is named by its `name` and by its `id`.",
    help: () => "Leave one of the two out.",
    why: "Terraform finds a zone by one of them, and they might not be those of the same.",
    fix: "Write `name` or `id`. Several zones can have one name; an id is that of one.",
  }),
  NK519: code<{ role: string; byName: boolean }>({
    severity: "note",
    title: "What the role for a hosted zone has to allow",
    message: ({ role, byName }) =>
      `The role \`${role}\` is taken to make records: it has to trust whoever applies, and to allow on the zone ${ON_ZONE.map((one) => `route53:${one}`).join(", ")}, and on everything route53:GetChange${byName ? " and route53:ListHostedZones" : ""}.`,
    help: () => "See to it where the role is made. `nanokit-tf iam` lets whoever applies take it.",
    ownWords: ["byName"],
    why: "A zone in another account is changed by a role of that account. Nothing of it is changed here, and who trusts whom is seen when Terraform plans.",
    fix: "Give the role these rights. Where it has them, nothing needs to be done.",
  }),
} as const;
