import type { Block } from "../stack/blocks.js";
import { isList, type Json, type JsonObject, listOf, objectOf } from "../stack/json.js";
import { shortReference } from "../stack/references.js";
import { type AttributeChange, type Mark, type MarkKind, mark } from "./changes.js";
import { lifecycleOf } from "./losses.js";
import type { Bare, Surroundings } from "./marks.js";
import { policyAt, policyChange } from "./policies.js";
import { ruleMarks } from "./rules.js";

type Rule = (change: Bare, around: Surroundings) => readonly Mark[];

/** What opens, closes or weakens something, by type of resource. */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  aws_vpc_security_group_ingress_rule: [ruleMarks],
  aws_vpc_security_group_egress_rule: [ruleMarks],
  aws_security_group: [inlineRules],
  aws_default_security_group: [inlineRules],
  aws_iam_role_policy: [policy("policy")],
  aws_iam_role: [trust],
  aws_efs_file_system_policy: [policy("policy"), withoutFileSystemPolicy],
  aws_efs_file_system: [fileSystem],
  aws_efs_backup_policy: [backup],
  aws_efs_access_point: [accessPoint],
  aws_efs_mount_target: [groups("security_groups")],
  aws_ecs_service: [groups("network_configuration.security_groups"), publicAddress, exec],
  aws_scheduler_schedule: [groups("target.ecs_parameters.network_configuration.security_groups"), publicAddress],
  aws_ecs_task_definition: [taskDefinition],
  aws_ecr_repository: [repository],
  aws_lb: [loadBalancer, groups("security_groups")],
  aws_lb_listener: [listener],
  aws_lb_listener_rule: [listenerRule],
  aws_subnet: [subnet],
  aws_route: [route],
};

/** Types that we do not emit, and that allow something whatever they say. */
const FOREIGN =
  /^aws_(?:security_group_rule|iam_role_policy_attachment|iam_policy|iam_user|iam_access_key|ecr_repository_policy|lb_listener_certificate)/;

/** What a change opens, closes or weakens. */
export function accessMarks(change: Bare, around: Surroundings): readonly Mark[] {
  if (change.kind === "local") return localMarks(change);
  if (change.kind !== "resource") return [];
  const rules = RULES[change.type];
  if (rules !== undefined) return rules.flatMap((rule) => rule(change, around));
  const foreign = FOREIGN.test(change.type) && change.action !== "destroy";
  return foreign ? [mark("opens", "may allow something: look at it.")] : [];
}

function policy(attribute: string): Rule {
  return ({ action, address, attributes, causes }, around) => {
    const { before, after } = around;
    const bare =
      action === "update" && attributes.length === 0 && causes.every(({ address: by }) => !by.startsWith("local."));
    if (bare) return [];
    const [old, now] = [before, after].map((blocks) => {
      const block = blocks.get(address);
      return block === undefined ? undefined : policyAt(objectOf(block.body)[attribute], blocks);
    });
    const unreadable = (old === undefined && before.has(address)) || (now === undefined && after.has(address));
    if (unreadable) return [mark("opens", "may allow more: its policy cannot be read here.")];
    const change = policyChange(inRegion(old, around), now);
    if (change === undefined) return [];
    return [...marksOf("opens", change.opens), ...marksOf("closes", change.closes)];
  };
}

/** A policy as it would be in the region that the stack moves to: that the region is another one, the provider says. */
function inRegion(policy: JsonObject | undefined, { changes }: Surroundings): JsonObject | undefined {
  const region = changes.get("provider.aws")?.attributes.find(({ path }) => path === "region");
  if (policy === undefined || typeof region?.before !== "string" || typeof region.after !== "string") return policy;
  return JSON.parse(JSON.stringify(policy).replaceAll(`:${region.before}:`, `:${region.after}:`)) as JsonObject;
}

/** Sentences of one kind, the first few of them. */
function marksOf(kind: MarkKind, sentences: readonly string[]): readonly Mark[] {
  const shown = sentences.slice(0, 5).map((sentence) => mark(kind, `${sentence}.`));
  const more = sentences.length - shown.length;
  return more > 0 ? [...shown, mark(kind, `and ${more} more of the kind.`)] : shown;
}

/** A new role that a service of AWS may take allows nothing by itself; one that an account or everybody may take does. */
function trust(change: Bare, around: Surroundings): readonly Mark[] {
  if (change.action === "destroy") return [];
  const marks = policy("assume_role_policy")(change, around);
  return change.action === "create" ? marks.filter(({ text: words }) => !/ to `Service:/.test(words)) : marks;
}

function withoutFileSystemPolicy({ action }: Bare, { changes }: Surroundings): readonly Mark[] {
  const goes = changes.get("aws_efs_file_system.main")?.action === "destroy";
  if (action !== "destroy" || goes) return [];
  return [
    mark("opens", "is destroyed: whoever reaches a mount target may read and write everything, without TLS too."),
  ];
}

function fileSystem({ action, address, attributes }: Bare, { before, after }: Surroundings): readonly Mark[] {
  if (action === "create" || action === "destroy") return [];
  const [old, now] = [before, after].map((blocks) => blocks.get(address));
  const marks: Mark[] = [];
  if (lifecycleOf(old).prevent_destroy === true && lifecycleOf(now).prevent_destroy !== true) {
    marks.push(mark("weakens", "loses `prevent_destroy`: the next plan may destroy it, with all data."));
  }
  if (attributes.some(({ path, after: to }) => path === "encrypted" && to !== true)) {
    marks.push(mark("weakens", "is no longer encrypted at rest."));
  }
  if (attributes.some(({ path }) => path === "kms_key_id"))
    marks.push(mark("weakens", "is encrypted with another key."));
  return marks;
}

function backup({ action, attributes }: Bare, { changes }: Surroundings): readonly Mark[] {
  const off = attributes.some(({ path, after }) => path === "backup_policy.status" && after !== "ENABLED");
  const goes = action === "destroy" && changes.get("aws_efs_file_system.main")?.action !== "destroy";
  return off || goes ? [mark("weakens", "stops the daily backups.")] : [];
}

function accessPoint({ action, attributes, address }: Bare, { before, after }: Surroundings): readonly Mark[] {
  if (action !== "replace") return [];
  const [old, now] = [before, after].map((blocks) => objectOf(blocks.get(address)?.body));
  const marks: Mark[] = [];
  if (old?.posix_user !== undefined && now?.posix_user === undefined) {
    marks.push(mark("opens", "no longer says as whom files are used: a container may act as any user."));
  }
  const path = attributes.find((one) => one.path === "root_directory.path" || one.path === "root_directory");
  const [from, to] = [old, now].map((body) => pathOf(body));
  if (path !== undefined && from !== to && from?.startsWith(to === "/" ? "/" : `${to}/`)) {
    marks.push(mark("opens", `shows more of the file system: \`${to}\`, of which \`${from}\` is a part.`));
  }
  return marks;
}

function pathOf(body: JsonObject | undefined): string {
  const { path } = blockAt(body?.root_directory);
  return typeof path === "string" ? path : "/";
}

/** A list of security groups: each that is joined lets in what that group is let in to. */
function groups(attribute: string): Rule {
  return ({ action, attributes }) => {
    if (action === "create" || action === "destroy") return [];
    return attributes
      .filter(({ path, idle }) => path.startsWith(attribute) && idle === undefined)
      .flatMap((one) => [
        ...idsIn(one, "after").map((id) =>
          mark("opens", `joins the security group \`${id}\`, with all that it is let in to.`),
        ),
        ...idsIn(one, "before").map((id) => mark("closes", `leaves the security group \`${id}\`.`)),
      ]);
  };
}

/** The groups that are on one side of a change and not on the other. */
function idsIn({ before, after }: AttributeChange, side: "before" | "after"): readonly string[] {
  const [here, there] = side === "after" ? [after, before] : [before, after];
  const others = new Set(listOf(there));
  return listOf(here)
    .filter((id): id is string => typeof id === "string" && !others.has(id))
    .map(shortReference);
}

function publicAddress({ attributes, action }: Bare): readonly Mark[] {
  const change = attributes.find(({ path }) => path.endsWith("assign_public_ip"));
  if (change === undefined || action === "create") return [];
  return change.after === true
    ? [mark("opens", "gets public IP addresses.")]
    : [mark("closes", "no longer has public IP addresses.")];
}

function exec({ attributes }: Bare): readonly Mark[] {
  const change = attributes.find(({ path }) => path === "enable_execute_command");
  if (change === undefined) return [];
  return change.after === true
    ? [mark("opens", "lets `aws ecs execute-command` into its containers.")]
    : [mark("closes", "no longer lets `aws ecs execute-command` into its containers.")];
}

function taskDefinition({ attributes }: Bare): readonly Mark[] {
  return attributes.flatMap(({ path, after }) => {
    if (path.endsWith("transit_encryption") && after !== "ENABLED") {
      return [mark("weakens", "mounts a volume without TLS.")];
    }
    return path.endsWith("authorization_config.iam") && after !== "ENABLED"
      ? [mark("weakens", "mounts a volume without saying who it is.")]
      : [];
  });
}

/** A container that is given a secret can read it. */
function localMarks({ attributes, action }: Bare): readonly Mark[] {
  if (action === "create" || action === "destroy") return [];
  return attributes.flatMap(({ path, before, after }) => {
    const name = /^secrets\["(.*)"\]$/.exec(path)?.[1];
    if (name === undefined) return [];
    if (after === undefined) return [mark("closes", `no longer gets the secret \`${name}\`.`)];
    return [mark("opens", `${before === undefined ? "gets the secret" : "gets another secret as"} \`${name}\`.`)];
  });
}

function repository({ attributes }: Bare): readonly Mark[] {
  return attributes.flatMap(({ path, after }) => {
    if (path === "image_tag_mutability" && after !== "IMMUTABLE") {
      return [mark("weakens", "lets a tag be given to another image.")];
    }
    return path.endsWith("scan_on_push") && after !== true ? [mark("weakens", "no longer scans images.")] : [];
  });
}

function loadBalancer({ action, address, attributes }: Bare, { after }: Surroundings): readonly Mark[] {
  const { internal } = objectOf(after.get(address)?.body);
  if (action === "create") return internal === true ? [] : [mark("opens", "is reachable from the internet.")];
  return attributes.flatMap(({ path, after: to }) => {
    if (path === "internal") {
      return to === true
        ? [mark("closes", "is no longer reachable from the internet.")]
        : [mark("opens", "is reachable from the internet.")];
    }
    const off = to !== true;
    if (path === "drop_invalid_header_fields" && off) return [mark("weakens", "lets malformed headers through.")];
    return path === "enable_deletion_protection" && off ? [mark("weakens", "may be deleted.")] : [];
  });
}

function listener({ action, address, attributes }: Bare, { before, after }: Surroundings): readonly Mark[] {
  const { port, protocol } = objectOf((after.get(address) ?? before.get(address))?.body);
  const what = `\`${text(protocol)}\` on port ${text(port)}`;
  if (action === "create") return [mark("opens", `listens to ${what}.`)];
  if (action === "destroy") return [mark("closes", `no longer listens to ${what}.`)];
  return attributes.flatMap(({ path, before: from, after: to, idle }) => {
    if (idle !== undefined) return [];
    if (path === "port") return [mark("opens", `listens on port ${text(to)}, and no longer on ${text(from)}.`)];
    if (path === "protocol") return [mark(to === "HTTPS" ? "closes" : "weakens", `listens to \`${text(to)}\`.`)];
    if (path === "ssl_policy") return [mark("weakens", `has another TLS policy, \`${text(to)}\`: it may allow more.`)];
    return path.startsWith("default_action") && JSON.stringify(to ?? null).includes("forward")
      ? [mark("opens", "forwards requests that no rule is for.")]
      : [];
  });
}

function listenerRule({ action, address, attributes }: Bare, { before, after }: Surroundings): readonly Mark[] {
  const [old, now] = [before, after].map((blocks) => blocks.get(address));
  if (action === "create") return [mark("opens", `makes ${hostsOf(now)} reachable from the internet.`)];
  if (action === "destroy") return [mark("closes", `makes ${hostsOf(old)} unreachable.`)];
  return attributes.some(({ path }) => path.startsWith("condition"))
    ? [mark("opens", `makes ${hostsOf(now)} reachable, and no longer ${hostsOf(old)}.`)]
    : [];
}

function hostsOf(block: Block | undefined): string {
  const conditions = listOf(objectOf(block?.body).condition).map((one) => blockAt(objectOf(one).host_header).values);
  const hosts = conditions.flatMap((values) => listOf(values)).map((host) => `\`${text(host)}\``);
  return hosts.length === 0 ? "something" : hosts.join(", ");
}

function subnet({ attributes }: Bare): readonly Mark[] {
  const opens = attributes.some(({ path, after }) => path === "map_public_ip_on_launch" && after === true);
  return opens ? [mark("opens", "gives public IP addresses to what starts in it.")] : [];
}

function route({ action, address }: Bare, { after }: Surroundings): readonly Mark[] {
  const { destination_cidr_block: to, gateway_id: gateway } = objectOf(after.get(address)?.body);
  return action === "create" && gateway !== undefined
    ? [mark("opens", `leads \`${text(to)}\` to an internet gateway.`)]
    : [];
}

function inlineRules({ attributes, address }: Bare, { after }: Surroundings): readonly Mark[] {
  const body = objectOf(after.get(address)?.body);
  const own = ["ingress", "egress"].filter(
    (key) => key in body && (attributes.length === 0 || attributes.some(({ path }) => path.startsWith(key))),
  );
  return own.map((key) => mark("opens", `has rules of its own (\`${key}\`): look at them.`));
}

function blockAt(value: Json | undefined): JsonObject {
  return objectOf(isList(value) ? value[0] : value);
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}
