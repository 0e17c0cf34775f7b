import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet/index.js";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets/index.js";
import type { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc/index.js";
import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { addressOf } from "./address.js";
import type { Precondition, TaskVisibility } from "./network.js";
import type { Tags } from "./tags.js";
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
  /** Tags of those of both kinds. @default they may have any */
  readonly tags?: Tags;
  /** Ids by kind. @default a kind is told by the routes of subnets */
  readonly named: Readonly<Partial<Record<TaskVisibility, readonly TerraformString[]>>>;
  /** Tags by kind. @default they may have any */
  readonly tagged: Readonly<Partial<Record<TaskVisibility, Tags>>>;
  /** Whether, of all that are found, one in each zone is used. @default where tags tell some of them */
  readonly onePerZone?: boolean;
  /** Whether tasks without public addresses run in the VPC. */
  readonly withPrivate: boolean;
  /** Ids of zones (`use1-az3`) whose subnets are not used. */
  readonly excludeZoneIds: readonly string[];
  /** What to do about subnets that cannot be used. */
  readonly advice: TerraformString;
}

/**
 * The subnets of a VPC made elsewhere, told apart by what they are for. Made in the scope given: `subnet` and where some are to be found
 * `subnets`, `public-subnets`, `private-subnets` (data), the local `subnet-order` where one of each zone is chosen, and what {@link VpcRoutes} makes where routes decide.
 */
export class ExistingSubnets {
  readonly #scope: Construct;
  readonly #props: ExistingSubnetsProps;
  readonly #subnet: DataAwsSubnet;
  #order: TerraformLocal | undefined;
  readonly #foundByTag = new Map<TaskVisibility, TerraformCode>();
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

  /** Whether subnets of a kind are found by tags. */
  public isTagged(kind: TaskVisibility): boolean {
    const { tags, tagged } = this.#props;
    return (tags ?? tagged[kind]) !== undefined;
  }

  /**
   * A map from each zone to one of its subnets, out of a map from subnets of a kind to their zones: the first by id. What is left of chance
   * is that a subnet added later may sort before it, and mount targets ignore that. Where tasks run in one subnet of each zone, it is the
   * one with the lowest range: a subnet that is added later mostly has a higher one, and then takes the place of none that is used.
   */
  public oneOfEachZone(kind: TaskVisibility, zones: TerraformCode): TerraformCode {
    const first = this.choosesOnePerZone(kind)
      ? code`split(" ", sort([for id in ids : ${this.#orderOfSubnets}[id]])[0])[1]`
      : code`sort(ids)[0]`;
    return code`{for zone, ids in {for id, zone in ${zones} : zone => id...} : zone => ${first}}`;
  }

  /** Whether one subnet of each zone is chosen out of those of a kind: not of those that are named. */
  public choosesOnePerZone(kind: TaskVisibility): boolean {
    const { ids, tags, named, tagged, onePerZone } = this.#props;
    if (ids ?? named[kind]) return false;
    return onePerZone === true || tags !== undefined || Object.keys(tagged).length > 0;
  }

  /** What subnets sort by: texts sort as numbers do where they are as long, and what has no IPv4 range comes last. */
  get #orderOfSubnets(): TerraformCode {
    const address = code`split("/", subnet.cidr_block)[0]`;
    const range = code`format("%03d.%03d.%03d.%03d", [for part in split(".", ${address}) : tonumber(part)]...)`;
    const order = code`{for id, subnet in ${addressOf(this.#subnet)} : id => join(" ", [try(${range}, "none"), id])}`;
    this.#order ??= new TerraformLocal(this.#scope, "subnet-order", evaluated(order));
    return addressOf(this.#order);
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
    const byTag = this.#foundByTag.get(kind);
    // Whoever gives subnets a tag says that tasks have a way out there.
    if (byTag) return [code`contains(${byTag}, ${id})`, ...byRoute, this.#serves(code`subnet`)];
    const outward = kind === "private" ? [this.routes.leadOutward(id)] : [];
    return [...byRoute, ...outward, this.#serves(code`subnet`)];
  }

  /** A list of the ids of all that are looked at. */
  #allIds(): TerraformCode {
    const { ids, tags } = this.#props;
    if (ids) return quotedTemplates(ids);
    const lists = this.#kinds.map((kind) => this.#idsOf(kind));
    const written = lists.filter((one) => one !== undefined);
    const parts = [...(lists.includes(undefined) ? [this.#idsOfVpc("subnets", tags)] : []), ...written];
    const [first, second] = parts;
    return first && second ? code`concat(${first}, ${second})` : (first ?? code`[]`);
  }

  /** The kinds that are told apart. */
  get #kinds(): readonly TaskVisibility[] {
    return this.#props.withPrivate ? ["public", "private"] : ["public"];
  }

  /** The ids of a kind that is named, or tagged, for itself. */
  #idsOf(kind: TaskVisibility): TerraformCode | undefined {
    const { named, tagged } = this.#props;
    const ids = named[kind];
    if (ids) return quotedTemplates(ids);
    const tags = tagged[kind];
    if (tags === undefined) return undefined;
    const found = this.#idsOfVpc(`${kind}-subnets`, tags);
    this.#foundByTag.set(kind, found);
    return found;
  }

  #idsOfVpc(id: string, tags: Tags | undefined): TerraformCode {
    const subnets = new DataAwsSubnets(this.#scope, id, {
      filter: [{ name: "vpc-id", values: [this.#props.vpcId] }],
      ...(tags && { tags: { ...tags } }),
    });
    return code`${addressOf(subnets)}.ids`;
  }

  /** What has to hold of subnets that are named. */
  #postconditions(): readonly Precondition[] {
    const { ids, named, vpc, vpcId, advice } = this.#props;
    const kinds = this.#kinds.filter((kind) => named[kind]);
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
