import { backupSchedule, DEFAULT_BACKUP } from "../aws/backup.js";
import { MANAGED_KEY } from "../aws/efs.js";
import { fileSystemName, nameScope } from "../aws/names.js";
import { FILE_SYSTEM_SETTINGS } from "../aws/settings.js";
import type { Located } from "../diagnostics/source.js";
import type {
  BackupPlan,
  FileSystem,
  ManagedFileSystem,
  StorageLifecycle,
  Throughput,
  Volume,
} from "../model/project.js";
import type { EfsDocument } from "../schema/language.js";
import { componentOf, type ResolveContext, sharesInfra } from "./context.js";
import { completeSettings } from "./settings.js";

type Settings = EfsDocument["fields"];

/** A volume that asks for more than the standard, and where it does. */
export interface FastVolume {
  readonly name: string;
  readonly performance: Located<"high" | "ultra">;
}

/** The volumes that ask for more than the standard. */
export function fastVolumes(
  volumes: readonly Volume[],
  { volumes: written }: Pick<ResolveContext, "volumes">,
): readonly FastVolume[] {
  return volumes.flatMap(({ name }) => {
    const performance = written.get(name)?.value.value.fields.performance;
    if (performance === undefined || performance.value === "standard") return [];
    return [{ name, performance: { ...performance, value: performance.value } }];
  });
}

/** The file system of an environment in which a service or a job has a volume. */
export function resolveFileSystem(volumes: readonly Volume[], context: ResolveContext): FileSystem {
  const efs = context.infra.fields.efs?.value.fields ?? {};
  if (efs.existing) return existing(efs, efs.existing);
  return sharesInfra(context) ? shared(context) : managed(efs, volumes, context);
}

/** That of the repository without a component, which has its mount targets. */
function shared({ project, environment }: ResolveContext): FileSystem {
  const fileSystemId = fileSystemName(project, environment);
  return { kind: "existing", fileSystemId, byName: true, mountTargets: false, securityGroupIds: [] };
}

function existing(efs: Settings, id: Located<string>): FileSystem {
  const securityGroupIds = [...new Set((efs.securityGroups?.value ?? []).map((group) => group.value))].sort();
  return { kind: "existing", fileSystemId: id.value, mountTargets: efs.mountTargets?.value ?? false, securityGroupIds };
}

function managed(
  efs: Settings,
  volumes: readonly Volume[],
  { project, ...context }: ResolveContext,
): ManagedFileSystem {
  return {
    kind: "managed",
    name: fileSystemName(project, nameScope({ name: context.environment, ...componentOf(context) })),
    ...completeSettings(FILE_SYSTEM_SETTINGS, efs),
    ...resolveKey(efs, context.infra),
    throughput: resolveThroughput(efs, fastVolumes(volumes, context)),
    lifecycle: resolveLifecycle(efs),
    ...resolveBackup(efs),
    protect: efs.protect?.value ?? true,
  };
}

/** Its own key, or that of the environment. AWS's own is named nowhere: EFS takes it where there is no other. */
function resolveKey(
  { kmsKeyArn, encrypted }: Settings,
  { fields }: ResolveContext["infra"],
): Pick<ManagedFileSystem, "kmsKeyArn"> {
  const key = kmsKeyArn ?? (encrypted?.value === false ? undefined : fields.kmsKeyArn);
  return key === undefined || key.value === MANAGED_KEY ? {} : { kmsKeyArn: key.value };
}

function resolveBackup({ backup }: Settings): Pick<ManagedFileSystem, "backup" | "backupPlan"> {
  const value = backup?.value ?? true;
  if (typeof value === "boolean") return { backup: value };
  const { retention, schedule, copyTo } = value.fields;
  const crontab = schedule?.value ?? DEFAULT_BACKUP.schedule;
  const backupPlan = {
    schedule: resolveSchedule(crontab),
    crontab: crontab.trim(),
    retentionDays: retention?.value ?? DEFAULT_BACKUP.retentionDays,
    ...(copyTo && { copyTo: resolveCopies(copyTo.value) }),
  };
  return { backup: false, backupPlan };
}

/** A schedule that AWS Backup cannot follow is refused by a rule. */
function resolveSchedule(text: string): string {
  const schedule = backupSchedule(text);
  return "expression" in schedule ? schedule.expression : "";
}

function resolveCopies(target: string): NonNullable<BackupPlan["copyTo"]> {
  return target.startsWith("arn:") ? { kind: "vault", arn: target } : { kind: "region", region: target };
}

/**
 * What is said of the file system wins over what is said of a volume, which is one of several on it. `provisioned` alone says no number,
 * which a rule refuses.
 */
function resolveThroughput({ throughput }: Settings, fast: readonly FastVolume[]): Throughput {
  if (!throughput)
    return fast.length > 0 ? { mode: "elastic", volumes: fast.map(({ name }) => name) } : { mode: "bursting" };
  const { value } = throughput;
  if (typeof value !== "string") return { mode: "provisioned", mibps: value.fields.provisioned?.value ?? 1 };
  return value === "provisioned" ? { mode: "provisioned", mibps: 1 } : { mode: value };
}

function resolveLifecycle(efs: Settings): StorageLifecycle {
  const { toInfrequentAccess, toArchive, backOnFirstAccess } = efs.lifecycle?.value.fields ?? {};
  return {
    ...(toInfrequentAccess ? { toInfrequentAccessDays: toInfrequentAccess.value } : {}),
    ...(toArchive ? { toArchiveDays: toArchive.value } : {}),
    backOnFirstAccess: backOnFirstAccess?.value ?? false,
  };
}
