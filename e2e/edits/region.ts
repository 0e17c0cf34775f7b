import { type Change, type Edit, put, type Step } from "./edit.js";

const elsewhere = put("infra/region", "eu-central-1");
const unprotected = put("infra/efs/protect", false);
const asItWas = () => {};

/** The steps to another region, from a file that is written with the old one. */
function steps(file: Change, ...variables: readonly string[]): readonly Step[] {
  return [
    { terraform: ["destroy", "-auto-approve", ...variables], says: "terraform destroy", file },
    { apply: elsewhere, says: "then write `eu-central-1` again, synth and apply" },
  ];
}

const unprotect: Step = { apply: unprotected, says: "`infra.efs.protect: false`" };
const forget = (address: string): Step => ({
  terraform: ["state", "rm", address],
  says: `terraform state rm ${address}`,
});

/** The region of an environment. */
export const region: readonly Edit[] = [
  {
    name: "region: another, with neither host nor volume",
    base: "compute",
    change: elsewhere,
    foretold: { code: "NK618", steps: steps(asItWas) },
  },
  {
    name: "region: another, with volumes",
    base: "plain",
    change: elsewhere,
    foretold: { code: "NK618", steps: [unprotect, ...steps(unprotected)] },
  },
  {
    name: "region: another, with a plan for backups",
    base: "backups",
    change: elsewhere,
    foretold: { code: "NK618", steps: [unprotect, forget("aws_backup_vault.main"), ...steps(unprotected)] },
  },
  {
    name: "region: another, with hosts",
    base: "published",
    change: elsewhere,
    foretold: { code: "NK618", steps: steps(asItWas) },
  },
  {
    name: "region: another, with a built service",
    base: "built",
    change: elsewhere,
    foretold: { code: "NK618", steps: [forget("aws_ecr_repository.web"), ...steps(asItWas, "-var=web_image_tag=v1")] },
  },
];
