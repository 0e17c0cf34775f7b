import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet/index.js";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets/index.js";
import type { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc/index.js";
import type { Construct } from "constructs";
import { addressOf } from "./address.js";
import type { Precondition } from "./network.js";
import type { TaskVisibility } from "./task-subnets.js";
import { code, evaluated, quoted, quotedTemplates, type TerraformCode } from "./terraform-code.js";
import { literal, type TerraformString, template } from "./terraform-string.js";
import { VpcRoutes } from "./vpc-routes.js";

/** The name of an Availability Zone, as those of Local Zones and Wavelength Zones are not. */
const AVAILABILITY_ZONE = "^[a-z]+(-[a-z]+)+-[0-9]+[a-z]$";

const WHAT_IS_WRONG: Readonly<Record<TaskVisibility, string>> = {
  public: "named as a public one, and it has no route to an internet gateway.",
  private:
    "named as a private one, and it has a route to an internet gateway, which is of no use to tasks without a public address.",
};

/** Props of {@link ExistingSubnets}. */
export interface ExistingSubnetsProps {
  readonly vpc: DataAwsVpc;
  readonly vpcId: TerraformString;
  /** Ids of those of both kinds. @default all of the VPC, but for kinds that are named for themselves */
  readonly ids?: readonly TerraformString[];
  /** Ids by kind. @default a kind is told by the routes of subnets */
  readonly named: Readonly<Partial<Record<TaskVisibility, readonly TerraformString[]>>>;
  /** Whether tasks without public addresses run in the VPC. */
  readonly withPrivate: boolean;
  /** Ids of zones (`use1-az3`) whose subnets are not used. */
  readonly excludeZoneIds: readonly string[];
  /** What to do about subnets that cannot be used. */
  readonly advice: TerraformString;
}

/**
 * The subnets of a VPC made elsewhere, told apart by what they are for. Made in the scope given: `subnet` and where some are to be found
 * `subnets` (data), and what {@link VpcRoutes} makes where routes decide.
 */
export class ExistingSubnets {
  readonly #scope: Construct;
  readonly #props: ExistingSubnetsProps;
  readonly #subnet: DataAwsSubnet;
  #routes: VpcRoutes | undefined;

  constructor(scope: Construct, props: ExistingSubnetsProps) {
    this.#scope = scope;
    this.#props = props;
    this.#subnet = new DataAwsSubnet(scope, "subnet", { id: "${each.key}" });
    this.#subnet.addOverride("for_each", evaluated(code`toset(${this.#allIds()})`));
    const conditions = this.#postconditions();
    if (conditions.length > 0) this.#subnet.lifecycle = { postcondition: [...conditions] };
  }

  /** Where routes lead from them. */
  public get routes(): VpcRoutes {
    this.#routes ??= new VpcRoutes(this.#scope, this.#props.vpcId);
    return this.#routes;
  }

  /** A map from each subnet of a kind to its zone. */
  public zonesOf(kind: TaskVisibility): TerraformCode {
    const conditions = this.#conditions(kind);
    const filter = conditions.map((condition, index) => code`${index === 0 ? IF : AND}${condition}`);
    return code`{for id, subnet in ${addressOf(this.#subnet)} : id => subnet.availability_zone${joined(filter)}}`;
  }

  #conditions(kind: TaskVisibility): readonly TerraformCode[] {
    const { ids, named, withPrivate } = this.#props;
    const ofKind = named[kind];
    const id = code`id`;
    if (ofKind) return [code`contains(${quotedTemplates(ofKind)}, ${id})`];
    // Where nothing is private, whoever names subnets says that tasks with public addresses run in all of them.
    if (ids && !withPrivate) return [];
    const internet = this.routes.leadToInternet(id);
    const byRoute = kind === "public" ? [internet] : [code`!${internet}`];
    if (ids) return byRoute;
    const outward = kind === "private" ? [this.routes.leadOutward(id)] : [];
    return [...byRoute, ...outward, this.#serves(code`subnet`)];
  }

  /** A list of the ids of all that are looked at. */
  #allIds(): TerraformCode {
    const { ids, named, withPrivate } = this.#props;
    if (ids) return quotedTemplates(ids);
    const lists = [named.public, ...(withPrivate ? [named.private] : [])];
    const written = lists.filter((one) => one !== undefined).map(quotedTemplates);
    const parts = [...(lists.includes(undefined) ? [this.#idsOfVpc()] : []), ...written];
    const [first, second] = parts;
    return first && second ? code`concat(${first}, ${second})` : (first ?? code`[]`);
  }

  #idsOfVpc(): TerraformCode {
    const { vpcId } = this.#props;
    const subnets = new DataAwsSubnets(this.#scope, "subnets", { filter: [{ name: "vpc-id", values: [vpcId] }] });
    return code`${addressOf(subnets)}.ids`;
  }

  /** What has to hold of subnets that are named. */
  #postconditions(): readonly Precondition[] {
    const { ids, named, withPrivate, vpc, vpcId, advice } = this.#props;
    const kinds = (["public", ...(withPrivate ? (["private"] as const) : [])] as const).filter((kind) => named[kind]);
    const all = ids ?? kinds.flatMap((kind) => named[kind] ?? []);
    if (all.length === 0) return [];
    // Of those that are found beside them, the ones that do not serve are left out.
    const unlessFound = ids || kinds.length === 2 ? code`` : code`!contains(${quotedTemplates(all)}, self.id) || `;
    return [
      {
        condition: evaluated(code`self.vpc_id == ${addressOf(vpc)}.id`),
        errorMessage: template`Subnet \${self.id} is not in ${vpcId} but in \${self.vpc_id}. ${advice}`,
      },
      {
        condition: evaluated(code`${unlessFound}${this.#serves(code`self`)}`),
        errorMessage: template`Subnet \${self.id} is in \${self.availability_zone} (\${self.availability_zone_id}), where Fargate does not run these tasks. ${advice}`,
      },
      ...kinds.map((kind) => this.#ofKind(kind, named[kind] ?? [])),
    ];
  }

  #ofKind(kind: TaskVisibility, ids: readonly TerraformString[]): Precondition {
    const internet = this.routes.leadToInternet(code`self.id`);
    const right = kind === "public" ? internet : code`!${internet}`;
    return {
      condition: evaluated(code`!contains(${quotedTemplates(ids)}, self.id) || ${right}`),
      errorMessage: template`Subnet \${self.id} is ${literal(WHAT_IS_WRONG[kind])} ${this.#props.advice}`,
    };
  }

  /** Whether a subnet is in an Availability Zone, and in none of those that are left out. */
  #serves(subnet: TerraformCode): TerraformCode {
    const { excludeZoneIds } = this.#props;
    const inZone = code`can(regex(${quoted(AVAILABILITY_ZONE)}, ${subnet}.availability_zone))`;
    if (excludeZoneIds.length === 0) return inZone;
    const excluded = quotedTemplates(excludeZoneIds.map(literal));
    return code`${inZone} && !contains(${excluded}, ${subnet}.availability_zone_id)`;
  }
}

const IF = code` if `;
const AND = code` && `;

function joined(parts: readonly TerraformCode[]): TerraformCode {
  return parts.reduce((all, part) => code`${all}${part}`, code``);
}
