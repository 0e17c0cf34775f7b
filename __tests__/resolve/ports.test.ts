import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mappedPorts, overlap, type PortRange } from "../../src/aws/ports.js";
import { compile } from "../../src/compile.js";

/** The one service of a file, with these lines. */
function serviceOf(...lines: readonly string[]) {
  const text = `name: shop\nenvironments: {stage: {}}\nservices:\n  web:\n    image: acme/web:1\n${lines.map((line) => `    ${line}\n`).join("")}`;
  return compile({ path: "nanokit.yml", text }).project?.environments[0]?.services[0];
}

const plain = (service: ReturnType<typeof serviceOf>) => service?.ports?.map(({ source: _, ...port }) => port) ?? [];

const one = (from: number, protocol: "tcp" | "udp" = "tcp") => ({ from, to: from, protocol });

describe("the own port of a service", () => {
  it.each([
    [["ports: [9000/udp, 8000-8010, 8080, 9090]"], 8080],
    [["port: 80", "ports: [8080]"], 80],
    [["port: 80", "expose: 8080", "ports: [9090]"], 8080],
    [["ports: [9000/udp]"], undefined],
    [["ports: []"], undefined],
  ])("of %j is %s", (lines, expected) => {
    expect(serviceOf(...lines)?.port).toBe(expected);
  });
});

describe("further ports", () => {
  it("are in the order of their numbers, without the own one", () => {
    const service = serviceOf("expose: 8080", "ports: [9090, 8080, 7000-7010/udp, { port: 8080, protocol: udp }]");
    expect(plain(service)).toEqual([{ from: 7000, to: 7010, protocol: "udp" }, one(8080, "udp"), one(9090)]);
  });

  it("have a name, and how a URL begins where the file says it", () => {
    const service = serviceOf(
      "ports: [8080, { port: 9090, name: metrics, protocol: http }, { port: 25, protocol: tcp }]",
    );
    expect(plain(service)).toEqual([
      { ...one(25), scheme: "tcp" },
      { ...one(9090), name: "metrics", scheme: "http" },
    ]);
  });

  it("have the protocol behind the slash, with or without `protocol`", () => {
    for (const entry of ["{ port: 53/udp }", "{ port: 53/udp, protocol: udp }", "{ port: 53, protocol: udp }"]) {
      expect(plain(serviceOf("expose: 80", `ports: [${entry}]`)), entry).toMatchObject([one(53, "udp")]);
    }
  });
});

const range: fc.Arbitrary<PortRange> = fc
  .record({
    from: fc.integer({ min: 1, max: 40 }),
    length: fc.integer({ min: 0, max: 3 }),
    protocol: fc.constantFrom("tcp" as const, "udp" as const),
  })
  .map(({ from, length, protocol }) => ({ from, to: from + length, protocol }));

const numbersOf = ({ from, to }: PortRange) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("two ranges", () => {
  it("overlap where they have a port of one protocol in common", () => {
    fc.assert(
      fc.property(range, range, (a, b) => {
        const common = a.protocol === b.protocol && numbersOf(a).some((port) => numbersOf(b).includes(port));
        expect(overlap(a, b)).toBe(common);
      }),
    );
  });
});

describe("the port mappings of ranges that do not overlap", () => {
  it("have each number once, every single port by TCP, and no range", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
        const apart = ranges.filter((one, index) => !ranges.slice(0, index).some((before) => overlap(before, one)));
        const mapped = mappedPorts(apart);
        expect(new Set(mapped.map(({ from }) => from)).size).toBe(mapped.length);
        for (const port of apart.filter(({ from, to }) => from === to)) {
          const there = mapped.find(({ from }) => from === port.from);
          expect(there).toBeDefined();
          if (port.protocol === "tcp") expect(there?.protocol).toBe("tcp");
        }
        expect(mapped.every(({ from, to }) => from === to)).toBe(true);
      }),
    );
  });
});
