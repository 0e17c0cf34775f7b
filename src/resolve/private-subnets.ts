import type { NatMode } from "../aws/nat.js";
import type { Located } from "../diagnostics/source.js";
import type { CronJob, Nat, Placed, PrivateSubnets, Service } from "../model/project.js";
import type { InfraDocument } from "../schema/language.js";
import { endpointsOf } from "./endpoints.js";

type Infra = InfraDocument["fields"];

/** What runs in an environment. */
export interface Tasks {
  readonly services: readonly Service[];
  readonly cronJobs: readonly CronJob[];
}

/** What runs in private subnets; a job of a service runs where that does. */
export function privateTasks({ services, cronJobs }: Tasks): readonly (Service | CronJob)[] {
  const isPrivate = (placed: Placed) => placed.private === true;
  return [...services.filter(isPrivate), ...cronJobs.filter(({ run }) => run.kind === "image" && isPrivate(run))];
}

/** How tasks in private subnets reach what is outside of the VPC. */
export function resolvePrivateSubnets(infra: Infra, tasks: Tasks): PrivateSubnets {
  const inside = privateTasks(tasks);
  // Databases that AWS runs are there too, and call nobody.
  if (inside.length === 0) return {};
  const nat = resolveNat(infra);
  return { ...(nat && { nat }), ...(infra.endpoints?.value && { endpoints: endpointsOf(inside) }) };
}

/** `infra.nat` in its long form. */
export interface WrittenNat {
  readonly mode: NatMode;
  readonly addresses: readonly Located<string>[];
}

/** `infra.nat`, in whichever form it is written. */
export function writtenNat({ nat }: Infra): WrittenNat {
  if (!nat) return { mode: "none", addresses: [] };
  if (typeof nat.value === "string") return { mode: nat.value, addresses: [] };
  const { mode, addresses } = nat.value.fields;
  return { mode: mode?.value ?? "none", addresses: addresses?.value ?? [] };
}

/** The zones with a NAT gateway, in the order in which addresses belong to them: that of the file, or `first` and `second`. */
export function gatewayZones(mode: NatMode, { zones }: Infra): readonly string[] {
  const written = [...new Set(zones?.value.map(({ value }) => value))];
  const all = written.length > 0 ? written : ["first", "second"];
  if (mode === "per-zone") return all;
  return mode === "single" ? [...all].sort().slice(0, 1) : [];
}

function resolveNat(infra: Infra): Nat | undefined {
  const { mode, addresses } = writtenNat(infra);
  if (mode === "none") return undefined;
  const pairs = gatewayZones(mode, infra).flatMap((zone, index) => {
    const address = addresses[index]?.value;
    return address === undefined ? [] : [[zone, address] as const];
  });
  return { mode, addresses: Object.fromEntries(pairs) };
}
