import type { Reading } from "./nanokit-file.js";

export type Block = Readonly<Record<string, unknown>>;

/** A rule for one source, `for_each` resolved. */
export interface Rule {
  readonly address: string;
  /** The group that it is a rule of. */
  readonly group: string;
  readonly from: number;
  readonly to: number;
  readonly protocol: string;
  /** The group let in or out, or the range. */
  readonly peer: string;
}

export interface StackJson {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  /** Not in a module. */
  readonly provider?: { readonly aws: readonly { readonly default_tags: readonly { readonly tags: Block }[] }[] };
}

export class Stack {
  readonly #resources: StackJson["resource"];
  /** The groups that are looked up. */
  readonly found: readonly string[];
  readonly environment: string;

  constructor(json: StackJson) {
    this.#resources = json.resource;
    this.found = Object.keys(json.data?.aws_security_groups ?? {}).map((name) => `found ${name}`);
    const [group] = Object.values(json.resource.aws_security_group ?? {});
    const tags = json.provider?.aws[0]?.default_tags[0]?.tags ?? (group?.tags as Block | undefined);
    this.environment = String(tags?.["nanokit:environment"]);
  }

  public blocks(type: string): readonly (readonly [name: string, block: Block])[] {
    return Object.entries(this.#resources[type] ?? {});
  }

  public rules(direction: "ingress" | "egress"): readonly Rule[] {
    const type = `aws_vpc_security_group_${direction}_rule`;
    return this.blocks(type).flatMap(([name, block]) => {
      const { for_each: each = { "": "" }, from_port, to_port, ip_protocol, security_group_id } = block;
      const peers = Object.entries(block).filter(([key]) => /^(cidr_|prefix_list|referenced_)/.test(key));
      if (peers.length !== 1) throw new Error(`${name} has ${peers.length} peers`);
      // Ranges of a VPC that exists are found when Terraform plans.
      const members = typeof each === "string" ? { [each]: each } : (each as Block);
      return Object.entries(members).map(([key, value]) => ({
        address: key === "" ? `${type}.${name}` : `${type}.${name}["${key}"]`,
        group: groupOf(security_group_id),
        from: Number(valueIn(from_port ?? 0, value)),
        to: Number(valueIn(to_port ?? 65_535, value)),
        protocol: String(valueIn(ip_protocol, value)),
        peer: groupOf(valueIn(peers[0]?.[1], value)),
      }));
    });
  }

  /** The groups of all tasks, by whose they are: a service, or `job` for a definition that no service runs. */
  public tasks(): readonly { readonly owner: string; readonly groups: readonly string[] }[] {
    const services = new Set(this.blocks("aws_ecs_service").map(([name]) => name));
    const ofServices = this.blocks("aws_ecs_service").map(([owner, block]) => ({ owner, groups: groupsIn(block) }));
    const ofJobs = this.blocks("aws_scheduler_schedule").map(([, block]) => {
      const [, definition = ""] = /\$\{aws_ecs_task_definition\.([\w-]+)\./.exec(JSON.stringify(block)) ?? [];
      return { owner: services.has(definition) ? definition : "job", groups: groupsIn(block) };
    });
    return [...ofServices, ...ofJobs];
  }
}

/** An attribute of one member of a `for_each`. */
function valueIn(attribute: unknown, member: unknown): unknown {
  const part = /^\$\{each\.value\.(\w+)\}$/.exec(String(attribute))?.[1];
  if (part !== undefined) return (member as Block)[part];
  return typeof attribute === "string" ? attribute.replace(/\$\{each\.(value|key)\}/, () => String(member)) : attribute;
}

/** Whose tasks carry a group, sorted. */
export function carriersOf(stack: Stack, group: string): readonly string[] {
  const owners = stack.tasks().flatMap(({ owner, groups }) => (groups.includes(group) ? [owner] : []));
  return [...new Set(owners)].sort();
}

/** The services whose tasks are let in to mount targets, and `job` for jobs with a group of their own, sorted; one that runs a service carries its groups. */
export function mountersIn(stack: Stack): readonly string[] {
  const peers = stack.rules("ingress").flatMap((rule) => (isNfs(rule) ? [rule.peer] : []));
  const mounting = stack.tasks().filter(({ groups }) => groups.some((group) => peers.includes(group)));
  const apart = mounting.filter(
    ({ owner, groups }) => owner !== "job" || groups.some((group) => group.startsWith("_")),
  );
  return [...new Set(apart.map(({ owner }) => owner))].sort();
}

/** `x` of `${aws_security_group.x.id}`, `found x` of a group that is looked up by its name; ids and ranges stay. */
function groupOf(reference: unknown): string {
  const found = /^\$\{one\(data\.aws_security_groups\.([\w-]+)\.ids\)\}$/.exec(String(reference))?.[1];
  if (found !== undefined) return `found ${found}`;
  return /^\$\{aws_security_group\.([\w-]+)\.id\}$/.exec(String(reference))?.[1] ?? String(reference);
}

/** The groups in the one `security_groups` somewhere below a block. */
function groupsIn(block: unknown): readonly string[] {
  if (typeof block !== "object" || block === null) return [];
  return Object.entries(block).flatMap(([key, value]) =>
    key === "security_groups" && Array.isArray(value) ? value.map(groupOf) : groupsIn(value),
  );
}

export const isNfs = (rule: Rule) =>
  rule.group === "file_system" || rule.group === "found file_system" || /^sg-[0-9a-f]+$/.test(rule.group);
export const isFrontDoor = (rule: Rule) => rule.group === "load_balancer";
/** Of VPC endpoints, which are of AWS and no task. */
export const isEndpoints = (rule: Rule) => rule.group === "endpoints";

const DATABASE = /^_(?:database|cache)_/;

/** Of databases that AWS runs, on RDS and on ElastiCache: no key begins with `_`. */
export const isDatabase = (rule: Rule) => DATABASE.test(rule.group);

/** The group of the load balancer: the stack's own, or one that is there already, which no task carries. */
const isDoor = (peer: string) => /^(?:(?:found )?load_balancer|sg-[0-9a-f]+)$/.test(peer);

/** `client -> server:port`, for every pair of tasks of which one carries a group that the other's group lets in. */
export function edgesOf(stack: Stack): readonly string[] {
  const tasks = stack.tasks();
  const inward = stack
    .rules("ingress")
    .filter((rule) => ![isNfs, isFrontDoor, isEndpoints, isDatabase].some((is) => is(rule)));
  const edges = inward.flatMap((rule) => {
    const servers = tasks.filter(({ groups, owner }) => owner !== "job" && groups.includes(rule.group));
    const clients = isDoor(rule.peer) ? ["load_balancer"] : carriersOf(stack, rule.peer);
    if (servers.length === 0) throw new Error(`${rule.address} is a rule of no task's group`);
    return servers.flatMap((server) => clients.map((client) => `${client} -> ${server.owner}:${portsOf(rule)}`));
  });
  return [...new Set(edges)].sort();
}

/** `client -> database:port`, for every service whose own group is let in to a database that AWS runs. */
export function databaseEdges(stack: Stack): readonly string[] {
  const rules = stack.rules("ingress").filter(isDatabase);
  return rules
    .flatMap((rule) =>
      carriersOf(stack, rule.peer)
        .filter((client) => client !== "job")
        .map((client) => `${client} -> ${rule.group.replace(DATABASE, "")}:${portsOf(rule)}`),
    )
    .sort();
}

export function portsOf({ from, to, protocol }: Rule): string {
  return protocol === "tcp" && from === to ? String(from) : `${protocol} ${from}-${to}`;
}

/** What the file allows: on a network with a server and anyone beside it, each may reach each server; the internet's way goes to hosts. */
export function allowedEdges(reading: Reading): readonly string[] {
  const { ports, further, routed, networks, published, jobs, others } = reading;
  const openOf = (name: string) => [...(ports.has(name) ? [ports.get(name)] : []), ...(further.get(name) ?? [])];
  const all = [...new Set([...networks.values()].flat())];
  const inside = all.flatMap((network) => {
    const members = [...networks].filter(([, names]) => names.includes(network)).map(([name]) => name);
    const clients = jobs.has(network) ? [...members, "job"] : members;
    const servers = members.filter((name) => openOf(name).length > 0);
    // A server's own tasks may reach each other where the network is there at all.
    return clients.length < 2 && !others
      ? []
      : servers.flatMap((to) => clients.flatMap((from) => openOf(to).map((port) => `${from} -> ${to}:${port}`)));
  });
  const outside = [...published].map((name) => `load_balancer -> ${name}:${routed.get(name)}`);
  return [...new Set([...inside, ...outside])].sort();
}
