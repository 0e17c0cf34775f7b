import { copyFile } from "node:fs/promises";
import path from "node:path";
import type { Adoption } from "../src/cli/adoption.js";
import type { Aws } from "./aws.js";
import type { SourceEntry } from "./entries.js";
import { type JsonObject, objectAt, objectsAt, stringAt } from "./json.js";
import type { Lab } from "./lab.js";
import { nanokit } from "./nanokit.js";

/** What `adopt` has an option of its own for. */
const OPTIONS: Readonly<Record<string, string>> = {
  "aws_efs_file_system.main": "--file-system",
  "aws_vpc.main": "--vpc",
  "aws_ecs_cluster.main": "--cluster",
};

/** The options of `adopt` that name what a stack takes over. */
export function adoptOptions(adoptions: readonly Adoption[]): readonly string[] {
  return adoptions.flatMap(({ address, id }) => {
    const option = OPTIONS[address];
    return option === undefined ? ["--import", `${address}=${id}`] : [option, id];
  });
}

/** Has the command write the import blocks, and puts them beside the stack that Terraform runs on. */
export async function writeImportBlocks(
  lab: Pick<Lab, "root" | "env" | "processes">,
  { path: file, environment }: SourceEntry,
  adoptions: readonly Adoption[],
  folder: string,
): Promise<void> {
  const chosen = environment === undefined ? [] : ["-e", environment];
  const where = ["-f", file, "-o", path.join(folder, "made"), ...chosen];
  await nanokit(lab, ["synth", ...where]);
  const said = await nanokit(lab, ["adopt", ...where, ...adoptOptions(adoptions)]);
  const written = /\S+adopt\.tf$/m.exec(said)?.[0];
  if (written === undefined) throw new Error("nanokit-tf adopt wrote nothing");
  await copyFile(path.resolve(lab.root, written), path.join(folder, path.basename(written)));
}

/** What a first plan does not take over as it is, one line each: it is not imported, or made anew, or something is destroyed. */
export function unmetImports(plan: JsonObject, adoptions: readonly Adoption[]): string[] {
  const changes = objectsAt(plan, "resource_changes").map((one) => ({
    address: stringAt(one, "address") ?? "",
    actions: actionsOf(one),
    imported: stringAt(objectAt(objectAt(one, "change"), "importing"), "id"),
  }));
  const destroyed = changes.filter(({ actions }) => actions.includes("delete"));
  const problems = destroyed.map(({ address, actions }) => `${address}: ${actions.join(", ")}`);
  for (const { address, id } of adoptions) {
    const found = changes.find((change) => change.address === address);
    if (found?.imported !== id) problems.push(`${address} is not imported as ${id}`);
  }
  return problems;
}

function actionsOf(resource: JsonObject): readonly unknown[] {
  const { actions } = objectAt(resource, "change");
  return Array.isArray(actions) ? actions : [];
}

/** Storage that is not what it was before the stack was applied, one line each. */
export async function unmetStorage(aws: Aws, adoptions: readonly Adoption[]): Promise<string[]> {
  const idsOf = (type: string) => adoptions.filter(({ address }) => address.startsWith(`${type}.`)).map(({ id }) => id);
  const systems = objectsAt(await aws.efs("GET", "file-systems"), "FileSystems").map(
    (system) => stringAt(system, "FileSystemId") ?? "",
  );
  const targets: string[] = [];
  for (const system of systems) {
    const found = objectsAt(await aws.efs("GET", `mount-targets?FileSystemId=${system}`), "MountTargets");
    targets.push(...found.map((target) => stringAt(target, "MountTargetId") ?? ""));
  }
  return [
    ...otherThan("file systems", idsOf("aws_efs_file_system"), systems),
    ...otherThan("mount targets", idsOf("aws_efs_mount_target"), targets),
  ];
}

function otherThan(what: string, before: readonly string[], now: readonly string[]): readonly string[] {
  const [was, is] = [[...before].sort().join(", "), [...now].sort().join(", ")];
  return was === is ? [] : [`${what} were ${was}, and are ${is}`];
}
