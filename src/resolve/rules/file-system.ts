import { arnFields } from "../../aws/arn.js";
import { FILE_SYSTEM_SETTINGS } from "../../aws/settings.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { Environment, ManagedFileSystem, Network, Volume } from "../../model/project.js";
import type { EfsDocument } from "../../schema/language.js";
import type { Context } from "../context.js";
import { fastVolumes } from "../file-system.js";
import { checkBackup } from "./backup.js";

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

/** What is wrong with the settings of the file system, or with there being some where no service has a volume. */
export function checkFileSystem({ fileSystem, network, volumes }: Environment, context: Context): void {
  const { infra, environment, diagnostics } = context;
  const { efs } = infra.fields;
  if (!efs) return;
  const { fields } = efs.value;
  if (!fileSystem) diagnostics.report("NK433", efs.location, { environments: [environment] });
  else if (fields.existing) checkExisting(fields, fields.existing, network, diagnostics);
  else if (fileSystem.kind === "managed") checkManaged(fields, fileSystem, volumes, context);
}

/** Refuses what cannot be set on a file system that is there already, and one that no task could reach. */
function checkExisting(efs: Settings, id: Located<string>, network: Network, diagnostics: Diagnostics): void {
  for (const key of OWNERS_SETTINGS) {
    const field = efs[key];
    if (field) diagnostics.report("NK421", field.location, { key }, [related("existingFileSystem", id.location)]);
  }
  const mountTargets = efs.mountTargets?.value ?? false;
  const groups = efs.securityGroups?.value ?? [];
  if (mountTargets && efs.securityGroups) {
    diagnostics.report("NK423", efs.securityGroups.location, {}, [
      related("ownGroup", efs.mountTargets?.location ?? id.location),
    ]);
  } else if (!mountTargets && network.kind === "dedicated") {
    diagnostics.report("NK424", id.location, { fileSystem: id.value });
  } else if (!mountTargets && groups.length === 0) {
    diagnostics.report("NK425", id.location, { fileSystem: id.value });
  }
}

/** Refuses every combination of settings that EFS refuses, and warns of files that are not encrypted. */
function checkManaged(efs: Settings, made: ManagedFileSystem, volumes: readonly Volume[], context: Context): void {
  const { infra, diagnostics } = context;
  const { region } = infra.fields;
  if (efs.throughput?.value === "provisioned") diagnostics.report("NK427", efs.throughput.location, {});
  for (const key of ["mountTargets", "securityGroups"] as const) {
    const field = efs[key];
    if (field) diagnostics.report("NK422", field.location, { key });
  }
  if (made.performanceMode === "maxIO" && made.throughput.mode === "elastic" && efs.performanceMode) {
    const elastic = efs.throughput ?? fastVolumes(volumes, context)[0]?.performance ?? efs.performanceMode;
    diagnostics.report("NK428", efs.performanceMode.location, {}, [related("elasticThroughput", elastic.location)]);
  }
  if (!made.encrypted && efs.encrypted) diagnostics.report("NK432", efs.encrypted.location, {});
  if (efs.backup) checkBackup(efs.backup, region, diagnostics);
  checkKey(efs, made, region, diagnostics);
  checkLifecycle(efs, made, diagnostics);
}

/** Refuses a key of another region. */
export function checkKeyRegion(
  key: Located<string>,
  region: Located<string> | undefined,
  diagnostics: Diagnostics,
): void {
  const keyRegion = arnFields(key.value)?.region;
  if (!region || keyRegion === undefined || region.value === keyRegion) return;
  diagnostics.report("NK434", key.location, { keyRegion, region: region.value }, [
    related("environmentRegion", region.location),
  ]);
}

function checkKey(
  efs: Settings,
  { encrypted }: ManagedFileSystem,
  region: Located<string> | undefined,
  diagnostics: Diagnostics,
): void {
  const key = efs.kmsKeyArn;
  if (!key) return;
  if (!encrypted && efs.encrypted) {
    diagnostics.report("NK426", key.location, {}, [related("encryptionOff", efs.encrypted.location)]);
  }
  checkKeyRegion(key, region, diagnostics);
}

function checkLifecycle(
  efs: Settings,
  { throughput, performanceMode }: ManagedFileSystem,
  diagnostics: Diagnostics,
): void {
  const { toInfrequentAccess, toArchive, backOnFirstAccess } = efs.lifecycle?.value.fields ?? {};
  if (toArchive && (throughput.mode !== "elastic" || performanceMode !== "generalPurpose")) {
    diagnostics.report("NK429", toArchive.location, { throughput: throughput.mode, performanceMode });
  }
  if (toArchive && toInfrequentAccess && toArchive.value <= toInfrequentAccess.value) {
    const params = { archive: toArchive.value, infrequent: toInfrequentAccess.value };
    diagnostics.report("NK430", toArchive.location, params, [
      related("toInfrequentAccess", toInfrequentAccess.location),
    ]);
  }
  if (backOnFirstAccess?.value && !toInfrequentAccess && !toArchive) {
    diagnostics.report("NK431", backOnFirstAccess.location, {});
  }
}
