import { type Card, type Picture, routeText } from "./picture.js";

/** With more cards or lines, nobody follows a line any longer, and the picture is higher than a screen. */
const CARDS = 20;
const LINES = 40;

/**
 * Whether the picture is drawn without lines between tasks, hosts, networks and volumes: they are named on the cards, and the cards stand
 * in a grid.
 */
export function isDense({ groups, edges }: Picture): boolean {
  return groups.reduce((sum, { cards }) => sum + cards.length, 0) > CARDS || edges.length > LINES;
}

/** The hosts that lead to a service, as they are called. */
export function hostsOf({ edges }: Picture, { kind, name }: Card): readonly string[] {
  if (kind !== "service") return [];
  return edges.flatMap((edge) => (edge.kind === "route" && edge.service === name ? [routeText(edge)] : []));
}
