import { createHash } from "node:crypto";
import { WILDCARD_LABELS } from "./hosts.js";
import { type PATH_PARTS_MAX, partsOf } from "./paths.js";

/** A host, or a path of one, that a service answers: one rule of a listener. */
export interface ServiceRoute {
  readonly service: string;
  readonly host: string;
  /** @default all of the host that no longer path is for */
  readonly path?: string;
}

/** What tells a route from others: `shop.example.com/api`. */
export function routeKey({ host, path = "" }: Pick<ServiceRoute, "host" | "path">): string {
  return `${host}${path}`;
}

/** Rules of a listener are tried from 1 up to this. Source: botocore elbv2, RulePriority. */
const PRIORITY_MAX = 50_000;

/** Places next to each other. */
export interface Range {
  readonly first: number;
  readonly size: number;
}

/** The places of all rules, and how a host stands among them. */
export interface Places extends Range {
  /** Whether others have rules on the listener too, so that a path of any host may be theirs. @default false */
  readonly withOthers?: boolean;
  /**
   * Whether the place of a whole host is made from the host alone: two repositories that ask for one host ask for one place then, which AWS
   * refuses, where it would let the second host go without a request. @default it is made from its service too
   */
  readonly byHost?: boolean;
  /** Whether rules may stand where they would on a listener that nobody else has rules on, so that none may take such a place. @default false */
  readonly leavesAlone?: boolean;
}

/** Of a listener that nobody else has rules on. */
const ALL: Places = { first: 1, size: PRIORITY_MAX };

/** The fewest places that rules beside those of others are spread over: with less, two of different stacks soon meet at one. */
export const PLACES_MIN = 10_000;

/**
 * Where rules stand on a listener that others have rules on too, unless the file says. People count theirs from 1, so the low numbers are
 * left alone.
 */
export const PLACES_BESIDE_OTHERS = { from: 10_001, to: PRIORITY_MAX } as const;

/**
 * Where rules stand on the listener that a project has for all of its repositories: for all of them the same places, so that an exact host of
 * one comes before a wildcard of another, and a path before its host.
 */
export const SHARED_PLACES: Places = { ...ALL, withOthers: true, byHost: true };

/** The same for the repository that makes the listener, whose rules move there when it begins to share it, and back. */
export const PROVIDED_PLACES: Places = { ...SHARED_PLACES, leavesAlone: true };

/** The places from one to another, both included, on a listener that others have rules on too. */
export function placesBesideOthers({ from, to }: { readonly from: number; readonly to: number }): Places {
  return { first: from, size: to - from + 1, withOthers: true };
}

/** How much of all places is for hosts that are no wildcards. */
const EXACT_SHARE = 0.8;

/**
 * The places for rules of a host: exact hosts before wildcards, wildcards with more labels before those with fewer, as a `*` stands for dots
 * too.
 */
function bandOf(host: string, places: Places): Range {
  const exact = Math.floor(places.size * EXACT_SHARE);
  if (!host.startsWith("*.")) return { first: places.first, size: exact };
  const { min, max } = WILDCARD_LABELS;
  const size = Math.floor((places.size - exact) / (max - min + 1));
  const labels = host.split(".").length - 1;
  return { first: places.first + exact + (max - labels) * size, size };
}

/** How much of the places for paths is for those of one part, of two, and so on. Most paths are short. */
const PATH_SHARES = [0.4, 0.2, 0.2, 0.1, 0.1] as const satisfies { readonly length: typeof PATH_PARTS_MAX };

/**
 * The places for the rule of a route. Paths are in the first half of those of their host, the longest first; a host that shares itself with
 * paths of its own is in the second, so that they are tried before it.
 */
function rangeOf({ host, path }: ServiceRoute, shared: boolean, places: Places): Range {
  const band = bandOf(host, places);
  const half = Math.floor(band.size / 2);
  if (path === undefined) return shared || places.withOthers ? { first: band.first + half, size: half } : band;
  const parts = partsOf(path).length;
  const longer = PATH_SHARES.slice(parts).reduce<number>((sum, share) => sum + share, 0);
  return { first: band.first + Math.round(half * longer), size: Math.round(half * (PATH_SHARES[parts - 1] ?? 0)) };
}

/** How many routes have room for certain, whatever they look alike: of wildcards, and of all other hosts. */
export function roomIn(places: Places): { readonly wildcards: number; readonly exact: number } {
  const path = `${"/a".repeat(PATH_SHARES.length)}`;
  const least = (host: string) => rangeOf({ service: "", host, path }, false, places).size;
  return { wildcards: least("*.a.a"), exact: least("a.a") };
}

/**
 * The place of the rule for a route. Within its range the place is a hash, so that no other route moves it: of the host and its service, or
 * of the host and its path alone, which stays where it is when another service answers it. Where two meet, see {@link routePriorities}.
 *
 * @param shared whether a path of the host has a rule too; only asked of a whole host
 * @param turn how often the route has met another before
 * @param places those of all rules
 */
export function routePriority(route: ServiceRoute, shared = false, turn = 0, places = ALL): number {
  const { service, host, path } = route;
  const name = path === undefined && !places.byHost ? `${service} ${host}` : routeKey(route);
  const text = turn === 0 ? name : `${name} ${turn}`;
  const hash = createHash("sha256").update(text, "utf8").digest().readUInt32BE(0);
  const { first, size } = rangeOf(route, shared, places);
  return first + (hash % size);
}

/** More turns than routes that a load balancer takes ever need, but for paths of many parts below a wildcard, which have few places. */
const TURNS_MAX = 100;

/**
 * The priorities of distinct routes, by {@link routeKey}, no two the same. Those that meet both leave the place to nobody and take their next:
 * so a route that comes and one that gives way to it never wait for one another's place, in whichever order Terraform makes them, and when
 * the one goes the other takes its first place again. Nobody else moves, but one that moved before and whose place is the first of a
 * newcomer, and a host that begins to share itself with paths, or no longer does: that leaves its place to nobody as well.
 */
export function routePriorities(routes: readonly ServiceRoute[], places = ALL): ReadonlyMap<string, number> {
  const sharing = new Set(routes.filter(({ path }) => path !== undefined).map(({ host }) => host));
  const isShared = ({ host, path }: ServiceRoute) => path === undefined && sharing.has(host);
  const settled = new Map<string, number>();
  const placeOf = (route: ServiceRoute, shared: boolean, turn = 0) => routePriority(route, shared, turn, places);
  const moved = routes.filter((route) => isShared(route) && placeOf(route, false) !== placeOf(route, true));
  const left = new Set<number>(moved.map((route) => placeOf(route, false)));
  if (places.leavesAlone) for (const place of routePriorities(routes).values()) left.add(place);
  let open = routes;
  for (let turn = 0; open.length > 0 && turn < TURNS_MAX; turn++) {
    const asked = open.map((one) => ({ one, place: placeOf(one, isShared(one), turn) }));
    const count = new Map<number, number>();
    for (const { place } of asked) count.set(place, (count.get(place) ?? 0) + 1);
    const taken = new Set([...settled.values(), ...left]);
    open = asked.filter(({ place }) => count.get(place) !== 1 || taken.has(place)).map(({ one }) => one);
    const waiting = new Set(open);
    for (const { one, place } of asked) {
      if (waiting.has(one)) left.add(place);
      else settled.set(routeKey(one), place);
    }
  }
  return withLast(open, (route) => rangeOf(route, isShared(route), places), settled);
}

/** Those that met at each turn take what is free, in the order of their names. */
function withLast(
  open: readonly ServiceRoute[],
  among: (route: ServiceRoute) => Range,
  settled: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const places = new Map(settled);
  const taken = new Set(settled.values());
  for (const route of [...open].sort((a, b) => (routeKey(a) < routeKey(b) ? -1 : 1))) {
    const { first, size } = among(route);
    const free = Array.from({ length: size }, (_, index) => first + index).find((place) => !taken.has(place));
    if (free === undefined) throw new Error(`no place for the rules of ${size} routes such as ${routeKey(route)}`);
    places.set(routeKey(route), free);
    taken.add(free);
  }
  return places;
}
