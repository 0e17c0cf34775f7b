import { backupSchedule, copyRegion } from "../../aws/backup.js";
import { partitionOf } from "../../aws/regions.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { type RelatedLocation, related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { EfsDocument } from "../../schema/language.js";
import { checkRegion } from "./region.js";
import { scheduleProblem } from "./schedule-problem.js";

type Backup = NonNullable<EfsDocument["fields"]["backup"]>;

/** Refuses a plan for backups that AWS Backup would refuse, or that protects from nothing. */
export function checkBackup({ value }: Backup, region: Located<string> | undefined, diagnostics: Diagnostics): void {
  if (typeof value === "boolean") return;
  const { schedule, copyTo } = value.fields;
  if (schedule) checkSchedule(schedule, diagnostics);
  if (copyTo) checkCopies(copyTo, region, diagnostics);
}

function checkSchedule(written: Located<string>, diagnostics: Diagnostics): void {
  const schedule = backupSchedule(written.value);
  if ("unfit" in schedule) diagnostics.report("NK391", written.location, { unfit: schedule.unfit });
  if (!("reason" in schedule)) return;
  const { location, params } = scheduleProblem(written, schedule);
  diagnostics.report("NK390", location, params);
}

function checkCopies(target: Located<string>, region: Located<string> | undefined, diagnostics: Diagnostics): void {
  const to = copyRegion(target.value);
  const isRegion = to === target.value;
  if (isRegion) checkRegion(target, diagnostics);
  if (region === undefined) return;
  const others: readonly RelatedLocation[] = [related("environmentRegion", region.location)];
  if (isRegion && to === region.value) diagnostics.report("NK392", target.location, { region: to }, others);
  if (partitionOf(to) !== partitionOf(region.value)) {
    diagnostics.report("NK393", target.location, { to, region: region.value }, others);
  }
}
