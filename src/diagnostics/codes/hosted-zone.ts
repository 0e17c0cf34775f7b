import { code } from "./entry.js";

/** What Terraform does in a zone. */
const ON_ZONE = ["ChangeResourceRecordSets", "GetHostedZone", "ListResourceRecordSets", "ListTagsForResource"];

/** NK518 and NK519: a zone of Route 53 that is named by its id, or is in another account. */
export const hostedZone = {
  NK518: code<Record<never, never>>({
    severity: "error",
    title: "Hosted zone named twice",
    message: () => "The zone is named by its `name` and by its `id`.",
    help: () => "Remove one of the two.",
    why: "Terraform finds a zone by one of the two, and they could mean different zones.",
    fix: "Write `name` or `id`. Several zones can have the same name, but each has its own id.",
  }),
  NK519: code<{ role: string; byName: boolean }>({
    severity: "note",
    title: "What the role for a hosted zone has to allow",
    message: ({ role, byName }) =>
      `Terraform makes the records with the role \`${role}\`. It must trust whoever applies, and allow on the zone ${ON_ZONE.map((one) => `route53:${one}`).join(", ")}, and on everything route53:GetChange${byName ? " and route53:ListHostedZones" : ""}.`,
    help: () => "Add this where the role is made. The policy of `nanokit-tf iam` lets whoever applies use the role.",
    ownWords: ["byName"],
    why: "A zone in another account can be changed only with a role of that account. nanokit-tf does not change that role, and only a plan shows whether it can be used.",
    fix: "Give the role these rights. Where it has them, nothing needs to be done.",
  }),
} as const;
