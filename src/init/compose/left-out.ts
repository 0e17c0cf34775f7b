import { NOT_ON_FARGATE } from "../../schema/not-on-fargate.js";

/** Why a key of a compose service does not come along. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  ...NOT_ON_FARGATE,
  annotations: "ECS has none",
  attach: "it is for the terminal of compose",
  cap_drop: "Fargate removes all that it does not grant",
  container_name: "a container has the name of its service",
  cpu_percent: "see `cpu`",
  cpu_period: "see `cpu`",
  cpu_quota: "see `cpu`",
  cpu_rt_period: "see `cpu`",
  cpu_rt_runtime: "see `cpu`",
  credential_spec: "it is for Windows",
  develop: "it is for developing",
  group_add: "the image says who runs",
  isolation: "it is for Windows",
  label_file: "ECS does not use labels",
  labels: "ECS does not use labels; for a reverse proxy that reads them, see `host`",
  models: "there are none on ECS",
  post_start: "ECS runs nothing in a container that has started",
  pre_stop: "ECS sends SIGTERM, and the program has to handle it",
  provider: "it is for compose only",
  pull_policy: "ECS pulls an image for each task",
  pull_refresh_after: "ECS pulls an image for each task",
  runtime: "Fargate has one",
  stdin_open: "a task has no terminal; see `aws.exec`",
  storage_opt: "see `aws.ephemeralStorage`",
  tty: "a task has no terminal; see `aws.exec`",
  use_api_socket: "Fargate has no docker",
  volumes_from: "name the volumes in each service that needs them",
};

/** Of these, what makes no difference to a program on Fargate, or goes for all alike: the summary tells it once. */
export const WITHOUT_LINE: ReadonlySet<string> = new Set([
  "annotations",
  "attach",
  "cap_drop",
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
