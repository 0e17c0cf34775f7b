import { fileSystemName } from "../aws/names.js";
import { FILE_SYSTEM_SETTINGS } from "../aws/settings.js";
import type { Located } from "../diagnostics/source.js";
import type { FileSystem, ManagedFileSystem, Network, StorageLifecycle, Throughput } from "../model/project.js";
import type { EfsDocument } from "../schema/language.js";
import type { Context } from "./context.js";
import { completeSettings } from "./settings.js";

type Settings = EfsDocument["fields"];

/** Settings that belong to whoever owns the file system. */
const OWNERS_SETTINGS = [
  ...(Object.keys(FILE_SYSTEM_SETTINGS) as (keyof typeof FILE_SYSTEM_SETTINGS)[]),
  "kmsKeyArn",
  "throughput",
  "lifecycle",
  "backup",
  "protect",
] as const satisfies readonly (keyof Settings)[];

/** The file system of an environment in which some service has a volume. Every combination that EFS refuses is reported. */
export function resolveFileSystem(network: Network, context: Context): FileSystem {
  const efs = context.infra.fields.efs?.value.fields ?? {};
  return efs.existing ? existing(efs, efs.existing, network, context) : managed(efs, context);
}

function existing(efs: Settings, id: Located<string>, network: Network, { diagnostics }: Context): FileSystem {
  for (const key of OWNERS_SETTINGS) {
    const field = efs[key];
    if (field)
      diagnostics.report("NK421", field.location, { key }, [{ message: "it exists already", location: id.location }]);
  }
  const mountTargets = efs.mountTargets?.value ?? false;
  const groups = efs.securityGroups?.value ?? [];
  if (mountTargets && efs.securityGroups) {
    diagnostics.report("NK423", efs.securityGroups.location, {}, [
      { message: "these get a group of their own", location: efs.mountTargets?.location ?? id.location },
    ]);
  } else if (!mountTargets && network.kind === "dedicated") {
    diagnostics.report("NK424", id.location, { fileSystem: id.value });
  } else if (!mountTargets && groups.length === 0) {
    diagnostics.report("NK425", id.location, { fileSystem: id.value });
  }
  const securityGroupIds = [...new Set(groups.map((group) => group.value))].sort();
  return { kind: "existing", fileSystemId: id.value, mountTargets, securityGroupIds };
}

function managed(efs: Settings, context: Context): ManagedFileSystem {
  const { diagnostics, project, environment } = context;
  for (const key of ["mountTargets", "securityGroups"] as const) {
    const field = efs[key];
    if (field) diagnostics.report("NK422", field.location, { key });
  }
  const throughput = resolveThroughput(efs, context);
  const passed = completeSettings(FILE_SYSTEM_SETTINGS, efs);
  const { performanceMode, encrypted } = passed;
  if (performanceMode === "maxIO" && throughput.mode === "elastic" && efs.performanceMode) {
    diagnostics.report("NK428", efs.performanceMode.location, {}, [
      { message: "elastic throughput", location: efs.throughput?.location ?? efs.performanceMode.location },
    ]);
  }
  if (!encrypted && efs.encrypted) diagnostics.report("NK432", efs.encrypted.location, {});
  return {
    kind: "managed",
    name: fileSystemName(project, environment),
    ...passed,
    ...resolveKey(efs, encrypted, context),
    throughput,
    lifecycle: resolveLifecycle(efs, throughput, performanceMode, context),
    backup: efs.backup?.value ?? true,
    protect: efs.protect?.value ?? true,
  };
}

function resolveKey(
  efs: Settings,
  encrypted: boolean,
  { infra, diagnostics }: Context,
): { readonly kmsKeyArn?: string } {
  const key = efs.kmsKeyArn;
  if (!key) return {};
  if (!encrypted && efs.encrypted) {
    diagnostics.report("NK426", key.location, {}, [{ message: "encryption is off", location: efs.encrypted.location }]);
  }
  const { region } = infra.fields;
  const keyRegion = key.value.split(":")[3] ?? "";
  if (region && region.value !== keyRegion) {
    diagnostics.report("NK434", key.location, { keyRegion, region: region.value }, [
      { message: "the environment's region", location: region.location },
    ]);
  }
  return { kmsKeyArn: key.value };
}

function resolveThroughput({ throughput }: Settings, { diagnostics }: Context): Throughput {
  if (!throughput) return { mode: "bursting" };
  const { value, location } = throughput;
  if (typeof value !== "string") return { mode: "provisioned", mibps: value.fields.provisioned?.value ?? 1 };
  if (value !== "provisioned") return { mode: value };
  diagnostics.report("NK427", location, {});
  return { mode: "provisioned", mibps: 1 };
}

function resolveLifecycle(
  efs: Settings,
  throughput: Throughput,
  performanceMode: ManagedFileSystem["performanceMode"],
  { diagnostics }: Context,
): StorageLifecycle {
  const { toInfrequentAccess, toArchive, backOnFirstAccess } = efs.lifecycle?.value.fields ?? {};
  if (toArchive && (throughput.mode !== "elastic" || performanceMode !== "generalPurpose")) {
    diagnostics.report("NK429", toArchive.location, { throughput: throughput.mode, performanceMode });
  }
  if (toArchive && toInfrequentAccess && toArchive.value <= toInfrequentAccess.value) {
    diagnostics.report(
      "NK430",
      toArchive.location,
      { archive: toArchive.value, infrequent: toInfrequentAccess.value },
      [{ message: "to Infrequent Access", location: toInfrequentAccess.location }],
    );
  }
  if (backOnFirstAccess?.value && !toInfrequentAccess && !toArchive) {
    diagnostics.report("NK431", backOnFirstAccess.location, {});
  }
  return {
    ...(toInfrequentAccess ? { toInfrequentAccessDays: toInfrequentAccess.value } : {}),
    ...(toArchive ? { toArchiveDays: toArchive.value } : {}),
    backOnFirstAccess: backOnFirstAccess?.value ?? false,
  };
}
