import { ALL_CAPABILITIES, capabilityName, isCapability } from "../aws/capabilities.js";
import { isTmpfsOption, TMPFS_DEFAULT_MIB } from "../aws/linux-limits.js";
import { PROCESS_SETTINGS } from "../aws/settings.js";
import type { Located } from "../diagnostics/source.js";
import type { Capabilities, Label, Process, Tmpfs, Ulimit } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import { byName } from "./context.js";
import { writtenSettings } from "./settings.js";

type Fields = ServiceDocument["fields"];

/** What a service asks of Linux and of docker for its container; undefined when it asks for nothing. */
export function resolveProcess(fields: Fields): Process | undefined {
  const { init } = fields;
  const tmpfs = tmpfsOf(fields).flatMap(({ value }) => mountOf(readTmpfs(value)));
  const ulimits = ulimitsOf(fields);
  const capabilities = capabilitiesOf(fields);
  const labels = pairsOf(fields.labels);
  const sysctls = pairsOf(fields.sysctls);
  const process: Process = {
    ...writtenSettings(PROCESS_SETTINGS, fields),
    ...(init && { init: init.value }),
    ...(tmpfs.length > 0 && { tmpfs: tmpfs.sort((a, b) => (a.containerPath < b.containerPath ? -1 : 1)) }),
    ...(ulimits.length > 0 && { ulimits }),
    ...(capabilities && { capabilities }),
    ...(sysctls.length > 0 && { sysctls }),
    ...(labels.length > 0 && { labels }),
  };
  return Object.keys(process).length === 0 ? undefined : process;
}

function pairsOf(written: Fields["labels"]): readonly Label[] {
  return [...(written?.value.values() ?? [])]
    .map(({ key, value }) => ({ name: key.value, value: value.value }))
    .sort(byName);
}

/** The mounts in memory as they are written. */
export function tmpfsOf({ tmpfs }: Fields): readonly Located<string>[] {
  if (!tmpfs) return [];
  return typeof tmpfs.value === "string" ? [{ ...tmpfs, value: tmpfs.value }] : tmpfs.value;
}

/** A mount in memory, or the part of it that is not understood. */
export type TmpfsReading = Tmpfs | { readonly problem: string };

function mountOf(reading: TmpfsReading): readonly Tmpfs[] {
  return "problem" in reading ? [] : [reading];
}

/** Reads `/path:size=64m,mode=0755`. */
export function readTmpfs(written: string): TmpfsReading {
  const [containerPath = "", options = ""] = written.split(":");
  const words = options.split(",").filter((word) => word !== "");
  const sizes = words.filter((word) => word.startsWith("size="));
  const others = words.filter((word) => !word.startsWith("size="));
  const wrong = others.find((word) => !isTmpfsOption(word));
  if (wrong !== undefined) return { problem: wrong };
  const size = sizes.at(-1);
  const mib = size === undefined ? TMPFS_DEFAULT_MIB : mibOf(size.slice("size=".length));
  if (mib === undefined) return { problem: size ?? "" };
  return { containerPath, mib, options: others };
}

const MIB_PER_UNIT: ReadonlyMap<string, number> = new Map(
  Object.entries({ "": 1 / 1024 ** 2, k: 1 / 1024, m: 1, g: 1024 }),
);

/** MiB, rounded up, of a size as Linux takes it: bytes, or with `k`, `m` or `g` behind them. Source: tmpfs(5). */
function mibOf(size: string): number | undefined {
  const [, digits = "", unit = ""] = /^(\d{1,12})([kmg]?)b?$/i.exec(size) ?? [];
  const mib = Math.ceil(Number(digits) * (MIB_PER_UNIT.get(unit.toLowerCase()) ?? 0));
  return digits === "" || mib < 1 ? undefined : mib;
}

/** Undefined where none are named. Those that ECS does not know have a finding. */
function capabilitiesOf({ cap_add, cap_drop }: Fields): Capabilities | undefined {
  const [add = [], dropped = []] = [cap_add, cap_drop].map((written) => {
    const names = (written?.value ?? []).map(({ value }) => capabilityName(value)).filter(isCapability);
    return [...new Set(names)].sort();
  });
  const drop = dropped.includes(ALL_CAPABILITIES) ? [ALL_CAPABILITIES] : dropped;
  return add.length + drop.length > 0 ? { add, drop } : undefined;
}

function ulimitsOf({ ulimits }: Fields): readonly Ulimit[] {
  const written = [...(ulimits?.value.values() ?? [])].flatMap(({ key, value: { value } }) => {
    if (typeof value === "number") return [{ name: key.value, soft: value, hard: value }];
    const { soft, hard } = value.fields;
    return soft && hard ? [{ name: key.value, soft: soft.value, hard: hard.value }] : [];
  });
  return written.sort(byName);
}
