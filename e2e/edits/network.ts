import { all, type Edit, put } from "./edit.js";

const otherRange = put("infra/cidr", "10.7.0.0/16");
const ownVpc = put("infra/vpc", undefined);
const existingVpc = all(
  put("infra/vpc", "vpc-0123456789abcdef0"),
  put("infra/zones", undefined),
  put("infra/cidr", undefined),
);

const takeDown = (...targets: readonly string[]) => {
  const options = targets.map((target) => `-target=${target}`);
  return { terraform: ["destroy", "-auto-approve", ...options], says: `terraform destroy ${options.join(" ")}` };
};

const zoned = ["aws_efs_mount_target.us-east-1a", "aws_efs_mount_target.us-east-1b", "aws_lb.main"];

const picked = ["aws_efs_mount_target.first", "aws_efs_mount_target.second"];

/** The VPC: another range, one that exists, one of its own. */
export const network: readonly Edit[] = [
  { name: "network: another range, with neither host nor volume", base: "compute", change: otherRange },
  { name: "network: an existing VPC, with neither host nor volume", base: "compute", change: existingVpc },
  {
    name: "network: another range, with hosts alone",
    base: "http",
    change: otherRange,
    foretold: {
      code: "NK611",
      steps: [takeDown("aws_lb.main"), { apply: otherRange, says: "until the apply" }],
    },
  },
  {
    name: "network: another range, with volumes alone",
    base: "plain",
    change: otherRange,
    foretold: { code: "NK611", steps: [takeDown(...picked), { apply: otherRange, says: "until the apply" }] },
  },
  {
    name: "network: another range, with hosts and volumes",
    base: "zones",
    change: otherRange,
    foretold: { code: "NK611", steps: [takeDown(...zoned), { apply: otherRange, says: "until the apply" }] },
  },
  {
    name: "network: an existing VPC, with hosts and volumes",
    base: "zones",
    change: existingVpc,
    foretold: { code: "NK611", steps: [takeDown(...zoned), { apply: existingVpc, says: "until the apply" }] },
  },
  {
    name: "network: a VPC of its own, with hosts and volumes",
    base: "existing",
    change: ownVpc,
    foretold: {
      code: "NK611",
      steps: [takeDown("aws_efs_mount_target.main", "aws_lb.main"), { apply: ownVpc, says: "until the apply" }],
    },
  },
  {
    name: "network: a service on a network of its own",
    base: "compute",
    change: all(put("networks/inner", {}), put("services/api/networks", ["inner"])),
  },
  { name: "network: a service off all networks", base: "compute", change: put("services/api/networks", []) },
  { name: "network: discovery off", base: "compute", change: put("infra/discovery", "none") },
  {
    name: "network: discovery on",
    base: "compute",
    first: put("infra/discovery", "none"),
    change: put("infra/discovery", "service-connect"),
  },
  { name: "network: another port", base: "compute", change: put("services/api/expose", 3001) },
];
