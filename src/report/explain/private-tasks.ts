import type { Environment } from "../../model/project.js";
import { DEFAULT_NETWORK } from "../../schema/language.js";

/** What runs in private subnets; a job of a service does where that does. */
export function privateTasks({
  services,
  cronJobs = [],
}: Environment): readonly { readonly networks?: readonly string[] }[] {
  const runs = cronJobs.flatMap(({ run }) => (run.kind === "image" ? [run] : []));
  return [...services, ...runs].filter(({ private: inside }) => inside);
}

/** Whether the default network is private, and something on it: what names no network is private then. */
export function isPrivateByDefault(environment: Environment): boolean {
  return privateTasks(environment).some(isOnDefaultAlone);
}

/** Whether a task is on no network but the default one. */
export function isOnDefaultAlone({ networks = [] }: { readonly networks?: readonly string[] }): boolean {
  return networks.every((name) => name === DEFAULT_NETWORK);
}
