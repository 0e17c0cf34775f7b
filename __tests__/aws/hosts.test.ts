import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOST_MAX, hostProblem, isInZone, isLocalHost, registeredDomain } from "../../src/aws/hosts.js";
import { exact, wildcard } from "./any-host.js";

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
    ["münchen.example.com", "Write it in the form of DNS: `xn--mnchen-3ya.example.com`."],
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
