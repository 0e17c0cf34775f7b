import type { RuleName } from "../../aws/types/index.js";
import { accessPoint } from "./access-point.js";
import { capabilities } from "./capabilities.js";
import { credentials } from "./credentials.js";
import { dataSubnets } from "./data-subnets.js";
import { deletionProtection } from "./deletion-protection.js";
import { endOfScaling } from "./end-of-scaling.js";
import { engine } from "./engine.js";
import { fileSystem } from "./file-system.js";
import { hosts } from "./hosts.js";
import { images } from "./images.js";
import { inlineRules } from "./inline-rules.js";
import { insights } from "./insights.js";
import { managedCache } from "./managed-cache.js";
import { managedDatabase } from "./managed-database.js";
import { mountTarget } from "./mount-target.js";
import { mounts } from "./mounts.js";
import { otherUser } from "./other-user.js";
import { otherVpc } from "./other-vpc.js";
import { placement } from "./placement.js";
import { policy, trust } from "./policy.js";
import { renamedService } from "./renamed-service.js";
import type { Rule } from "./rule.js";
import { scheme } from "./scheme.js";
import { securityGroupRule } from "./security-group-rule.js";
import { securityGroups } from "./security-groups.js";
import { throughput } from "./throughput.js";

/** The rules that rows of types name. */
export const RULES: { readonly [R in RuleName]: Rule<R> } = {
  accessPoint,
  capabilities,
  credentials,
  dataSubnets,
  deletionProtection,
  engine,
  fileSystem,
  endOfScaling,
  hosts,
  images,
  inlineRules,
  insights,
  managedCache,
  managedDatabase,
  mounts,
  mountTarget,
  otherUser,
  otherVpc,
  placement,
  policy,
  renamedService,
  scheme,
  securityGroupRule,
  securityGroups,
  throughput,
  trust,
};
