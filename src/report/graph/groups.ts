import type { Environment } from "../../model/project.js";
import { type Card, type Edge, type Group, isPublished, portsOf } from "./picture.js";

type Join = Edge & { readonly kind: "network" };

interface Placed {
  /** Networks with a security group that it carries, sorted. */
  readonly networks: readonly string[];
  readonly card: Card;
}

/**
 * Puts tasks on the same networks together, and joins groups with a network in common: lines from group to network are few where those
 * from task to task are many. The groups that the internet reaches come first, then their neighbours.
 */
export function groupsOf(
  { networks = [] }: Environment,
  placed: readonly Placed[],
): { readonly groups: readonly Group[]; readonly joins: readonly Join[] } {
  const unordered = together(placed);
  const distance = distances(unordered);
  const ordered = unordered
    .map((group) => ({ ...group, distance: distance(group) }))
    .sort((a, b) => a.distance - b.distance || compareGroups(a, b));
  const groups = ordered.map((group, index) => ({ ...group, id: `group-${index + 1}` }));
  const joins = networks.flatMap((network) => joinsOf(network, groups));
  return { groups: groups.map(({ id, networks, cards }) => ({ id, networks, cards })), joins };
}

type Bare = Omit<Group, "id">;

function together(placed: readonly Placed[]): readonly Bare[] {
  const bySet = new Map<string, { readonly networks: readonly string[]; readonly cards: Card[] }>();
  for (const { networks, card } of placed) {
    const key = JSON.stringify(networks);
    const group = bySet.get(key) ?? { networks, cards: [] };
    group.cards.push(card);
    bySet.set(key, group);
  }
  return [...bySet.values()];
}

/** How many networks lie between a group and the internet. What it never reaches is behind all others. */
function distances(groups: readonly Bare[]): (group: Bare) => number {
  const found = new Map<Bare, number>();
  let front = groups.filter(({ cards }) => cards.some((card) => card.public));
  for (let distance = 0; front.length > 0; distance++) {
    for (const group of front) found.set(group, distance);
    const reached = front.flatMap(({ networks }) => networks);
    front = groups.filter((group) => !found.has(group) && group.networks.some((name) => reached.includes(name)));
  }
  return (group) => found.get(group) ?? (group.networks.length === 0 ? groups.length + 1 : groups.length);
}

/** A network within one group needs no lines. */
function joinsOf(network: string, groups: readonly Group[]): readonly Join[] {
  const onIt = groups.filter(({ networks }) => networks.includes(network));
  if (onIt.length < 2) return [];
  return onIt.map((group) => ({
    kind: "network",
    network,
    group: group.id,
    answers: group.cards.some((card) => portsOf(card).length > 0),
    before: isPublished(group),
  }));
}

/** By their networks; whoever is on none comes last. */
function compareGroups({ networks: a }: Bare, { networks: b }: Bare): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  return a.join() < b.join() ? -1 : 1;
}
