import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KEY_PATTERN } from "../../src/aws/names.js";
import { PATH_PARTS_MAX } from "../../src/aws/paths.js";
import {
  PLACES_BESIDE_OTHERS,
  PLACES_MIN,
  PROVIDED_PLACES,
  placesBesideOthers,
  roomIn,
  routeKey,
  routePriorities,
  routePriority,
  type ServiceRoute,
  SHARED_PLACES,
} from "../../src/aws/route-priorities.js";
import { exact, label, wildcard } from "./any-host.js";

const service = fc.stringMatching(KEY_PATTERN);
const path = fc.array(label, { minLength: 1, maxLength: PATH_PARTS_MAX }).map((parts) => `/${parts.join("/")}`);
const whole = fc.record({ service, host: fc.oneof(exact, wildcard) });
const pathed = fc.record({ service, host: fc.oneof(exact, wildcard), path });

/** Few hosts with many paths, so that they meet. */
const crowded = fc
  .tuple(fc.uniqueArray(fc.oneof(exact, wildcard), { minLength: 1, maxLength: 4 }), fc.gen())
  .map(([hosts, gen]) => {
    const routes = Array.from({ length: gen(fc.integer, { min: 1, max: 80 }) }, (): ServiceRoute => {
      const host = gen(fc.constantFrom, ...hosts);
      return gen(fc.boolean) ? { service: "web", host } : { service: "api", host, path: gen(() => path) };
    });
    return [...new Map(routes.map((route) => [routeKey(route), route])).values()];
  });

describe("routePriority", () => {
  it("is one that a listener takes", () => {
    fc.assert(
      fc.property(fc.oneof(whole, pathed), fc.boolean(), fc.nat(200), (route, shared, turn) => {
        const priority = routePriority(route, shared, turn);
        expect(Number.isInteger(priority) && priority >= 1 && priority <= 50_000).toBe(true);
      }),
    );
  });

  it("puts a host before every wildcard, and a wildcard before one that stands for more", () => {
    fc.assert(
      fc.property(service, service, label, exact, (one, other, first, domain) => {
        fc.pre(domain.split(".").length <= 5);
        const asked = [`${first}.${domain}`, `*.${first}.${domain}`, `*.${domain}`];
        const [host = 0, narrow = 0, wide = 0] = asked.map((name, index) =>
          routePriority({ service: index === 1 ? one : other, host: name }),
        );
        expect(host < narrow && narrow < wide).toBe(true);
      }),
    );
  });

  it("is what it was", () => {
    // These are in the state of everyone who published a host: a change has Terraform move all rules at once.
    expect(routePriority({ service: "web", host: "shop.example.com" })).toBe(25_533);
    expect(routePriority({ service: "web", host: "*.shop.example.com" })).toBe(47_511);
    expect(routePriority({ service: "api", host: "api.example.com" })).toBe(36_948);
    expect(routePriority({ service: "api", host: "shop.example.com", path: "/api" })).toBe(15_800);
  });

  it("is the same for a path whichever service answers it", () => {
    fc.assert(
      fc.property(pathed, service, (route, other) => {
        expect(routePriority({ ...route, service: other })).toBe(routePriority(route));
      }),
    );
  });

  it("stays where a host is that begins to share itself, or is half of its places later", () => {
    fc.assert(
      fc.property(whole, (route) => {
        const moved = routePriority(route, true) - routePriority(route);
        expect([0, route.host.startsWith("*.") ? 1000 : 20_000]).toContain(moved);
      }),
    );
  });
});

describe("routePriorities", () => {
  const few = fc.uniqueArray(fc.record({ service, host: exact }), { selector: ({ host }) => host, maxLength: 60 });

  it("gives each a place of its own, in whichever order they come", () => {
    fc.assert(
      fc.property(fc.oneof(few, crowded), (routes) => {
        const found = routePriorities(routes);
        expect(new Set(found.values()).size).toBe(routes.length);
        expect(new Map([...routePriorities(routes.toReversed())].sort())).toEqual(new Map([...found].sort()));
      }),
    );
  });

  it("has the longest path tried first, and the rest of its host last", () => {
    fc.assert(
      fc.property(crowded, fc.nat(), (routes, seed) => {
        const route = routes[seed % routes.length];
        const host = route?.host ?? "";
        const all: readonly ServiceRoute[] = [
          ...routes.filter((one) => one.host !== host),
          { service: "c", host, path: "/a/b/c" },
          { service: "b", host, path: "/a/b" },
          { service: "a", host, path: "/a" },
          { service: "web", host },
        ];
        const found = routePriorities(all);
        const places = all.slice(-4).map((one) => found.get(routeKey(one)) ?? 0);
        expect(places).toEqual([...places].sort((one, other) => one - other));
      }),
    );
  });

  it("moves no other host when a host begins to share itself with paths", () => {
    fc.assert(
      fc.property(few, path, (routes, one) => {
        fc.pre(routes.length > 0);
        const host = routes[0]?.host ?? "";
        const added: ServiceRoute = { service: "new", host, path: one };
        const [before, after] = [routePriorities(routes), routePriorities([...routes, added])];
        fc.pre(after.get(routeKey(added)) === routePriority(added));
        const moved = routes.filter((route) => before.get(route.host) !== after.get(route.host));
        expect(moved.every((route) => route.host === host)).toBe(true);
      }),
    );
  });

  it("leaves the place where two meet to neither, and all others where they are", () => {
    const [site, web] = [
      { service: "site", host: "mail.example.com" },
      { service: "web", host: "www.example.com" },
    ];
    const others = ["a", "b", "c"].map((service) => ({ service, host: `${service}.example.com` }));
    const place = routePriority(site);
    expect(routePriority({ service: "web", host: "dev.example.com" })).toBe(place);

    const before = routePriorities([site, web, ...others]);
    const after = routePriorities([site, web, ...others, { service: "web", host: "dev.example.com" }]);

    expect(before.get(site.host)).toBe(place);
    expect([...after.values()]).not.toContain(place);
    expect(after.get(site.host)).toBe(routePriority(site, false, 1));
    for (const { host } of [web, ...others]) expect(after.get(host)).toBe(before.get(host));
  });

  it("has room for as many long paths below a wildcard as a load balancer has rules", () => {
    const routes = Array.from({ length: 100 }, (_, index) => ({
      service: "web",
      host: "*.example.com",
      path: `/a/b/c/d/${index}`,
    }));
    expect(new Set(routePriorities(routes).values()).size).toBe(100);
  });
});

describe("priorities beside those of others", () => {
  const range = fc
    .tuple(fc.integer({ min: 1, max: 40_001 }), fc.integer({ min: PLACES_MIN, max: 50_000 }))
    .map(([from, size]) => ({ from, to: Math.min(50_000, from + size - 1) }));

  it("stay within their range, and have a path before its host, whoever has that", () => {
    fc.assert(
      fc.property(range, pathed, service, (between, route, other) => {
        const places = placesBesideOthers(between);
        const ofPath = routePriority(route, false, 0, places);
        const ofHost = routePriority({ service: other, host: route.host }, false, 0, places);
        expect(ofPath).toBeGreaterThanOrEqual(between.from);
        expect(ofHost).toBeLessThanOrEqual(between.to);
        expect(ofPath).toBeLessThan(ofHost);
      }),
    );
  });

  it("are each one's own, as long as there is room for certain", () => {
    fc.assert(
      fc.property(crowded, (routes) => {
        const places = placesBesideOthers(PLACES_BESIDE_OTHERS);
        const found = [...routePriorities(routes, places).values()];
        expect(new Set(found).size).toBe(routes.length);
        expect(Math.min(...found)).toBeGreaterThanOrEqual(PLACES_BESIDE_OTHERS.from);
        expect(Math.max(...found)).toBeLessThanOrEqual(PLACES_BESIDE_OTHERS.to);
      }),
    );
  });

  it("have room for 20 wildcards and 400 other hosts in the narrowest range, and four times that unless the file says", () => {
    expect(roomIn(placesBesideOthers({ from: 1, to: PLACES_MIN }))).toEqual({ wildcards: 20, exact: 400 });
    expect(roomIn(placesBesideOthers(PLACES_BESIDE_OTHERS))).toEqual({ wildcards: 80, exact: 1600 });
  });
});

describe("places on a listener that repositories share", () => {
  const hosts = fc.uniqueArray(fc.record({ service, host: fc.oneof(exact, wildcard) }), {
    selector: ({ host }) => host,
    maxLength: 30,
  });

  it("puts a path of one repository before its host in another, and an exact host before a wildcard", () => {
    fc.assert(
      fc.property(pathed, service, label, (route, other, first) => {
        const [path, whole] = [routePriority(route, false, 0, SHARED_PLACES), { service: other, host: route.host }];
        expect(path).toBeLessThan(routePriority(whole, false, 0, PROVIDED_PLACES));
        fc.pre(!route.host.startsWith("*.") && route.host.split(".").length <= 5);
        const asked = [`${first}.${route.host}`, `*.${route.host}`].map((host) =>
          routePriority({ service: other, host }, false, 0, SHARED_PLACES),
        );
        expect(asked).toEqual(asked.toSorted((one, next) => one - next));
      }),
    );
  });

  it("asks for one place where two repositories have one host, whatever their services are called", () => {
    fc.assert(
      fc.property(fc.oneof(whole, pathed), service, (route, other) => {
        const [one, another] = [route, { ...route, service: other }].map((asked) =>
          routePriority(asked, false, 0, SHARED_PLACES),
        );
        expect(one).toBe(another);
      }),
    );
  });

  it("has no rule of the repository that makes it take a place that another one leaves when sharing begins or ends", () => {
    fc.assert(
      fc.property(fc.oneof(hosts, crowded), (routes) => {
        const [alone, provided] = [routePriorities(routes), routePriorities(routes, PROVIDED_PLACES)];
        const before = new Set(alone.values());
        expect([...provided.values()].filter((place) => before.has(place))).toEqual([]);
        expect(new Set(provided.values()).size).toBe(routes.length);
      }),
    );
  });
});
