const KERNEL = "the kernel belongs to AWS";
const NAMES = "a task resolves names as its VPC does";
const OTHERS = "services of a common network find each other by name";

/** Keys of a compose service that Fargate has nothing for, each with the reason. Source: AmazonECS developer guide, fargate-tasks-services. */
export const NOT_ON_FARGATE: Readonly<Record<string, string>> = {
  blkio_config: "Fargate has no such limits",
  cap_add: "Fargate grants no capability but SYS_PTRACE",
  cgroup: KERNEL,
  cgroup_parent: KERNEL,
  cpuset: "Fargate does not let a task choose processors",
  device_cgroup_rules: "Fargate has no devices",
  devices: "Fargate has no devices",
  dns: NAMES,
  dns_opt: NAMES,
  dns_search: NAMES,
  domainname: "ECS names the host",
  external_links: OTHERS,
  extra_hosts: "ECS writes /etc/hosts",
  gpus: "Fargate has none",
  hostname: "ECS names the host",
  ipc: "tasks share no memory",
  links: OTHERS,
  mac_address: "AWS gives the address",
  mem_swappiness: "Fargate has no swap",
  memswap_limit: "Fargate has no swap",
  network_mode: "each task has a network interface of its own",
  oom_kill_disable: KERNEL,
  oom_score_adj: KERNEL,
  pid: "tasks share no processes",
  pids_limit: "Fargate has no such limit",
  privileged: "Fargate has no privileged containers",
  security_opt: "Fargate has its own",
  shm_size: "Fargate gives 64 MiB",
  stop_signal: "ECS sends SIGTERM, or what the image says",
  userns_mode: KERNEL,
  uts: "tasks share no names",
};

/** Why Fargate cannot do what a key of compose asks for, in words that follow a colon; undefined for all other keys. */
export function notOnFargate(key: string): string | undefined {
  return Object.hasOwn(NOT_ON_FARGATE, key) ? NOT_ON_FARGATE[key] : undefined;
}
