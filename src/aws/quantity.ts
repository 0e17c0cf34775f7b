/** CPU units in one vCPU. Source: ECS API, TaskDefinition `cpu`. */
export const CPU_UNITS_PER_VCPU = 1024;

/** The form of `cpu` as a text: a number, and `m` or a unit in any letter case. */
export const CPU_TEXT = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*(m|[vV]?[cC][pP][uU][sS]?)?\s*$/;
/** The form of `memory`: a number and its unit, in any letter case. */
export const MEMORY_TEXT = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*([bB]|[kKmMgGtT](?:[iI]?[bB]|[iI])?)\s*$/;
/** The form of a percentage as a text. */
export const PERCENT_TEXT = /^\s*\d+(?:\.\d+)? *%?\s*$/;

/** MiB in one of each unit. As docker does, kb, mb and gb count in powers of 1024.
 * Source: docs.docker.com, compose file, "Specifying byte values"; github.com/docker/go-units RAMInBytes. */
const mibPerUnit: ReadonlyMap<string, number> = new Map(
  Object.entries({
    b: 1 / 1024 ** 2,
    k: 1 / 1024,
    m: 1,
    g: 1024,
    t: 1024 ** 2,
  }),
);

/**
 * CPU units of a `cpu` value, perhaps fractional: `0.5`, `"0.5"` and `"0.5 vCPU"` are halves of a vCPU, 512 units;
 * `"500m"` counts thousandths of a vCPU. The unit may be in any letter case, but a capital `M` (mega) is not `m` (milli).
 * Undefined when not understood, zero, negative or not finite.
 */
export function parseCpu(value: number | string): number | undefined {
  if (typeof value === "number") return positive(value * CPU_UNITS_PER_VCPU);
  const [, digits = "", unit] = CPU_TEXT.exec(value) ?? [];
  const vcpus = unit === "m" ? Number(digits) / 1000 : Number(digits);
  return digits === "" ? undefined : positive(vcpus * CPU_UNITS_PER_VCPU);
}

/**
 * MiB of a `memory` value, perhaps fractional: a number and a unit (`b`, `k`, `m`, `g`, `t`, each also with `b`, `i` or `ib`
 * behind it), in any letter case, with or without a space. Undefined when not understood, zero or not finite, and for a number
 * without a unit: docker reads it as bytes, Kubernetes too, and ECS as MiB.
 */
export function parseMemory(text: string): number | undefined {
  const [, digits, unit] = MEMORY_TEXT.exec(text) ?? [];
  const mib = mibPerUnit.get(unit?.charAt(0).toLowerCase() ?? "");
  return digits === undefined || mib === undefined ? undefined : positive(Number(digits) * mib);
}

/** A percentage from 1 to 100: `70`, `"70"` or `"70%"`. Undefined for anything else. */
export function parsePercent(value: number | string): number | undefined {
  const digits = percentDigits(value);
  const percent = /^\d+(?:\.\d+)?$/.test(digits) ? Number(digits) : Number.NaN;
  return percent >= 1 && percent <= 100 ? percent : undefined;
}

/** What stands before the sign of a percentage, whether it is a number or not. */
export function percentDigits(value: number | string): string {
  return typeof value === "number" ? String(value) : value.trim().replace(/ *%$/, "");
}

function positive(value: number): number | undefined {
  return Number.isFinite(value) && value > 0 ? value : undefined;
}
