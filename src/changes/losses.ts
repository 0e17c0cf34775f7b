import type { Block } from "./blocks.js";
import type { Mark, MarkKind } from "./changes.js";
import { isList, type Json, type JsonObject, objectOf } from "./json.js";
import type { Bare, Surroundings } from "./marks.js";

type Rule = (change: Bare, around: Surroundings) => readonly Mark[];

/** What destroys data or interrupts something, by type of resource. */
const RULES: Readonly<Record<string, Rule>> = {
  aws_efs_file_system: fileSystem,
  aws_efs_access_point: accessPoint,
  aws_efs_mount_target: mountTarget,
  aws_ecs_service: service,
  aws_ecs_cluster: cluster,
  aws_cloudwatch_log_group: logGroup,
  aws_ecr_repository: repository,
  aws_lb: loadBalancer,
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

function accessPoint(change: Bare, { before, after, changes }: Surroundings): readonly Mark[] {
  const { action, address, attributes } = change;
  if (action !== "replace" && action !== "destroy") return [];
  // AWS's user guide says that clients lose access at once, its API reference that they go on until they disconnect.
  const tasks = "No task can mount the old one any more, and those that run may lose it before new ones take over.";
  if (fileSystemGoes(changes)) {
    return [mark("data", `is ${past(action)} together with the file system: its directory does not outlive it.`)];
  }
  const [old, now] = [before, after].map((blocks) => directoryOf(blocks.get(address)));
  if (action === "destroy") {
    return [
      mark(
        "interrupts",
        `is destroyed. The directory ${quoted(old)} and its files stay on the file system, and nothing mounts them any more.`,
      ),
    ];
  }
  if (old !== now) {
    const text = `is replaced: the volume shows ${quoted(now)} from now on. What is in ${quoted(old)} stays there and is no longer seen. ${tasks}`;
    return [mark("data", text)];
  }
  const owner = attributes.some(({ path }) => path.includes("creation_info"))
    ? " A directory that is there keeps its owner and its mode."
    : " The files keep their owners.";
  return [mark("interrupts", `is replaced. The directory ${quoted(now)} and its files stay.${owner} ${tasks}`)];
}

function mountTarget({ action, address }: Bare, { changes }: Surroundings): readonly Mark[] {
  if (action === "replace") {
    const text = fileSystemGoes(changes)
      ? "is replaced, as the file system is."
      : "is replaced: tasks in its zone lose the file system until the new one is there, some minutes later.";
    return [mark("interrupts", text)];
  }
  const zone = address.replace(/^[^.]*\./, "");
  const text = `is destroyed: tasks that are still in its zone (\`${zone}\`) lose the file system. No data is lost.`;
  return action === "destroy" && !fileSystemGoes(changes) ? [mark("interrupts", text)] : [];
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
  const lifecycle = objectOf(block?.body).lifecycle;
  return objectOf(isList(lifecycle) ? lifecycle[0] : lifecycle);
}

function isBackedUp(blocks: Surroundings["before"]): boolean {
  return [...blocks.values()].some(
    ({ type, body }) => type === "aws_efs_backup_policy" && first(objectOf(body).backup_policy).status === "ENABLED",
  );
}

function directoryOf(block: Block | undefined): string {
  const path = first(objectOf(block?.body).root_directory).path;
  return typeof path === "string" ? path : "/";
}

function first(value: Json | undefined): JsonObject {
  return objectOf(isList(value) ? value[0] : value);
}

function past(action: "replace" | "destroy"): string {
  return action === "replace" ? "replaced" : "destroyed";
}

function quoted(text: string | undefined): string {
  return `\`${text}\``;
}

function mark(kind: MarkKind, text: string): Mark {
  return { kind, text };
}
