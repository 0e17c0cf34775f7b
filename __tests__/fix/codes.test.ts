import { describe, expect, it } from "vitest";
import { automaticFixes } from "../../src/diagnostics/automatic-fixes.js";
import { type Code, codes } from "../../src/diagnostics/codes.js";
import { findings, fixing } from "./fixing.js";

/** A part of a file as it stands, and as it is fixed. */
interface Case {
  readonly code: Code;
  readonly from: string;
  readonly to: string;
}

const one = (code: Code, from: string, to: string): Case => ({ code, from, to });

const service = (lines: string) =>
  `name: shop\nenvironments: {stage: {}}\nservices:\n  web:\n    image: nginx\n${lines}`;
const inService = (code: Code, from: string, to: string) => one(code, service(`    ${from}\n`), service(`    ${to}\n`));
const inInfra = (code: Code, from: string, to: string) =>
  one(code, service(`infra: { ${from} }\n`), service(`infra: { ${to} }\n`));
const beside = (code: Code, from: string, to: string) =>
  one(
    code,
    service(`    ${from}\n  database: { image: redis }\n`),
    service(`    ${to}\n  database: { image: redis }\n`),
  );

const rabbit = (lines: string) => service(`  queue:\n    ${lines}\n    volumes: [queue:/var/lib/rabbitmq]\n`);

const cases: readonly Case[] = [
  inService("NK018", "env: { CITY: Co\u0302te }", "env: { CITY: C\u00f4te }"),
  inService("NK018", "env: { CITY: 'Co\u0302te' } # stays", "env: { CITY: 'C\u00f4te' } # stays"),
  inService("NK101", "updateStratgy: rolling", "updateStrategy: rolling"),
  inService("NK101", '"intsances" : 2', '"instances" : 2'),
  inService("NK101", "'dependsOn': []", "'depends_on': []"),
  inService("NK101", "? exposee\n    : 80", "? expose\n    : 80"),
  inService("NK101", "environment: { A: b }", "env: { A: b }"),
  inService("NK101", "environment: { A: b } # says who", "env: { A: b } # says who"),
  inService("NK101", "replicas: 2", "instances: 2"),
  inService("NK101", "working_dir: /srv", "workdir: /srv"),
  inService(
    "NK101",
    "aws: { healthcheck: { test: [CMD, curl, localhost], retries: 3 } }",
    "aws: { healthCheck: { command: [CMD, curl, localhost], retries: 3 } }",
  ),
  inInfra("NK101", "regoin: eu-west-1", "region: eu-west-1"),
  inInfra("NK101", "efs: { backp: false, protect: true }", "efs: { backup: false, protect: true }"),
  inService("NK102", 'expose: "8080"', "expose: 8080"),
  inService("NK102", "aws: { spot: 'true' }", "aws: { spot: true }"),
  beside("NK102", "depends_on: database", "depends_on: [database]"),
  inService("NK102", 'volumes: "data:/srv/data" # kept', 'volumes: ["data:/srv/data"] # kept'),
  inService("NK103", "updateStrategy: rollng", "updateStrategy: rolling"),
  inService("NK103", "updateStrategy: 'Rolling'", "updateStrategy: 'rolling'"),
  inService("NK103", "aws: { architecture: amd64 }", "aws: { architecture: x86_64 }"),
  inService("NK103", "aws: { architecture: aarch64 }", "aws: { architecture: arm64 }"),
  inInfra("NK104", "region: EU-west-1", "region: eu-west-1"),
  inService("NK104", "ports: ['80:8080']", "ports: ['8080']"),
  inService("NK104", "ports: ['127.0.0.1:53:5353/udp']", "ports: ['5353/udp']"),
  inService("NK104", "ports: ['[::1]:8000-8010:9000-9010']", "ports: ['9000-9010']"),
  one(
    "NK301",
    service("").replace("nginx", "https://Ghcr.io/acme/Web:V1"),
    service("").replace("nginx", "ghcr.io/acme/web:V1"),
  ),
  one("NK301", service("").replace("nginx", '"Nginx"'), service("").replace("nginx", '"nginx"')),
  inService("NK306", "memory: 1024", "memory: 1024mb"),
  inService("NK306", 'memory: "2048"', 'memory: "2048mb"'),
  inService("NK307", "cpu: 512", "cpu: 0.5"),
  inService("NK307", "cpu: '4096'", "cpu: '4'"),
  beside("NK309", "depends_on: [databse]", "depends_on: [database]"),
  inService("NK314", "volumes: ['data:var/data:ro']", "volumes: ['data:/var/data:ro']"),
  inService("NK314", "volumes:\n    # the data\n    - data:srv", "volumes:\n    # the data\n    - data:/srv"),
  inService("NK315", "volumes: [data:/var//data/./x]", "volumes: [data:/var/data/x]"),
  one(
    "NK319",
    "name: shop\nenvironments: {stage: {}}\nservices: { web: { runtime: pyhton } }\n",
    "name: shop\nenvironments: {stage: {}}\nservices: { web: { runtime: python } }\n",
  ),
  one(
    "NK331",
    service("    volumes: [data:/srv]\nvolumes: { data: { efs: { path: kept/here } } }\n"),
    service("    volumes: [data:/srv]\nvolumes: { data: { efs: { path: /kept/here } } }\n"),
  ),
  one(
    "NK340",
    service("    networks: [fronted]\nnetworks: { frontend: {} }\n"),
    service("    networks: [frontend]\nnetworks: { frontend: {} }\n"),
  ),
  inService("NK353", "scale: { max: 3, cpu_threshold: 0.7 }", "scale: { max: 3, cpu_threshold: 70% }"),
  inService("NK353", 'scale: { max: 3, cpu_threshold: "0.55" }', 'scale: { max: 3, cpu_threshold: "55%" }'),
  one(
    "NK361",
    service("cron: { job: { schedule: '@daily', timezone: europe/berlin, command: a, image: nginx } }\n"),
    service("cron: { job: { schedule: '@daily', timezone: Europe/Berlin, command: a, image: nginx } }\n"),
  ),
  one(
    "NK362",
    `${beside("NK362", "cpu: 1", "cpu: 1").from}cron: { job: { schedule: '@daily', command: a, service: dtabase } }\n`,
    `${beside("NK362", "cpu: 1", "cpu: 1").from}cron: { job: { schedule: '@daily', command: a, service: database } }\n`,
  ),
  one(
    "NK378",
    rabbit("image: rabbitmq:4 # the queue\n    env:\n      A: b"),
    rabbit("image: rabbitmq:4 # the queue\n    env:\n      RABBITMQ_NODENAME: rabbit@localhost\n      A: b"),
  ),
  one(
    "NK378",
    rabbit("image: rabbitmq:4 # the queue"),
    rabbit("image: rabbitmq:4 # the queue\n    env:\n      RABBITMQ_NODENAME: rabbit@localhost"),
  ),
  one(
    "NK378",
    rabbit("image: rabbitmq:4\n    env: { RABBITMQ_NODENAME: 'queue' }"),
    rabbit("image: rabbitmq:4\n    env: { RABBITMQ_NODENAME: 'queue@localhost' }"),
  ),
  one(
    "NK379",
    service("  search: { image: elasticsearch:9.0.0, env: { node.store.allow_mmap: 'true' } }\n"),
    service(
      "  search: { image: elasticsearch:9.0.0, env: { discovery.type: \"single-node\", node.store.allow_mmap: 'true' } }\n",
    ),
  ),
  one(
    "NK379",
    service("  search: { image: 'opensearchproject/opensearch:3' }\n"),
    service(
      '  search: { image: \'opensearchproject/opensearch:3\', env: { discovery.type: "single-node", node.store.allow_mmap: "false" } }\n',
    ),
  ),
  inInfra("NK413", "cidr: 10.1.2.3/16", "cidr: 10.1.0.0/16"),
  inService(
    "NK440",
    "host: https://Shop.example.com/, www.example.com.\n    expose: 80",
    "host: shop.example.com, www.example.com\n    expose: 80",
  ),
  inService(
    "NK440",
    'host: "caf\u00e9.example.com"\n    expose: 80',
    'host: "xn--caf-dma.example.com"\n    expose: 80',
  ),
  inService("NK913", "memory: 600mb", "memory: 1024mb"),
  inService("NK913", "cpu: 300m\n    memory: 1.5 GB # enough", "cpu: 500m\n    memory: 2 GB # enough"),
  inService("NK913", 'cpu: ".3"', 'cpu: "0.5"'),
];

describe("validate --fix", () => {
  it.each(cases)("fixes $code: $from", ({ code, from, to }) => {
    expect(findings(from).find((one) => one.code === code)?.fix).toBeDefined();
    const { text, made, refused } = fixing(from);
    expect(text).toBe(to);
    expect(made.map((one) => one.code)).toContain(code);
    expect(refused).toEqual([]);
    expect(fixing(to)).toEqual({ text: to, made: [], refused: [] });
  });

  it("fixes each code that is said to be fixed, and says of each that is fixed", () => {
    expect([...new Set(cases.map(({ code }) => code))].sort()).toEqual(Object.keys(automaticFixes).sort());
    expect(Object.keys(automaticFixes).filter((code) => !(code in codes))).toEqual([]);
  });
});

const kept: readonly (readonly [why: string, text: string])[] = [
  ["two keys are as near", service("    volumes: [d:/d]\nvolumes: { d: { efs: { guid: 1 } } }\n")],
  ["the right key is there already", service("    env: { A: b }\n    environment: { C: d }\n")],
  ["the value does not fit the key that was meant", service("    environment: 5\n")],
  ["what stands behind a port of a host is no port", service("    ports: ['80:web']\n")],
  ["what another tool has under the key stands elsewhere here", service("    stop_grace_period: 30\n")],
  ["another digit is no slip", service("    depends_on: [worker2]\n  worker1: { image: redis }\n")],
  ["a short name is near to everything", service("    depends_on: [ap]\n  app: { image: redis }\n")],
  [
    "two services are as near",
    service("    depends_on: [worker_a]\n  worker-b: {image: redis}\n  worker-c: {image: redis}\n"),
  ],
  [
    "another environment takes away what was meant",
    "name: shop\nservices:\n  web: { image: nginx, depends_on: [wroker] }\n  worker: { image: busybox }\nenvironments: { a: {}, b: { services: { worker: null } } }\n",
  ],
  [
    "another environment would have another size",
    "name: shop\nservices: { web: { image: nginx, memory: 600mb } }\nenvironments: { a: {}, b: { services: { web: { cpu: 1 } } } }\n",
  ],
  ["more stands behind the image", rabbit("? image\n    : rabbitmq:4")],
  ["an alias repeats the variables", `x-env: &env { A: b }\n${rabbit("image: rabbitmq:4\n    env: *env")}`],
  ["several words may be several entries", service('    depends_on: "a b"\n')],
  ["a path from the working directory is not one from the root", service("    volumes: [data:./data]\n")],
  ["it is not said where the path goes up to", service("    volumes: [data:/srv/../data]\n")],
  ["a number of bytes may be meant", service("    memory: 268435456\n")],
  ["a host with a path would lose it", service("    host: shop.example.com/app\n    expose: 80\n")],
  ["a block scalar is not the text as it stands", service("    updateStrategy: >-\n      rollng\n")],
  ["an escape is not the text as it stands", service('    updateStrategy: "roll\\u006eg"\n')],
  ["it comes from a variable", service("    updateStrategy: ${STRATEGY:-rollng}\n")],
  ["an alias repeats it", service("    updateStrategy: &s rollng\n    env: { A: *s }\n")],
  ["an alias leads to it", `x-s: &s rollng\n${service("    updateStrategy: *s\n    env: { A: *s }\n")}`],
  ["a merged map that is repeated elsewhere has it", service("    aws: &a { sopt: true }\n    env: *a\n")],
  [
    "a size with a proxy is no longer that of the file",
    service("    expose: 80\n    memory: 600mb\n  api: { image: redis, expose: 6379 }\n"),
  ],
];

describe("what has no obvious fix", () => {
  it.each(kept)("stays when %s", (_why, text) => {
    const offered = findings(text).filter(({ fix }) => fix);
    expect(offered.map(({ code, fix }) => `${code} ${fix?.title}`)).toEqual([]);
    expect(fixing(text).text).toBe(text);
  });
});
