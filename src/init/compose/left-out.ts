import { NOT_ON_FARGATE } from "../../schema/not-on-fargate.js";

/** Why a key of a compose service does not come along. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  ...NOT_ON_FARGATE,
  cpu_percent: "see `cpu`",
  cpu_period: "see `cpu`",
  cpu_quota: "see `cpu`",
  cpu_rt_period: "see `cpu`",
  cpu_rt_runtime: "see `cpu`",
  label_file: "ECS does not use labels",
  labels: "ECS does not use labels; for a reverse proxy that reads them, see `host`",
  runtime: "Fargate has one",
};

/** Of these, what makes no difference to a program on Fargate, or goes for all alike: the summary tells it once. */
export const WITHOUT_LINE: ReadonlySet<string> = new Set([
  "annotations",
  "attach",
  "container_name",
  "cpu_percent",
  "develop",
  "domainname",
  "hostname",
  "label_file",
  "labels",
  "mem_swappiness",
  "memswap_limit",
  "oom_kill_disable",
  "oom_score_adj",
  "pull_policy",
  "pull_refresh_after",
  "security_opt",
  "stdin_open",
  "tty",
]);

/** Keys that are dealt with, or that go without saying: ECS starts again what ends. */
export const SILENT: ReadonlySet<string> = new Set([
  "restart",
  "scale",
  "mem_reservation",
  "cpu_count",
  "cpu_shares",
  "profiles",
]);
