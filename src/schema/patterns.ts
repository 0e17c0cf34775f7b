import * as backup from "../aws/backup.js";
import { EXISTING_CLUSTER as CLUSTER } from "../aws/cluster.js";
import * as efs from "../aws/efs.js";
import * as hosts from "../aws/hosts.js";
import * as iam from "../aws/iam.js";
import * as balancer from "../aws/load-balancer.js";
import { LOG_BUFFER as BUFFER } from "../aws/logging.js";
import { COMPONENT_PATTERN, KEY_MAX, KEY_PATTERN } from "../aws/names.js";
import { ALLOCATION_ID as ALLOCATION } from "../aws/nat.js";
import { CPU_TEXT, MEMORY_TEXT, PERCENT_TEXT } from "../aws/quantity.js";
import * as regions from "../aws/regions.js";
import type { Pattern } from "./schema.js";

/** Keys that end up in Terraform addresses and in AWS names; see `KEY_PATTERN` and `KEY_MAX`. */
export const KEY: Pattern = {
  regex: new RegExp(`^(?=.{1,${KEY_MAX}}$)${KEY_PATTERN.source.slice(1)}`),
  means: `begin with a letter, hold only letters, digits, - and _, and be at most ${KEY_MAX} characters long`,
};

export const COMPONENT: Pattern = {
  regex: new RegExp(`^(?=.{1,${KEY_MAX}}$)${COMPONENT_PATTERN.source.slice(1)}`),
  means: `a name of lower-case letters, digits and single hyphens, a letter first, at most ${KEY_MAX} characters`,
};

export { PORTS } from "../aws/ports.js";

export const REGION: Pattern = { regex: regions.REGION, means: "an AWS region (eu-west-1)" };
export const ZONE: Pattern = {
  regex: regions.ZONE,
  means: "an Availability Zone (eu-west-1a; not a Local or Wavelength Zone, nor the id of a zone)",
};
export const VPC_ID: Pattern = { regex: efs.VPC_ID, means: "the id of a VPC (vpc-...)" };
export const SUBNET_ID: Pattern = { regex: efs.SUBNET_ID, means: "the id of a subnet (subnet-...)" };
export const ALLOCATION_ID: Pattern = {
  regex: ALLOCATION,
  means: "the id of an Elastic IP address (eipalloc-...)",
};
export const SECURITY_GROUP_ID: Pattern = {
  regex: efs.SECURITY_GROUP_ID,
  means: "the id of a security group (sg-...)",
};
export const FILE_SYSTEM_ID: Pattern = { regex: efs.FILE_SYSTEM_ID, means: "the id of a file system (fs-...)" };
export const KMS_KEY_ARN: Pattern = efs.KMS_KEY_ARN;
export const FILE_SYSTEM_KEY: Pattern = efs.FILE_SYSTEM_KEY;
export const COPY_TARGET: Pattern = backup.COPY_TARGET;
export const CERTIFICATE_ARN: Pattern = {
  regex: balancer.CERTIFICATE_ARN,
  means: "the ARN of a certificate of ACM (arn:aws:acm:<region>:<account>:certificate/<id>)",
};
export const WEB_ACL_ARN: Pattern = balancer.WEB_ACL_ARN;
export const LOAD_BALANCER_ARN: Pattern = balancer.LOAD_BALANCER_ARN;
export const LISTENER_ARN: Pattern = balancer.LISTENER_ARN;
export const POLICY_ARN: Pattern = {
  regex: iam.POLICY_ARN,
  means: "the ARN of a managed policy (arn:aws:iam::<account>:policy/<name>)",
};
export const ROLE_PATH: Pattern = {
  regex: iam.ROLE_PATH,
  means: "a path of IAM: it begins and ends with /, has at most 512 characters, and no space (/platform/)",
};
export const EXISTING_ROLE: Pattern = {
  regex: iam.EXISTING_ROLE,
  means: "the name of an IAM role, with its path if it has one (platform/web), or its ARN",
};
export const EXISTING_CLUSTER: Pattern = {
  regex: CLUSTER,
  means: "the name of an ECS cluster, or its ARN (arn:aws:ecs:<region>:<account>:cluster/<name>)",
};
export const DOMAIN: Pattern = {
  regex: /^(?=.{1,253}$)(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+[a-z][a-z0-9-]*[a-z0-9]$/,
  means: "a domain in lower case (example.com)",
};
const ZONE_ID = "the id of a hosted zone (Z0123456789ABCDEFGHIJ)";
export const HOSTED_ZONE_ID: Pattern = { regex: hosts.HOSTED_ZONE_ID, means: ZONE_ID };
export const HOSTED_ZONE: Pattern = {
  regex: new RegExp(`${DOMAIN.regex.source}|${hosts.HOSTED_ZONE_ID.source}`),
  means: `${DOMAIN.means}, or ${ZONE_ID}`,
};
export const ROLE_ARN: Pattern = {
  regex: iam.ROLE_ARN,
  means: "the ARN of an IAM role (arn:aws:iam::<account>:role/<name>)",
};
export const OCTAL_MODE: Pattern = { regex: efs.PERMISSIONS, means: "three or four octal digits (0750)" };
/** A time as compose writes it. */
export const DURATION: Pattern = {
  regex: /^(?:\d+(?:\.\d+)?(?:h|ms|us|ns|m|s))+$|^\d+(?:\.\d+)?$/,
  means: "a time (30s, 1m30s) or a number of seconds",
};
export const CPU: Pattern = { regex: CPU_TEXT, means: "vCPUs (0.5, 2) or thousandths of one (500m)" };
export const MEMORY: Pattern = { regex: MEMORY_TEXT, means: "a number with its unit (512mb, 1gb, 2Gi)" };
export const PERCENT: Pattern = { regex: PERCENT_TEXT, means: "a percentage from 1 to 100 (70%)" };
export const LOG_BUFFER: Pattern = { regex: BUFFER, means: "a whole number with its unit (25m)" };
/** A mount of `volumes`. */
export const MOUNT: Pattern = {
  regex: new RegExp(`^(?=[^:]{1,${KEY_MAX}}:)${KEY_PATTERN.source.slice(1).replace(/\$$/, "")}:/[^:]+(?::r[ow])?$`),
  means: "<volume>:<container path>, with :ro behind it for read-only (uploads:/srv/uploads)",
};
/** A reference to a secret as one text. */
export const SECRET_ADDRESS: Pattern = {
  regex: /^vault:\/\//,
  means: "a reference, { from: vault } or vault://<name>, and never the value itself",
};
