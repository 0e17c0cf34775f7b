import { speaksHttps } from "../aws/load-balancer.js";
import type { Environment, PrivateSubnets } from "../model/project.js";

/** A `moved` block: what has the one address in the state has the other from now on, and stays as it is. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** The subnets that are picked, with the letter of the zone that each is in as a rule: the first two of a region, by name. */
const PICKED = [
  ["first", "a"],
  ["second", "b"],
] as const;

/**
 * The addresses that elements of an environment had before an edit, or in an older version. One that is not in the state does nothing, so
 * they are always the same for the same file.
 */
export function movesOf(environment: Environment): readonly Move[] {
  return [...zoneMoves(environment), ...hostMoves(environment)];
}

/** Rules and records of hosts had the address of their service. A service may be called as they are now. */
function hostMoves({ services, loadBalancer }: Environment): readonly Move[] {
  const rules = loadBalancer && speaksHttps(loadBalancer) ? "https_hosts" : "hosts";
  const elements = (service: string) => [
    { from: `aws_lb_listener_rule.${service}`, to: `aws_lb_listener_rule.${rules}` },
    ...(loadBalancer?.hostedZone === undefined
      ? []
      : [{ from: `aws_route53_record.${service}_alias`, to: "aws_route53_record.hosts" }]),
  ];
  return services
    .flatMap(({ name, route }) =>
      (route?.hosts ?? []).flatMap((host) =>
        host.path !== undefined
          ? []
          : elements(name).map(({ from, to }) => ({ from: instance(from, host.name), to: instance(to, host.name) })),
      ),
    )
    .filter(({ from, to }) => from !== to);
}

function instance(address: string, key: string): string {
  return `${address}[${JSON.stringify(key)}]`;
}

/** From the subnets that were picked to those of named zones, or back, so that they and what is in them stay. */
function zoneMoves({ network, region, fileSystem }: Environment): readonly Move[] {
  if (network.kind === "existing") return [];
  const mounts = fileSystem !== undefined && (fileSystem.kind === "managed" || fileSystem.mountTargets);
  const elements = [
    "aws_subnet.public_",
    "aws_route_table_association.public_",
    ...(mounts ? ["aws_efs_mount_target."] : []),
    ...(network.private ? privateElements(network.private) : []),
  ];
  return PICKED.flatMap(([picked, letter]) => {
    const zone = zoneWith(letter, network.zones, region);
    if (zone === undefined) return [];
    const [from, to] = network.zones.length > 0 ? [picked, zone] : [zone, picked];
    return elements.map((element) => ({ from: `${element}${from}`, to: `${element}${to}` }));
  });
}

/** What of private subnets has a zone in its address. A gateway whose address is given has that instead. */
function privateElements({ nat }: PrivateSubnets): readonly string[] {
  const subnet = ["aws_subnet", "aws_route_table", "aws_route_table_association", ...(nat ? ["aws_route"] : [])];
  return [
    ...subnet.map((type) => `${type}.private_`),
    ...(nat && Object.keys(nat.addresses).length === 0 ? ["aws_nat_gateway.zone_", "aws_eip.nat_"] : []),
  ];
}

/** The zone of a letter, among those that are named, or that the region has where none are. */
function zoneWith(letter: string, zones: readonly string[], region: string | undefined): string | undefined {
  if (zones.length > 0) return zones.find((zone) => zone.endsWith(letter));
  return region === undefined ? undefined : `${region}${letter}`;
}
