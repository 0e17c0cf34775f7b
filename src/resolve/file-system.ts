import { fileSystemName } from "../aws/names.js";
import { FILE_SYSTEM_SETTINGS } from "../aws/settings.js";
import type { Located } from "../diagnostics/source.js";
import type { FileSystem, ManagedFileSystem, Network, StorageLifecycle, Throughput } from "../model/project.js";
import type { EfsDocument } from "../schema/language.js";
import type { Context } from "./context.js";
import { checkExistingFileSystem, checkManagedFileSystem } from "./rules/file-system.js";
import { completeSettings } from "./settings.js";

type Settings = EfsDocument["fields"];

/** The file system of an environment in which some service has a volume. Every combination that EFS refuses is reported. */
export function resolveFileSystem(network: Network, context: Context): FileSystem {
  const efs = context.infra.fields.efs?.value.fields ?? {};
  return efs.existing ? existing(efs, efs.existing, network, context) : managed(efs, context);
}

function existing(efs: Settings, id: Located<string>, network: Network, context: Context): FileSystem {
  checkExistingFileSystem(efs, id, network, context);
  const securityGroupIds = [...new Set((efs.securityGroups?.value ?? []).map((group) => group.value))].sort();
  return { kind: "existing", fileSystemId: id.value, mountTargets: efs.mountTargets?.value ?? false, securityGroupIds };
}

function managed(efs: Settings, context: Context): ManagedFileSystem {
  const settings = { ...completeSettings(FILE_SYSTEM_SETTINGS, efs), throughput: resolveThroughput(efs, context) };
  checkManagedFileSystem(efs, settings, context);
  return {
    kind: "managed",
    name: fileSystemName(context.project, context.environment),
    ...settings,
    ...(efs.kmsKeyArn ? { kmsKeyArn: efs.kmsKeyArn.value } : {}),
    lifecycle: resolveLifecycle(efs),
    backup: efs.backup?.value ?? true,
    protect: efs.protect?.value ?? true,
  };
}

function resolveThroughput({ throughput }: Settings, { diagnostics }: Context): Throughput {
  if (!throughput) return { mode: "bursting" };
  const { value, location } = throughput;
  if (typeof value !== "string") return { mode: "provisioned", mibps: value.fields.provisioned?.value ?? 1 };
  if (value !== "provisioned") return { mode: value };
  diagnostics.report("NK427", location, {});
  return { mode: "provisioned", mibps: 1 };
}

function resolveLifecycle(efs: Settings): StorageLifecycle {
  const { toInfrequentAccess, toArchive, backOnFirstAccess } = efs.lifecycle?.value.fields ?? {};
  return {
    ...(toInfrequentAccess ? { toInfrequentAccessDays: toInfrequentAccess.value } : {}),
    ...(toArchive ? { toArchiveDays: toArchive.value } : {}),
    backOnFirstAccess: backOnFirstAccess?.value ?? false,
  };
}
