import { isWithin, unusedRange } from "../../aws/network.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { related } from "../../diagnostics/related.js";
import type { Located, SourceLocation } from "../../diagnostics/source.js";
import type { Environment } from "../../model/project.js";
import { childOf, isNull, type MapNode } from "../../syntax/nodes.js";
import type { PreparedEnvironment } from "../environments.js";
import { DEFAULT_CIDR } from "../network.js";

/** An environment with a VPC of its own. */
interface Ranged {
  readonly environment: string;
  readonly cidr: string;
  readonly location: SourceLocation;
}

/**
 * Environments whose own VPCs have addresses in common. They run, and can never be joined: routes between two VPCs need addresses that are
 * in one of them. Source: VPC peering guide, "Overlapping CIDR blocks". A note, as it only matters to whoever joins them, and only where one of
 * them has the default range: what is written in all of them is meant.
 */
export function checkRangesApart(
  whole: MapNode,
  prepared: readonly PreparedEnvironment[],
  environments: readonly Environment[],
  diagnostics: Diagnostics,
): void {
  const block = childOf(whole, "environments");
  if (block?.kind !== "map") return;
  const written = new Set(prepared.filter(({ merged }) => namesRange(merged)).map(({ name }) => name));
  const ranged = environments.flatMap(({ name: environment, network }): readonly Ranged[] => {
    const location = block.entries.get(environment)?.keyLocation;
    if (location === undefined || network.kind !== "dedicated") return [];
    return [{ environment, cidr: network.cidr, location }];
  });
  // No VPC is larger than the default range, so what has an address in common with it is in it.
  const [first, second, ...others] = ranged.filter(({ cidr }) => isWithin(DEFAULT_CIDR, cidr));
  if (first === undefined || second === undefined) return;
  const alike = [first, second, ...others];
  if (alike.every(({ environment }) => written.has(environment))) return;
  const unused = unusedRange(ranged.map(({ cidr }) => cidr));
  const params = {
    environments: alike.map(({ environment }) => environment),
    environment: second.environment,
    ...(unused && { unused }),
  };
  const places = [first, ...others].map(({ environment, location }) =>
    related("rangeOfEnvironment", location, { environment }),
  );
  diagnostics.report("NK465", second.location, params, places);
}

/**
 * Every component with a VPC of its own has the default range where none is written, and no file sees the others. Told at the component, once
 * for all environments.
 */
export function noteRangeOfComponent(
  component: Located<string>,
  prepared: readonly PreparedEnvironment[],
  environments: readonly Environment[],
  diagnostics: Diagnostics,
): void {
  const written = new Set(prepared.filter(({ merged }) => namesRange(merged)).map(({ name }) => name));
  const byDefault = environments.filter(({ name, network }) => network.kind === "dedicated" && !written.has(name));
  if (byDefault.length === 0) return;
  const unused = unusedRange([DEFAULT_CIDR]);
  const params = {
    component: component.value,
    environments: byDefault.map(({ name }) => name),
    range: DEFAULT_CIDR,
    ...(unused && { unused }),
  };
  diagnostics.report("NK478", component.location, params);
}

function namesRange(merged: MapNode): boolean {
  const infra = childOf(merged, "infra");
  const cidr = infra && childOf(infra, "cidr");
  return cidr !== undefined && !isNull(cidr);
}
