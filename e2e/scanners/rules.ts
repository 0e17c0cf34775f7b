import type { ScannerRule } from "./rule.js";
import { access } from "./rules/access.js";
import { caches } from "./rules/caches.js";
import { databases } from "./rules/databases.js";
import { loadBalancer } from "./rules/load-balancer.js";
import { network } from "./rules/network.js";
import { storage } from "./rules/storage.js";
import { tasks } from "./rules/tasks.js";

/** The rules by what they are about, in the order of docs/security.md. */
export const SECTIONS: readonly { readonly title: string; readonly rules: readonly ScannerRule[] }[] = [
  { title: "Network", rules: network },
  { title: "Load balancer", rules: loadBalancer },
  { title: "Tasks, logs and images", rules: tasks },
  { title: "Data", rules: storage },
  { title: "Databases and queues", rules: databases },
  { title: "Caches", rules: caches },
  { title: "Rights", rules: access },
];

/** All that scanners ask of what is emitted. */
export const RULES: readonly ScannerRule[] = SECTIONS.flatMap(({ rules }) => rules);

/**
 * What checkov asks of types that no key of nanokit.yml brings about: they stand in `examples/own-app`, beside what is ours. CKV_AWS_26 wants
 * the topic there encrypted. With the key of SNS, alarms would no longer reach it (CloudWatch user guide, alarm actions: its policy names no
 * CloudWatch), and a key of one's own with a policy is no part of what the example shows.
 */
export const NOT_OURS: readonly string[] = ["CKV_AWS_26", "CKV_AWS_319"];
