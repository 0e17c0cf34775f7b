import { compile } from "../../../src/compile.js";
import { pictureOf } from "../../../src/report/graph/model.js";
import type { Picture } from "../../../src/report/graph/picture.js";

/** How services of a made-up project share networks. */
export const SHAPES = ["one network", "layers", "teams", "alone"] as const;

type Shape = (typeof SHAPES)[number];

const kinds = ["api", "worker", "web", "search", "store", "sync", "mail", "report", "cart", "order"] as const;
type Kind = (typeof kinds)[number];

const layers: Partial<Record<Kind, readonly string[]>> = {
  web: ["front"],
  api: ["front", "back"],
  store: ["data"],
  search: ["data"],
  mail: ["back"],
};

function networksOf(shape: Shape, kind: Kind, index: number): readonly string[] | undefined {
  const team = `team-${Math.floor(index / 5) + 1}`;
  switch (shape) {
    case "one network":
      return undefined;
    case "layers":
      return layers[kind] ?? ["back", "data"];
    case "teams":
      return kind === "web" || kind === "api" ? ["front", team] : [team];
    case "alone":
      return [`only-${kind}-${index}`];
  }
}

function serviceOf(shape: Shape, index: number): readonly [name: string, service: object] {
  const kind = kinds[index % kinds.length] ?? "api";
  const name = `${kind}-${index}`;
  const networks = networksOf(shape, kind, index);
  const published = (kind === "web" || index % 20 === 0) && index < 400;
  const volumes = {
    store: [`${name}-data:/srv/data`],
    search: [`${name}-index:/srv/a/rather/deep/folder/for/the/index`],
    worker: ["uploads:/srv/uploads", ...(index % 3 === 0 ? [`${name}-cache:/var/cache`] : [])],
    report: ["uploads:/srv/uploads:ro"],
  }[kind as string];
  return [
    name,
    {
      image: `ghcr.io/example/${kind}:1.${index}`,
      ...(kind !== "worker" && kind !== "sync" && { expose: 8000 + (index % 50) }),
      ...(published && { host: `${name}.example.com`, updateStrategy: "rolling" }),
      ...(volumes && { volumes }),
      ...(networks && { networks }),
    },
  ];
}

/** A project of so many services, of which some are published, some have volumes and some have jobs. */
export function townOf(count: number, shape: Shape): Picture {
  const services = Array.from({ length: count }, (_, index) => serviceOf(shape, index));
  const networks = services.flatMap(([, service]) => (service as { networks?: readonly string[] }).networks ?? []);
  const jobs = Array.from({ length: Math.min(30, Math.ceil(count / 8)) }, (_, index) => [
    `job-${index}`,
    {
      ...(index % 2 === 0 ? { image: "ghcr.io/example/reports:1.0" } : { service: services[index]?.[0] }),
      schedule: `${index} 3 * * mon-fri`,
      command: "./run",
    },
  ]);
  const document = {
    name: "town",
    infra: { region: "eu-central-1", dns: "aws", hostedZone: "example.com" },
    ...(networks.length > 0 && { networks: Object.fromEntries(networks.map((name) => [name, {}])) }),
    services: Object.fromEntries(services),
    cron: Object.fromEntries(jobs),
    volumes: { uploads: { efs: { uid: 1000 } } },
    environments: { stage: {} },
  };
  const { project, diagnostics } = compile({ path: "nanokit.yml", text: JSON.stringify(document) });
  const [environment] = project?.environments ?? [];
  if (!environment) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return pictureOf(environment);
}
