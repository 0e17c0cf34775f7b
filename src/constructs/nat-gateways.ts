import { Eip } from "@cdktf/provider-aws/lib/eip/index.js";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway/index.js";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet/index.js";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import type { Construct } from "constructs";
import { type Addressable, addDependencies, addressOf } from "./address.js";
import { GOES_LAST } from "./lifecycle.js";
import { Part } from "./part.js";
import { Scope } from "./scope.js";
import type { Tags } from "./tags.js";
import { code } from "./terraform-code.js";
import { literal, type TerraformString, template } from "./terraform-string.js";
import { carriedName, madeWhole } from "./token-marks.js";

/** How many NAT gateways, and which addresses they have. */
export interface NatProps {
  /** `single`: one in the first zone, for all. `per-zone`: one in each, so that none depends on another. */
  readonly mode: "single" | "per-zone";
  /** Ids of Elastic IP addresses to use, by the key of the zone. @default new ones */
  readonly allocationIds?: ReadonlyMap<string, TerraformString>;
}

/** Props of {@link NatGateways}. */
export interface NatGatewaysProps extends NatProps {
  /** Of the Name tags. */
  readonly name: TerraformString;
  readonly vpc: Vpc;
  /** Public subnets by the key of their zone, of which the first has the gateway where there is one alone. */
  readonly subnets: ReadonlyMap<string, Subnet>;
  /** What leads to the internet from these. */
  readonly dependencies: readonly Addressable[];
  readonly tags?: Tags;
}

/** The way out of a zone. */
export interface ZoneGateway {
  readonly gateway: NatGateway;
  /** Whether its address is one that is there already, which two gateways cannot have at the same time. */
  readonly fixedAddress: boolean;
}

/**
 * NAT gateways, each with an address of its own. One that is no longer asked for goes last, when no route leads to it any more. A gateway
 * whose address is given has a name made of that address: it goes before another can have it.
 *
 * Children: `zones/<zone>/address`, `zones/<zone>/gateway`, `addresses/<allocation id>`.
 */
export class NatGateways extends Part {
  readonly #gateways = new Map<string, ZoneGateway>();
  readonly #mode: NatProps["mode"];
  readonly #props: NatGatewaysProps;
  readonly #zones: Construct;
  readonly #addresses: Construct;

  constructor(scope: Construct, id: string, props: NatGatewaysProps) {
    super(scope, id);
    this.#props = props;
    this.#mode = props.mode;
    this.#zones = new Scope(this, "zones");
    this.#addresses = new Scope(this, "addresses");
    const all = [...props.subnets];
    for (const [zone, subnet] of props.mode === "single" ? all.slice(0, 1) : all) this.#add(zone, subnet);
  }

  /** The gateway for the private subnet of a zone. */
  public of(zone: string): ZoneGateway {
    const [first] = this.#gateways.values();
    const found = this.#mode === "single" ? first : this.#gateways.get(zone);
    if (!found) throw new Error(`there is no NAT gateway for zone ${zone}`);
    return found;
  }

  #add(zone: string, subnet: Subnet): void {
    const fixed = this.#props.allocationIds?.get(zone);
    const gateway = fixed === undefined ? this.#withNewAddress(zone, subnet) : this.#withAddress(fixed, zone, subnet);
    // Its address is of no use before the internet gateway is there, which cannot go while something has such an address.
    addDependencies(gateway, this.#props.dependencies);
    this.#gateways.set(zone, { gateway, fixedAddress: fixed !== undefined });
  }

  #withNewAddress(zone: string, subnet: Subnet): NatGateway {
    const scope = new Scope(this.#zones, zone);
    const address = new Eip(scope, "address", {
      domain: "vpc",
      tags: this.#tagsOf(zone),
      // Otherwise the gateway in the new VPC would ask for it while the one in the old VPC still has it.
      lifecycle: { ...GOES_LAST, replaceTriggeredBy: [code`${addressOf(this.#props.vpc)}.id`] },
    });
    return new NatGateway(scope, "gateway", {
      allocationId: address.id,
      subnetId: subnet.id,
      tags: this.#tagsOf(zone),
      lifecycle: GOES_LAST,
    });
  }

  #withAddress(allocationId: TerraformString, zone: string, subnet: Subnet): NatGateway {
    return new NatGateway(this.#addresses, carriedName(madeWhole(allocationId)), {
      allocationId,
      subnetId: subnet.id,
      tags: this.#tagsOf(zone),
    });
  }

  #tagsOf(zone: string): Record<string, string> {
    return { ...this.#props.tags, Name: template`${this.#props.name}-nat-${literal(zone)}` };
  }
}
