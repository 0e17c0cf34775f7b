const KERNEL = "the kernel belongs to AWS";
const NAMES = "a task resolves names as its VPC does";
const OTHERS = "services of a common network find each other by name";

/**
 * Keys of a compose service that Fargate has nothing for, or that are for compose alone, each with the reason or with what there is instead.
 * Source: AmazonECS developer guide, fargate-tasks-services; compose-spec, 05-services.
 */
export const NOT_ON_FARGATE: Readonly<Record<string, string>> = {
  annotations: "ECS has none",
  attach: "it is for the terminal of compose",
  blkio_config: "Fargate has no such limits",
  cgroup: KERNEL,
  cgroup_parent: KERNEL,
  container_name: "a container has the name of its service",
  cpuset: "Fargate does not let a task choose processors",
  credential_spec: "it is for Windows",
  develop: "it is for developing",
  device_cgroup_rules: "Fargate has no devices",
  devices: "Fargate has no devices",
  dns: NAMES,
  dns_opt: NAMES,
  dns_search: NAMES,
  domainname: "ECS names the host",
  env_file: "variables stand under `env`; `nanokit-tf init` reads such files",
  extends: "an anchor of YAML and `<<` do that",
  external_links: OTHERS,
  extra_hosts: "ECS writes /etc/hosts",
  gpus: "Fargate has none",
  group_add: "the image says who runs",
  hostname: "ECS names the host",
  ipc: "tasks share no memory",
  isolation: "it is for Windows",
  label_file: "labels stand under `labels`",
  links: OTHERS,
  mac_address: "AWS gives the address",
  mem_swappiness: "Fargate has no swap",
  memswap_limit: "Fargate has no swap",
  models: "there are none on ECS",
  network_mode: "each task has a network interface of its own",
  oom_kill_disable: KERNEL,
  oom_score_adj: KERNEL,
  pid: "tasks share no processes",
  pids_limit: "Fargate has no such limit",
  post_start: "ECS runs nothing in a container that has started",
  pre_stop: "ECS sends SIGTERM, and the program has to handle it",
  privileged: "Fargate has no privileged containers",
  profiles: "`instances: 0` keeps a service without running it",
  provider: "it is for compose only",
  pull_policy: "ECS pulls an image for each task",
  pull_refresh_after: "ECS pulls an image for each task",
  restart: "ECS starts another task whenever one ends",
  security_opt: "Fargate has its own",
  shm_size: "Fargate gives 64 MiB",
  stdin_open: "a task has no terminal; see `aws.exec`",
  stop_signal: "ECS sends SIGTERM, or what the image says",
  storage_opt: "see `aws.ephemeralStorage`",
  tty: "a task has no terminal; see `aws.exec`",
  use_api_socket: "Fargate has no docker",
  userns_mode: KERNEL,
  uts: "tasks share no names",
  volumes_from: "name the volumes in each service that needs them",
};

/** Why Fargate cannot do what a key of compose asks for, in words that follow a colon; undefined for all other keys. */
export function notOnFargate(key: string): string | undefined {
  return Object.hasOwn(NOT_ON_FARGATE, key) ? NOT_ON_FARGATE[key] : undefined;
}
