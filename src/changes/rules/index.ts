import type { RuleName } from "../../aws/types/index.js";
import { accessPoint } from "./access-point.js";
import { engine } from "./engine.js";
import { fileSystem } from "./file-system.js";
import { heldByTasks } from "./held-by-tasks.js";
import { hosts } from "./hosts.js";
import { images } from "./images.js";
import { inlineRules } from "./inline-rules.js";
import { mountTarget } from "./mount-target.js";
import { mounts } from "./mounts.js";
import { policy, trust } from "./policy.js";
import type { Rule } from "./rule.js";
import { securityGroupRule } from "./security-group-rule.js";
import { securityGroups } from "./security-groups.js";

/** The rules that rows of types name. */
export const RULES: { readonly [R in RuleName]: Rule<R> } = {
  accessPoint,
  engine,
  fileSystem,
  heldByTasks,
  hosts,
  images,
  inlineRules,
  mounts,
  mountTarget,
  policy,
  securityGroupRule,
  securityGroups,
  trust,
};
