import { describe, expect, it } from "vitest";
import type { Service, Volume } from "../../src/model/project.js";
import { type Blocks, compiled, environmentOf } from "./compiled.js";

/** The only service of a document. */
function serviceOf(fields: Blocks, more: Blocks = {}): Service {
  const [service] = environmentOf(compiled({ services: { api: { image: "nginx", ...fields } }, ...more })).services;
  if (!service) throw new Error("no service");
  return service;
}

/** The only volume of a document. */
function volumeOf(settings: Blocks, image = "nginx", more: Blocks = {}): Volume {
  const services = { api: { image, volumes: ["data:/srv/data"] } };
  const [volume] = environmentOf(compiled({ services, volumes: { data: settings }, ...more })).volumes;
  if (!volume) throw new Error("no volume");
  return volume;
}

describe("start", () => {
  it.each([
    ["server", ["server"]],
    ["node  server.js --port=8080 @acme/app:1", ["node", "server.js", "--port=8080", "@acme/app:1"]],
    [" server ", ["server"]],
    ["A=1 server", ["/bin/sh", "-c", "A=1 server"]],
    ["server | tee /log", ["/bin/sh", "-c", "server | tee /log"]],
    ["echo 'a b' \"$$c\"", ["/bin/sh", "-c", "echo 'a b' \"$c\""]],
    ["echo 'a b'", ["echo", "a b"]],
    ["'' server", ["/bin/sh", "-c", "'' server"]],
    ["server $$PORT", ["/bin/sh", "-c", "server $PORT"]],
    ["server ~/conf *.yml", ["/bin/sh", "-c", "server ~/conf *.yml"]],
    ["one\ntwo", ["/bin/sh", "-c", "one\ntwo"]],
  ])("%j runs %j", (start, entryPoint) => {
    expect(serviceOf({ start }).entryPoint).toEqual(entryPoint);
  });

  it("is the image's own when it is not written", () => {
    expect(serviceOf({})).not.toHaveProperty("entryPoint");
  });
});

describe("a service", () => {
  it.each([
    [{ port: 80, expose: 8080 }, 8080],
    [{ expose: 3000 }, 3000],
    [{ port: 443 }, 443],
    [{}, undefined],
  ])("with %j listens on %s", (fields, port) => {
    expect(serviceOf(fields).port).toBe(port);
  });

  it("has one task, replaced by recreating it, unless the file says otherwise", () => {
    expect(serviceOf({})).toMatchObject({ instances: 1, updateStrategy: "recreate" });
    expect(serviceOf({ instances: 0 }).instances).toBe(0);
    expect(serviceOf({ instances: 3, updateStrategy: "rolling" })).toMatchObject({
      instances: 3,
      updateStrategy: "rolling",
    });
  });

  it.each([
    [{}, 256, 512],
    [{ cpu: 0.5 }, 512, 1024],
    [{ cpu: "250m", memory: "2gb" }, 256, 2048],
    [{ cpu: 0.3, memory: "600mb" }, 512, 1024],
    [{ memory: "16Gi" }, 2048, 16_384],
    [{ memory: "1073741824b" }, 256, 1024],
    [{ cpu: "16 vCPU", memory: "120g" }, 16_384, 122_880],
  ])("that asks for %j gets %i CPU units and %i MiB", (fields, cpu, memory) => {
    expect(serviceOf(fields).size).toEqual({ cpu, memory });
  });

  it("mounts by container path, read-only only where it says so", () => {
    const { mounts } = serviceOf({ volumes: ["data:/z:rw", "data:/a:ro", "other:/b/"] });
    expect(mounts).toMatchObject([
      { volume: "data", containerPath: "/a", readOnly: true },
      { volume: "other", containerPath: "/b", readOnly: false },
      { volume: "data", containerPath: "/z", readOnly: false },
    ]);
  });

  it("takes from its runtime what it does not have itself, and an environment wins over both", () => {
    const document = {
      runtimes: { node: { image: "node:22", env: { A: "runtime", B: "runtime", C: "runtime" } } },
      services: { api: { runtime: "node", env: { B: "service", C: "service" } } },
      environments: { stage: { runtimes: { node: { env: { C: "environment" } } } } },
    };
    const [service] = environmentOf(compiled(document)).services;
    expect(service?.image).toEqual({ kind: "reference", reference: "node:22" });
    expect(service?.environment).toEqual(
      expect.arrayContaining([
        { name: "A", value: "runtime" },
        { name: "B", value: "service" },
        { name: "C", value: "environment" },
      ]),
    );
  });

  it.each([
    [{ build: true }, "build"],
    [{ build: "./Dockerfile.ci" }, "build"],
    [{ build: { context: "." } }, "build"],
    [{ runtime: "node" }, "runtime"],
  ])("with %j takes its image from a variable", (fields, reason) => {
    const [service] = environmentOf(compiled({ services: { api: fields } })).services;
    expect(service?.image).toEqual({ kind: "variable", reason });
  });
});

describe("a volume", () => {
  it("has a directory of its name, on a file system that exists one of project, environment and name", () => {
    const infra = { vpc: "vpc-0123456789abcdef0", efs: { existing: "fs-0123456789abcdef0" } };
    expect(volumeOf({}).path).toBe("/data");
    expect(volumeOf({}, "nginx", { infra }).path).toBe("/nanokit/shop/stage/data");
    expect(volumeOf({ efs: { path: "/one/two" } }, "nginx", { infra }).path).toBe("/one/two");
  });

  it.each([
    ["postgres:17", { uid: 999, gid: 999 }],
    ["postgres:17-alpine", { uid: 70, gid: 70 }],
    ["grafana/grafana", { uid: 472, gid: 0 }],
    ["acme/unknown", { uid: 0, gid: 0 }],
  ])("of %s belongs to the user that it works as", (image, owner) => {
    expect(volumeOf({}, image)).toMatchObject({ owner, permissions: "0755" });
    expect(volumeOf({}, image)).not.toHaveProperty("identity");
  });

  it("of a linuxserver image belongs to PUID and PGID", () => {
    const owner = (env: Blocks) => {
      const services = { api: { image: "lscr.io/linuxserver/sonarr", env, volumes: ["data:/config"] } };
      return environmentOf(compiled({ services })).volumes[0]?.owner;
    };
    expect(owner({})).toEqual({ uid: 911, gid: 911 });
    expect(owner({ PUID: 1000, PGID: "100" })).toEqual({ uid: 1000, gid: 100 });
    expect(owner({ PUID: "abc" })).toEqual({ uid: 911, gid: 911 });
  });

  it("with a user enforces it, and the container runs as that", () => {
    const identity = { uid: 1000, gid: 1000 };
    expect(volumeOf({ efs: { uid: 1000 } })).toMatchObject({ identity, owner: identity });
    expect(
      serviceOf({ volumes: ["data:/a", "plain:/b"] }, { volumes: { data: { efs: { uid: 1000, gid: 50 } } } }).user,
    ).toBe("1000:50");
    expect(serviceOf({ volumes: ["plain:/b"] })).not.toHaveProperty("user");
  });

  it("belongs to who writes to it, whoever reads it", () => {
    const services = {
      a: { image: "nginxinc/nginx-unprivileged", volumes: ["data:/usr/share/nginx/html:ro"] },
      b: { image: "wordpress:6", volumes: ["data:/var/www/html"] },
    };
    expect(environmentOf(compiled({ services })).volumes).toMatchObject([{ owner: { uid: 33, gid: 33 } }]);
  });
});

describe("the file system", () => {
  const services = { api: { image: "nginx", volumes: ["data:/srv"] } };
  const fileSystemOf = (infra: Blocks) => environmentOf(compiled({ services, infra })).fileSystem;

  it("has the page's defaults", () => {
    expect(fileSystemOf({})).toEqual({
      kind: "managed",
      name: "nk-efs-shop-stage",
      encrypted: true,
      performanceMode: "generalPurpose",
      throughput: { mode: "bursting" },
      lifecycle: { backOnFirstAccess: false },
      backup: true,
      protect: true,
    });
  });

  it.each([
    ["bursting", { mode: "bursting" }],
    ["elastic", { mode: "elastic" }],
    [{ provisioned: 64 }, { mode: "provisioned", mibps: 64 }],
  ])("takes the throughput %j", (throughput, expected) => {
    expect(fileSystemOf({ efs: { throughput } })).toMatchObject({ throughput: expected });
  });

  const tiers = ["standard", "high", "ultra"] as const;
  const modes = [undefined, "bursting", "elastic", { provisioned: 64 }] as const;
  const asked = tiers.flatMap((performance) => modes.map((throughput) => [performance, throughput] as const));

  it.each(asked)("with a volume of the performance %s and the throughput %j", (performance, throughput) => {
    const volumes = ["data:/srv", "cache:/cache"];
    const { fileSystem } = environmentOf(
      compiled({
        services: { api: { image: "nginx", volumes } },
        volumes: { data: { performance }, unused: { performance: "high" } },
        infra: { efs: { throughput } },
      }),
    );
    const said = { bursting: { mode: "bursting" }, elastic: { mode: "elastic" } };
    const ofFile = typeof throughput === "object" ? { mode: "provisioned", mibps: 64 } : throughput && said[throughput];
    const ofVolume = performance === "standard" ? { mode: "bursting" } : { mode: "elastic", volumes: ["data"] };
    expect(fileSystem).toHaveProperty("throughput", ofFile ?? ofVolume);
  });

  it("is left alone when it exists", () => {
    const efs = { existing: "fs-0123456789abcdef0", securityGroups: ["sg-22222222", "sg-11111111", "sg-22222222"] };
    expect(fileSystemOf({ vpc: "vpc-0123456789abcdef0", efs })).toEqual({
      kind: "existing",
      fileSystemId: "fs-0123456789abcdef0",
      mountTargets: false,
      securityGroupIds: ["sg-11111111", "sg-22222222"],
    });
  });

  it("is made only for volumes", () => {
    const bare = { api: { image: "nginx" } };
    expect(environmentOf(compiled({ services: bare }))).not.toHaveProperty("fileSystem");
  });
});

describe("the key of the file system", () => {
  const KEY = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
  const services = { api: { image: "nginx", volumes: ["data:/srv/data"] } };

  it.each([
    ["is that of the environment", {}, { encrypted: true, kmsKeyArn: KEY }],
    ["is none without encryption", { efs: { encrypted: false } }, { encrypted: false }],
    ["is AWS's own where it says so", { efs: { kmsKeyArn: "aws/elasticfilesystem" } }, { encrypted: true }],
  ])("%s", (_what, infra, expected) => {
    const { fileSystem } = environmentOf(compiled({ services, infra: { kmsKeyArn: KEY, ...infra } }));
    const { encrypted, kmsKeyArn } = fileSystem as { readonly encrypted: boolean; readonly kmsKeyArn?: string };
    expect({ encrypted, ...(kmsKeyArn !== undefined && { kmsKeyArn }) }).toEqual(expected);
  });
});
