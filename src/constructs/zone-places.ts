import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones/index.js";
import type { TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";
import { addressOf } from "./address.js";
import { GOES_LAST } from "./lifecycle.js";
import { code, evaluated, quoted } from "./terraform-code.js";
import { literal, type TerraformString, template } from "./terraform-string.js";

/** The zone of subnets, by a key that stays. */
export interface ZonePlace {
  /** Such as `eu-west-1a`, or `first` and `second`. */
  readonly key: string;
  readonly availabilityZone: TerraformString;
  /** Of a subnet in it, which others have to move with where its zone is not what it should be. */
  lifecycle(others: TerraformString): TerraformResourceLifecycle;
}

/** A zone that has a name. */
export function namedZone(zone: string): ZonePlace {
  return {
    key: zone,
    availabilityZone: literal(zone),
    // One that was picked before the zones had names, and is taken over, keeps its range and has to be in this zone.
    lifecycle: (others) => ({
      ...GOES_LAST,
      ignoreChanges: ["availability_zone", "cidr_block"],
      postcondition: [inZone(zone, others)],
    }),
  };
}

/** Which zones Terraform may pick. */
export interface ZonePicking {
  /** Ids of zones (`use1-az3`) never to pick. @default none */
  readonly excludeZoneIds?: readonly string[];
  /** What to do in a region with fewer than two zones to pick from. @default "Name the zones to use." */
  readonly advice?: TerraformString;
}

/** Two zones of the region that Terraform picks: `first` and `second`, by name. */
export function pickedZones(scope: Construct, id: string, { excludeZoneIds, advice }: ZonePicking): ZonePlace[] {
  const zones = new DataAwsAvailabilityZones(scope, id, {
    state: "available",
    filter: [
      { name: "opt-in-status", values: ["opt-in-not-required"] },
      { name: "zone-type", values: ["availability-zone"] },
    ],
    ...(excludeZoneIds && excludeZoneIds.length > 0 && { excludeZoneIds: [...excludeZoneIds] }),
    lifecycle: { postcondition: [twoZones(advice ?? literal("Name the zones to use."))] },
  });
  return ["first", "second"].map((key, index) => ({
    key,
    availabilityZone: evaluated(code`sort(${addressOf(zones)}.names)[${index}]`),
    // A subnet of a zone with a name, which is taken over, keeps its range.
    lifecycle: () => ({ ...GOES_LAST, ignoreChanges: ["availability_zone", "cidr_block"] }),
  }));
}

/** A subnet that was picked is only taken over for the zone that it is in. */
function inZone(zone: string, others: TerraformString) {
  const name = literal(zone);
  return {
    condition: evaluated(code`self.availability_zone == ${quoted(zone)}`),
    errorMessage: template`Subnet \${self.id} was picked before the zones had names, and is in \${self.availability_zone}, not in ${name}. Give it the address of its own zone, with \`terraform state mv\`: it, ${others}.`,
  };
}

function twoZones(advice: TerraformString) {
  return {
    condition: "${length(self.names) >= 2}",
    errorMessage: template`This region has fewer than two Availability Zones that every account may use and that run Fargate. ${advice}`,
  };
}
