import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { instance } from "@viz-js/viz";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { besideOptions } from "../../../src/cli/files/beside-options.js";
import { compile } from "../../../src/compile.js";
import { synthesize } from "../../../src/lower/synth.js";
import type { Environment, Project } from "../../../src/model/project.js";
import { isDense } from "../../../src/report/graph/dense.js";
import { dotText } from "../../../src/report/graph/dot.js";
import { mermaidText } from "../../../src/report/graph/mermaid.js";
import { pictureOf } from "../../../src/report/graph/model.js";
import { type Edge, type Picture, routeText } from "../../../src/report/graph/picture.js";
import { volumeNames } from "../../../src/report/graph/texts.js";
import { runs, sampled } from "../../support/sampled.js";
import { edgesOf, isFrontDoor, isNfs, mountersIn, portsOf, Stack } from "../../support/security-groups.js";
import { type MermaidReading, readMermaid, shownEdges, shownMounts } from "./mermaid-reading.js";

const root = join(import.meta.dirname, "../../..");
const files = [
  "nanokit.yml",
  ...readdirSync(join(root, "examples")).map((name) => `examples/${name}/nanokit.yml`),
  ...readdirSync(join(root, "docs/graph"))
    .filter((name) => name.endsWith(".yml"))
    .map((name) => `docs/graph/${name}`),
  ...readdirSync(join(root, "__tests__/specs/stacks-network")).map(
    (name) => `__tests__/specs/stacks-network/${name}/nanokit.yml`,
  ),
  "__tests__/specs/stacks-tasks/ports/nanokit.yml",
].filter((path) => existsSync(join(root, path)));

const viz = await instance();

/** Holds a picture of each environment against the stack that is made of it. */
function expectTrue(project: Project): void {
  const stacks = synthesize(project).filter(({ path }) => path.endsWith("cdk.tf.json"));
  for (const [index, environment] of project.environments.entries()) {
    const stack = new Stack(JSON.parse(stacks[index]?.text ?? ""));
    expect(stack.environment).toBe(environment.name);
    expectSameAs(stack, environment);
  }
}

function expectSameAs(stack: Stack, environment: Environment): void {
  const picture = pictureOf(environment);
  const reading = readMermaid(mermaidText(picture));
  expect(shownEdges(reading)).toEqual(edgesOf(stack));
  expectNoIdleArrows(reading);
  const nfs = stack.rules("ingress").filter(isNfs);
  if (nfs.length > 0) {
    expect(shownMounts(reading)).toEqual(mountersIn(stack));
    expect(new Set(nfs.map(portsOf))).toEqual(new Set(["2049"]));
  }
  const doors = stack
    .rules("ingress")
    .filter((rule) => isFrontDoor(rule))
    .map(portsOf);
  const ofOthers = environment.loadBalancer?.existing;
  // What leads to a load balancer that is there already is no rule of the stack.
  const ports = ofOthers ? [ofOthers.https ? "443" : "80"] : doors.sort((a, b) => Number(a) - Number(b));
  expect(reading.edges.filter(({ from }) => from === "internet").map(({ label }) => label)).toEqual(
    ports.length > 0 ? [ports.join(", ")] : [],
  );
  const subnets = stack.blocks("aws_subnet").map(([, { cidr_block }]) => cidr_block);
  if (!picture.vpc.existing) {
    const shown = [...picture.vpc.subnets, ...(picture.vpc.private?.subnets ?? [])];
    expect(shown.map(({ range }) => range).sort()).toEqual(subnets.sort());
  }
  expectSamePrivacy(stack, picture);
  if (isDense(picture)) expectNamedInDot(picture);
  else expectSameInDot(picture);
}

/** What is shown in a private subnet has no public address in the stack, and nothing else. Databases that AWS runs have none ever. */
function expectSamePrivacy(stack: Stack, picture: Picture): void {
  const services = stack.blocks("aws_ecs_service").flatMap(([name, { network_configuration: network }]) => {
    const { assign_public_ip: isPublic } = network as { readonly assign_public_ip?: boolean };
    return isPublic ? [] : [name];
  });
  const databases = stack.blocks("aws_db_instance").map(([name, { publicly_accessible: isPublic }]) => {
    expect(isPublic, name).toBe(false);
    return name;
  });
  const caches = stack.blocks("aws_elasticache_replication_group").map(([name]) => name);
  const cards = picture.groups.flatMap((group) => group.cards).filter(({ kind }) => kind === "service");
  expect(
    cards
      .filter((card) => card.private)
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...services, ...databases, ...caches].sort());
}

/** An arrow into a group has a port to go to. */
function expectNoIdleArrows({ nodes, edges }: MermaidReading): void {
  const listening = new Set(
    [...nodes.values()]
      .filter(({ lines }) => / :\d+$/.test(lines[0] ?? "") || lines.some((line) => /^:\d/.test(line)))
      .map(({ box }) => box),
  );
  const joined = edges.filter(({ from, to }) => [from, to].some((id) => nodes.get(id)?.look === "network"));
  for (const { from, to, arrow } of joined) {
    expect(arrow === "<-->", `${from} ${to}`).toBe(listening.has(from) || listening.has(to));
  }
}

/** Where no lines are drawn, each card has a table with its hosts and its volumes, and no other card has them. */
function expectNamedInDot(picture: Picture): void {
  const cards = picture.groups.flatMap((group) => group.cards);
  const tables =
    dotText(picture).match(/<TABLE BORDER="1"[^>]*WIDTH="160".*?<\/TABLE><\/TD><\/TR><TR><TD HEIGHT="3">/g) ?? [];
  const textsOf = (table: string) => [...table.matchAll(/>([^<>]+)</g)].map(([, text = ""]) => text);
  expect(tables.map((table) => textsOf(table)[0]).sort()).toEqual(cards.map(({ name }) => name).sort());
  for (const card of cards) {
    const table = tables.find((one) => textsOf(one)[0] === card.name) ?? "";
    const texts = textsOf(table).join(" ");
    const hosts = picture.edges.flatMap((edge) =>
      edge.kind === "route" && edge.service === card.name && card.kind === "service" ? [routeText(edge)] : [],
    );
    for (const host of hosts) expect(texts).toContain(host);
    expect(/ volume ([^:]+)$/.exec(texts)?.[1]?.split(/,? /) ?? []).toEqual(
      volumeNames(card.mounts).join(" ").split(" ").slice(1),
    );
  }
}

interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly style: string;
  readonly arrows: string;
}

/** What Graphviz understands of the picture is what the picture says: as many lines, from and to the same. */
function expectSameInDot(picture: Picture): void {
  expect(drawnEdges(dotText(picture))).toEqual(picture.edges.map((edge) => expected(edge, picture)).sort(byPlaces));
}

function drawnEdges(dot: string): readonly DrawnEdge[] {
  const json = JSON.parse(viz.renderString(dot, { format: "dot_json" })) as {
    objects: readonly { _gvid: number; name: string }[];
    edges?: readonly Record<string, unknown>[];
  };
  const names = new Map(json.objects.map(({ _gvid, name }) => [_gvid, name]));
  const all = (json.edges ?? [])
    .filter(({ style }) => style !== "invis")
    .map(({ tail, head, tailport, headport, style = "solid", dir = "forward" }) => ({
      from: place(names.get(Number(tail)), tailport),
      to: place(names.get(Number(head)), headport),
      style: String(style),
      arrows: String(dir),
    }));
  const followed = (edge: DrawnEdge): DrawnEdge => {
    const next = all.find(({ from }) => from === edge.to);
    return edge.to.startsWith("lane-") && next ? followed({ ...next, from: edge.from }) : edge;
  };
  return all
    .filter(({ from }) => !from.startsWith("lane-"))
    .map(followed)
    .sort(byPlaces);
}

function place(name = "", port: unknown = ""): string {
  return `${name}:${String(port).replace(/:?[ew]$/, "")}`.replace(/:$/, "");
}

function expected(edge: Edge, picture: Picture): DrawnEdge {
  const group = (wanted: string, as = "service") =>
    picture.groups.find(({ cards }) => cards.some(({ kind, name }) => kind === as && name === wanted))?.id;
  const line = { style: "solid", arrows: "forward" };
  switch (edge.kind) {
    case "inward":
      return { ...line, from: "internet", to: "load-balancer" };
    case "route": {
      const host = picture.edges.filter(({ kind }) => kind === "route").indexOf(edge) + 1;
      return { ...line, from: `load-balancer:host-${host}`, to: `${group(edge.service)}:service-${edge.service}` };
    }
    case "network": {
      const ends = [edge.group, `network-${edge.network}`];
      const [from = "", to = ""] = edge.before ? ends : ends.reverse();
      return { from, to, style: "solid", arrows: edge.answers ? "both" : edge.before ? "forward" : "back" };
    }
    case "mount": {
      const { kind: as, name } = edge.from;
      const own = picture.edges.filter((one) => one.kind === "mount" && one.from.kind === as && one.from.name === name);
      const from = `${group(name, as)}:${as === "job" ? "job " : ""}mount-${name}-${own.indexOf(edge) + 1}`;
      const style = edge.readOnly ? "dashed" : "solid";
      return { from, to: `file-system:volume-${edge.volume}`, style, arrows: "forward" };
    }
  }
}

function byPlaces(a: DrawnEdge, b: DrawnEdge): number {
  return `${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1;
}

describe("a picture shows what the security groups let in, and nothing else", () => {
  it.each(sampled(files, (path) => path, 10))("%s", (path) => {
    const folder = join(root, path, "..");
    const options = { defaultName: "x", ...besideOptions(folder) };
    const { project } = compile({ path, text: readFileSync(join(root, path), "utf8") }, options);
    expect(project).toBeDefined();
    if (project) expectTrue(project);
  });

  it("looks at ten files and more", () => {
    expect(files.length).toBeGreaterThan(10);
  });

  it("for any services", () => {
    const names = ["a", "b-c", "b_c", "Default", "task", "end", "graph"];
    const service = fc.record({
      image: fc.constant("nginx"),
      expose: fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
      networks: fc.option(fc.uniqueArray(fc.constantFrom("default", "back", "front", "end")), { nil: undefined }),
      published: fc.boolean(),
      volumes: fc.uniqueArray(fc.constantFrom("one:/srv/one", "two:/srv/two:ro", "end:/srv/end"), { maxLength: 2 }),
    });
    const services = fc.dictionary(fc.constantFrom(...names), service, { minKeys: 1 });
    const jobs = fc.uniqueArray(fc.constantFrom("image", "service"));
    const volumes = fc.subarray(["one:/in", "two:/two:ro", "own:/own"]);
    const environment = fc.record({ services, jobs, volumes, cert: fc.boolean() });
    fc.assert(
      fc.property(environment, ({ services, jobs, volumes, cert }) => {
        const written = Object.entries(services).map(([name, { published, ...rest }]) => {
          const host =
            published && rest.expose !== undefined
              ? { host: `${name.replace("_", "x").toLowerCase()}.example.com` }
              : {};
          return [name, { ...rest, ...host }] as const;
        });
        const run = { image: { image: "alpine:3", volumes }, service: { service: written[0]?.[0] } } as const;
        const kinds = jobs as readonly (keyof typeof run)[];
        const cron = Object.fromEntries(
          kinds.map((kind) => [kind, { schedule: "0 3 * * *", command: "x", ...run[kind] }]),
        );
        const arn = "arn:aws:acm:eu-west-1:111122223333:certificate/00000000-0000-0000-0000-000000000000";
        const infra = { region: "eu-west-1", ...(cert && { certificateArn: arn }) };
        const networks = { back: {}, front: {}, end: {} };
        const document = { name: "p", infra, networks, cron, services: Object.fromEntries(written) };
        const text = JSON.stringify({ ...document, environments: { stage: {} } });
        const { project, diagnostics } = compile({ path: "nanokit.yml", text });
        // `b-c` and `b_c` may be one variable to a third.
        if (!project) expect(diagnostics.map(({ code }) => code)).toContain("NK342");
        else expectTrue(project);
      }),
      runs(60),
    );
  });
});
