import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  HOST_MAX,
  hostPriorities,
  hostPriority,
  hostProblem,
  isInZone,
  isLocalHost,
  registeredDomain,
} from "../../src/aws/hosts.js";
import { KEY_PATTERN } from "../../src/aws/names.js";

const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,10}[a-z0-9])?$/);
const top = fc.stringMatching(/^[a-z]{2,8}$/);
const exact = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 5 }), top)
  .map(([labels, last]) => [...labels, last].join("."));
const wildcard = exact.map((host) => `*.${host}`);
const service = fc.stringMatching(KEY_PATTERN);

describe("hostProblem", () => {
  it("takes every name that a listener rule can compare", () => {
    fc.assert(fc.property(fc.oneof(exact, wildcard), (host) => hostProblem(host) === undefined));
  });

  it("takes as many characters as a rule does, and no more", () => {
    const host = (length: number) => `${"a.".repeat((length - 4) / 2)}bcde`;
    expect(host(HOST_MAX)).toHaveLength(HOST_MAX);
    expect(hostProblem(host(HOST_MAX))).toBeUndefined();
    expect(hostProblem(host(HOST_MAX + 2))?.reason).toContain("130 characters");
  });

  it.each([
    ["https://shop.example.com/cart?x#y", "Write `shop.example.com`."],
    ["shop.example.com:8080/cart", "Write `shop.example.com`."],
    ["shop.example.com:", "Write `shop.example.com`."],
    ["http://shop.example.com.", "Write `shop.example.com`."],
    ["münchen.example.com", "Write it as DNS has it: `xn--mnchen-3ya.example.com`."],
    ["*.shop.*", "A `*` can only replace the whole first label: `*.example.com`."],
    ["*", "A `*` can only replace the whole first label: `*.example.com`."],
  ])("says what to write instead of %s", (host, help) => {
    expect(hostProblem(host)?.help).toBe(help);
  });

  it("always says something, whatever is written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const problem = hostProblem(text.toLowerCase());
        expect(problem === undefined || problem.reason.length > 0).toBe(true);
        if (problem === undefined) expect(text.toLowerCase()).toMatch(/^(\*\.)?[a-z0-9.-]+\.[a-z]+$/);
      }),
    );
  });
});

describe("hostPriority", () => {
  it("is one that a listener takes", () => {
    fc.assert(
      fc.property(service, fc.oneof(exact, wildcard), (name, host) => {
        const priority = hostPriority(name, host);
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
          hostPriority(index === 1 ? one : other, name),
        );
        expect(host < narrow && narrow < wide).toBe(true);
      }),
    );
  });

  it("is what it was", () => {
    // These are in the state of everyone who published a host: a change has Terraform move all rules at once.
    expect(hostPriority("web", "shop.example.com")).toBe(25_533);
    expect(hostPriority("web", "*.shop.example.com")).toBe(47_511);
    expect(hostPriority("api", "api.example.com")).toBe(36_948);
  });
});

describe("hostPriorities", () => {
  const few = fc.uniqueArray(fc.record({ service, host: exact }), { selector: ({ host }) => host, maxLength: 60 });

  it("gives each a place of its own, in whichever order they come", () => {
    fc.assert(
      fc.property(few, (hosts) => {
        const found = hostPriorities(hosts);
        expect(new Set(found.values()).size).toBe(hosts.length);
        expect(new Map([...hostPriorities(hosts.toReversed())].sort())).toEqual(new Map([...found].sort()));
      }),
    );
  });

  it("leaves the place where two meet to neither, and all others where they are", () => {
    const [site, web] = [
      { service: "site", host: "mail.example.com" },
      { service: "web", host: "www.example.com" },
    ];
    const others = ["a", "b", "c"].map((service) => ({ service, host: `${service}.example.com` }));
    const place = hostPriority(site.service, site.host);
    expect(hostPriority("web", "dev.example.com")).toBe(place);

    const before = hostPriorities([site, web, ...others]);
    const after = hostPriorities([site, web, ...others, { service: "web", host: "dev.example.com" }]);

    expect(before.get(site.host)).toBe(place);
    expect([...after.values()]).not.toContain(place);
    expect(after.get(site.host)).toBe(hostPriority(site.service, site.host, 1));
    for (const { host } of [web, ...others]) expect(after.get(host)).toBe(before.get(host));
  });
});

describe("a domain", () => {
  it.each([
    ["shop.example.com", "example.com"],
    ["*.example.com", "example.com"],
    ["example.com", "example.com"],
    ["a.b.example.co.uk", "example.co.uk"],
    ["www.example.com.au", "example.com.au"],
    ["www.shop.de", "shop.de"],
    ["co.de", "co.de"],
    ["com.example.io", "example.io"],
  ])("of %s is %s", (host, domain) => {
    expect(registeredDomain(host)).toBe(domain);
  });

  it("holds its host", () => {
    fc.assert(fc.property(fc.oneof(exact, wildcard), (host) => isInZone(host, registeredDomain(host))));
  });

  it("does not hold a neighbour with a longer name", () => {
    expect(isInZone("myexample.com", "example.com")).toBe(false);
    expect(isInZone("example.com", "shop.example.com")).toBe(false);
    expect(isInZone("*.shop.example.com", "shop.example.com")).toBe(true);
  });

  it("is one of a developer's machine by its last label alone", () => {
    const local = ["shop.localhost", "localhost", "shop.local", "shop.stage", "stage.example.com", "local.example.com"];
    expect(local.filter(isLocalHost)).toEqual(local.slice(0, 4));
  });
});
