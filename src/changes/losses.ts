import type { Block } from "../stack/blocks.js";
import { type JsonObject, objectOf } from "../stack/json.js";
import { type Mark, mark } from "./changes.js";
import type { Bare, Surroundings } from "./marks.js";
import { directoryOf, firstBlock, mountsOf } from "./mounts.js";

type Rule = (change: Bare, around: Surroundings) => readonly Mark[];

/** What destroys data or interrupts something, by type of resource. */
const RULES: Readonly<Record<string, Rule>> = {
  aws_efs_file_system: fileSystem,
  aws_efs_access_point: accessPoint,
  aws_efs_mount_target: mountTarget,
  aws_ecs_service: service,
  aws_ecs_task_definition: taskDefinition,
  aws_ecs_cluster: cluster,
  aws_cloudwatch_log_group: logGroup,
  aws_ecr_repository: repository,
  aws_lb: loadBalancer,
  aws_security_group: heldByTasks,
  aws_vpc: heldByTasks,
  provider: region,
};

/** What a change destroys or interrupts, in words that say what really happens on AWS. */
export function lossMarks(change: Bare, around: Surroundings): readonly Mark[] {
  const rule = RULES[change.kind === "resource" ? change.type : change.kind];
  return rule?.(change, around) ?? [];
}

function fileSystem({ action, address }: Bare, { before, after }: Surroundings): readonly Mark[] {
  const wasProtected = isProtected(before.get(address));
  const copies = isBackedUp(before)
    ? " What AWS Backup has copied stays in its vault, and has to be restored by hand."
    : " AWS Backup has no copies of it.";
  if (action === "replace") {
    const stop = isProtected(after.get(address))
      ? " `prevent_destroy` stops that: the plan fails, and nothing of this stack is applied."
      : "";
    return [
      mark("data", `is replaced: the new file system is empty, and what is on the old one is lost.${copies}${stop}`),
    ];
  }
  if (action !== "destroy") return [];
  const gone = wasProtected
    ? " `prevent_destroy` goes with the block and does not stop it. `nanokit-tf synth` refuses to write this (NK601)."
    : "";
  return [mark("data", `is destroyed, with all data of all volumes.${copies}${gone}`)];
}

function accessPoint(change: Bare, around: Surroundings): readonly Mark[] {
  const { action, address, attributes, causes } = change;
  const { before, after, changes } = around;
  if (action !== "replace" && action !== "destroy") return [];
  if (fileSystemGoes(changes)) {
    return [mark("data", `is ${past(action)} together with the file system: its directory does not outlive it.`)];
  }
  const [old, now] = [before, after].map((blocks) => directoryOf(blocks.get(address)));
  if (action === "destroy") return [withoutAccessPoint(old ?? "/", around)];
  if ([...attributes, ...causes].some(({ path }) => path.startsWith("file_system_id"))) {
    const text = `is replaced: the volume is on another file system from now on. What is in ${quoted(old)} stays on the old one and is no longer seen. ${TASKS}`;
    return [mark("data", text)];
  }
  if (old !== now) {
    const text = `is replaced: the volume shows ${quoted(now)} from now on. What is in ${quoted(old)} stays there and is no longer seen. ${TASKS}`;
    return [mark("data", text)];
  }
  return [
    mark("interrupts", `is replaced. The directory ${quoted(now)} and its files stay.${ownership(change)} ${TASKS}`),
  ];
}

// AWS's user guide says that clients lose access at once, its API reference that they go on until they disconnect.
const TASKS = "No task can mount the old one any more, and those that run may lose it before new ones take over.";

/** Of an access point that goes: whether another one shows its directory. */
function withoutAccessPoint(directory: string, { after }: Surroundings): Mark {
  const other = [...after.values()].find(
    (block) => block.type === "aws_efs_access_point" && directoryOf(block) === directory,
  );
  if (other === undefined) {
    const text = `is destroyed. The directory ${quoted(directory)} and its files stay on the file system, and nothing mounts them any more.`;
    return mark("data", text);
  }
  const text = `is destroyed. The directory ${quoted(directory)} and its files stay, and ${quoted(other.address)} shows them. ${TASKS}`;
  return mark("interrupts", text);
}

/** What an access point that stays at its directory changes about who may do what there. */
function ownership({ attributes }: Bare): string {
  const touched = (name: string) => attributes.some(({ path }) => path.includes(name));
  if (touched("posix_user")) {
    const kept = "What is in it keeps its owner and its mode";
    return ` ${kept}, and the volume is used as another user from now on, who may not be allowed to read or write it.`;
  }
  return touched("creation_info")
    ? " A directory that is there keeps its owner and its mode."
    : " The files keep their owners.";
}

/** A container that sees something else at a path than before, because it mounts another volume there, or none. */
function taskDefinition({ action, address }: Bare, { before, after, changes }: Surroundings): readonly Mark[] {
  if (action === "create" || action === "destroy" || fileSystemGoes(changes)) return [];
  const [old, now] = [before, after].map((blocks) => mountsOf(blocks.get(address), blocks));
  return [...(old ?? [])].flatMap(([path, was]) => {
    const is = now?.get(path);
    const where = `${quoted(was.directory)} at ${quoted(path)}`;
    if (is === undefined) {
      return [mark("data", `no longer shows ${where}: what its container writes there goes with the task.`)];
    }
    // An access point that is moved to another directory says so itself.
    if (is.directory === was.directory || is.accessPoint === was.accessPoint) return [];
    const text = `shows ${quoted(is.directory)} at ${quoted(path)} from now on, and no longer ${quoted(was.directory)}, whose files stay on the file system.`;
    const way = `To keep them in sight, write \`efs: { path: ${was.directory} }\` at the volume ${quoted(is.volume)}.`;
    return [mark("data", `${text} ${way}`)];
  });
}

function mountTarget({ action, address }: Bare, { changes }: Surroundings): readonly Mark[] {
  if (action === "create") return besideOld(address, changes);
  if (action === "replace") {
    const text = fileSystemGoes(changes)
      ? "is replaced, as the file system is."
      : "is replaced: tasks in its zone lose the file system until the new one is there, some minutes later.";
    return [mark("interrupts", text)];
  }
  const text = "is destroyed: tasks that are still in its zone lose the file system. No data is lost.";
  return action === "destroy" && !fileSystemGoes(changes) ? [mark("interrupts", text)] : [];
}

/**
 * A mount target that comes where another goes, perhaps in the same zone: Terraform knows no order between the two.
 * Source: EFS user guide, accessing-fs; API reference, CreateMountTarget, MountTargetConflict.
 */
function besideOld(address: string, changes: Surroundings["changes"]): readonly Mark[] {
  const goes = [...changes.values()].filter(
    ({ type, kind, action }) => kind === "resource" && type === "aws_efs_mount_target" && action === "destroy",
  );
  const maySameZone = !isZone(address) || goes.some((one) => !isZone(one.address));
  if (goes.length === 0 || !maySameZone || fileSystemGoes(changes)) return [];
  const rule = "AWS takes one mount target in each zone, and those of one VPC only";
  return [mark("note", `may fail as long as the old ones are there: ${rule}. Apply again when they are gone.`)];
}

/** Whether a mount target is named after its zone, rather than `first`, `second` or `main`. */
function isZone(address: string): boolean {
  return /\.[a-z]+(?:-[a-z]+)+-\d+[a-z]$/.test(address);
}

function service({ action, attributes }: Bare): readonly Mark[] {
  if (action === "replace") {
    return [
      mark("interrupts", "is replaced: ECS stops all its tasks, deletes it and makes it anew. It is down for minutes."),
    ];
  }
  if (action === "destroy") return [mark("interrupts", "is destroyed: ECS stops all its tasks.")];
  const count = attributes.find(({ path, idle }) => path === "desired_count" && idle === undefined);
  if (action === "update" && count?.after === 0) return [mark("interrupts", "stops all its tasks.")];
  return [];
}

function cluster({ action }: Bare): readonly Mark[] {
  if (action === "replace") return [mark("interrupts", "is replaced, and with it every service.")];
  return action === "destroy" ? [mark("interrupts", "is destroyed, with every service.")] : [];
}

function logGroup({ action, attributes }: Bare): readonly Mark[] {
  if (action === "replace") return [mark("data", "is replaced: its logs are deleted.")];
  if (action === "destroy") return [mark("data", "is destroyed, with its logs.")];
  const kept = attributes.find(({ path }) => path === "retention_in_days");
  const [from, to] = [kept?.before, kept?.after].map((days) => (days === 0 ? Number.POSITIVE_INFINITY : Number(days)));
  if (kept === undefined || from === undefined || to === undefined || !(to < from)) return [];
  return [mark("data", `keeps logs for ${kept.after} days only: older ones are deleted.`)];
}

function repository({ action, address }: Bare, { before, after }: Surroundings): readonly Mark[] {
  if (action !== "destroy" && action !== "replace") return [];
  const forced = [before, after].some((blocks) => objectOf(blocks.get(address)?.body).force_delete === true);
  const text = forced ? "with all its images." : "and that fails while images are in it.";
  return [mark(forced ? "data" : "note", `is ${past(action)}, ${text}`)];
}

/**
 * What AWS does not delete while tasks use it, and they do until the services are changed, which comes after. With the VPC go its groups, so
 * that says it for all. Source: documentation of aws_security_group, "Recreating a Security Group"; VPC user guide, delete-vpc.
 */
function heldByTasks({ action, address, type }: Bare, { before, after, changes }: Surroundings): readonly Mark[] {
  if (action !== "replace" && action !== "destroy") return [];
  const isVpc = type === "aws_vpc";
  if (!isVpc && (action === "destroy" || madeFirst(after.get(address)) || vpcGoes(changes))) return [];
  const runs = [...before.values()].some(
    (block) =>
      block.type === "aws_ecs_service" &&
      after.has(block.address) &&
      (isVpc || JSON.stringify(block.body).includes(`\${${address}.`)),
  );
  if (!runs) return [];
  const text = "AWS does not delete it as long as tasks use it, and the apply waits for that until it fails.";
  return [mark("interrupts", `is ${past(action)}. ${text} Stop them before, with \`instances: 0\`.`)];
}

function madeFirst(block: Block | undefined): boolean {
  return lifecycleOf(block).create_before_destroy === true;
}

function vpcGoes(changes: ReadonlyMap<string, Bare>): boolean {
  return [...changes.values()].some(
    ({ type, kind, action }) =>
      kind === "resource" && type === "aws_vpc" && (action === "replace" || action === "destroy"),
  );
}

function loadBalancer({ action }: Bare): readonly Mark[] {
  if (action === "replace") {
    return [
      mark(
        "interrupts",
        "is replaced: nothing is reachable meanwhile, and the new one has another DNS name, to which records made elsewhere have to point.",
      ),
    ];
  }
  return action === "destroy"
    ? [mark("interrupts", "is destroyed: nothing is reachable from the internet any more.")]
    : [];
}

/** Source: internal/provider/sdkv2/region.go of provider 6, which keeps a region in the state of each resource; version 5 has no such thing. */
function region({ attributes, address }: Bare): readonly Mark[] {
  const change = attributes.find(({ path }) => path === "region");
  if (change === undefined || !address.startsWith("provider.aws")) return [];
  const [from, to] = [change.before, change.after].map((one) => (one === undefined ? undefined : quoted(String(one))));
  if (from === undefined || to === undefined) {
    const now = from === undefined ? `fixes the region at ${to}` : `no longer fixes the region at ${from}`;
    return [mark("note", `${now}: where that is not the region of the stack, everything is made anew, and empty.`)];
  }
  return [
    mark(
      "data",
      `moves from ${from} to ${to}. Version 5 of the provider finds nothing in ${to} and makes everything anew, with an empty ` +
        `file system; what runs in ${from} goes on without Terraform. Version 6 may keep some of it in ${from}: read the plan.`,
    ),
  ];
}

function fileSystemGoes(changes: ReadonlyMap<string, Bare>): boolean {
  return [...changes.values()].some(
    ({ type, kind, action }) =>
      kind === "resource" && type === "aws_efs_file_system" && (action === "replace" || action === "destroy"),
  );
}

function isProtected(block: Block | undefined): boolean {
  return lifecycleOf(block).prevent_destroy === true;
}

/** The `lifecycle` block of a resource. */
export function lifecycleOf(block: Block | undefined): JsonObject {
  return firstBlock(objectOf(block?.body).lifecycle);
}

function isBackedUp(blocks: Surroundings["before"]): boolean {
  return [...blocks.values()].some(
    ({ type, body }) =>
      type === "aws_efs_backup_policy" && firstBlock(objectOf(body).backup_policy).status === "ENABLED",
  );
}

function past(action: "replace" | "destroy"): string {
  return action === "replace" ? "replaced" : "destroyed";
}

function quoted(text: string | undefined): string {
  return `\`${text}\``;
}
