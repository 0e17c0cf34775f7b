import { normalize } from "node:path/posix";
import type { Finding, Summary } from "../../src/init/compose/findings.js";
import { type TaskStack, taskRequests } from "./task-definitions.js";

/** What compose's own library says of a file: `docker compose config --format json`, or the same without a path made absolute. */
export interface ComposeModel {
  readonly services?: Readonly<Record<string, ComposeService>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
}

interface ComposeService {
  readonly image?: string;
  readonly build?: unknown;
  readonly command?: readonly string[] | null;
  readonly entrypoint?: readonly string[] | null;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly ports?: readonly { readonly target: number; readonly protocol?: string; readonly published?: string }[];
  readonly expose?: readonly string[];
  readonly volumes?: readonly ComposeMount[];
  readonly secrets?: readonly { readonly source: string; readonly target?: string }[];
  readonly configs?: readonly { readonly source: string; readonly target?: string }[];
  readonly depends_on?: Readonly<Record<string, { readonly condition?: string }>>;
  readonly healthcheck?: ComposeHealth;
  readonly deploy?: {
    readonly replicas?: number;
    readonly resources?: { readonly limits?: { readonly cpus?: number; readonly memory?: string } };
  };
  readonly scale?: number;
  readonly cpus?: number;
  readonly mem_limit?: string;
  readonly user?: string;
  readonly working_dir?: string;
  readonly init?: boolean;
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly stop_grace_period?: string;
  readonly platform?: string;
  readonly network_mode?: string;
  readonly tmpfs?: readonly string[];
  readonly ulimits?: Readonly<Record<string, unknown>>;
  readonly cap_add?: Words;
  readonly cap_drop?: Words;
  readonly sysctls?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

interface ComposeMount {
  readonly type: string;
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
}

interface ComposeHealth {
  readonly test?: readonly string[];
  readonly disable?: boolean;
  readonly interval?: string;
  readonly timeout?: string;
  readonly start_period?: string;
  readonly start_interval?: string;
  readonly retries?: number;
}

/** What became of a file: one environment's stack, and what was said. */
export interface Translated {
  readonly stack: TaskStack;
  readonly summary: Summary;
}

/** Something of compose that is not in the task definition, and that nothing is said of. */
export interface Loss {
  readonly service: string;
  readonly kind: LossKind;
  /** `environment A`. */
  readonly fact: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export type LossKind = "service" | "value" | "volume" | "order" | "health";

/** What a service is called after it was translated: as is, or as the summary says. */
function keyOf(name: string, { changed }: Summary): string {
  return changed.find(({ what }) => what === `service ${name}`)?.service ?? name;
}

/** The service in whose tasks one runs that runs once; undefined for what is a service here. */
function hostOf(name: string, { changed }: Summary): string | undefined {
  const why = changed.find(({ what }) => what === `service ${name}`)?.why ?? "";
  return /^it runs (?:before|in) each task of `([^`]+)`/.exec(why)?.[1];
}

/** The facts of a compose file that were silently lost or changed on the way to the task definitions. */
export function lossesOf(model: ComposeModel, made: Translated): readonly Loss[] {
  const requests = taskRequests(made.stack);
  const services = Object.entries(model.services ?? {});
  return services.flatMap(([name, service]) => {
    // What several share by an anchor is told of once, at the first.
    const toldAs = (key: string) => {
      if (!Object.hasOwn(service, key)) return keyOf(name, made.summary);
      const written = JSON.stringify(service[key]);
      const first = services.find(([, one]) => JSON.stringify(one[key]) === written)?.[0] ?? name;
      return keyOf(first, made.summary);
    };
    return new Service(name, service, made, { services: model.services ?? {}, requests, toldAs }).losses();
  });
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string }[];
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly portMappings?: readonly {
    readonly containerPort?: number;
    readonly containerPortRange?: string;
    readonly protocol?: string;
  }[];
  readonly mountPoints?: readonly {
    readonly containerPath: string;
    readonly readOnly?: boolean;
    readonly sourceVolume: string;
  }[];
  readonly healthCheck?: {
    readonly command: readonly string[];
    readonly interval: number;
    readonly timeout: number;
    readonly retries: number;
    readonly startPeriod?: number;
  };
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly readonlyRootFilesystem?: boolean;
  readonly stopTimeout?: number;
  readonly linuxParameters?: {
    readonly initProcessEnabled?: boolean;
    readonly capabilities?: { readonly add: Words; readonly drop: Words };
    readonly tmpfs?: readonly { readonly containerPath: string }[];
  };
  readonly ulimits?: readonly { readonly name: string }[];
  readonly dependsOn?: readonly { readonly containerName: string; readonly condition: string }[];
  readonly systemControls?: readonly { readonly namespace: string; readonly value: string }[];
}

/** What a rule of a security group lets in. */
interface PortsLetIn {
  readonly from: number;
  readonly to: number;
  readonly protocol: string;
}

/** Keys that are looked at one by one; of all others something has to be said. */
const LOOKED_AT = new Set(
  (
    "image build command entrypoint environment env_file ports expose volumes secrets configs depends_on healthcheck deploy scale cpus mem_limit user " +
    "working_dir init read_only stop_grace_period platform tmpfs ulimits cap_add cap_drop sysctls networks extends profiles name"
  ).split(" "),
);

/** Capabilities that docker gives to a container of which nothing else is said. */
const OF_DOCKER: ReadonlySet<string> = new Set(
  (
    "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID " +
    "SYS_CHROOT"
  ).split(" "),
);

/** Variables that every container has. */
const OF_NANOKIT = /^NANOKIT_/;

/** Keys that make no difference to what runs, or that ECS does by itself. */
const WITHOUT_EFFECT = new Set(["restart", "cpu_shares", "mem_reservation", "attach"]);

/** A service of a stack, as Terraform has it. */
interface EcsService {
  readonly network_configuration: { readonly security_groups: readonly string[] };
  readonly service_connect_configuration?: {
    readonly service?: readonly { readonly client_alias: { readonly dns_name: string; readonly port: number } }[];
  };
}

/** A port of another service that is called; without a number, whichever it has. */
interface Call {
  readonly name: string;
  readonly port: number | undefined;
}

/** Ports of URLs that name none. Source: IANA, and the clients of each. */
const PORTS_OF_SCHEMES: Readonly<Record<string, number>> = {
  amqp: 5672,
  http: 80,
  mariadb: 3306,
  mongodb: 27017,
  mysql: 3306,
  nats: 4222,
  postgres: 5432,
  postgresql: 5432,
  redis: 6379,
};

/** Which others a service calls, as its variables and commands say. */
function callsIn(service: ComposeService, services: Readonly<Record<string, ComposeService>>): readonly Call[] {
  const variables = Object.entries(service.environment ?? {});
  const texts = [
    ...variables.map(([, value]) => value ?? ""),
    ...(service.command ?? []),
    ...(service.entrypoint ?? []),
  ];
  const reached = Object.keys(services).filter((name) => shareNetwork(service, services[name] ?? {}));
  return reached.flatMap((name): readonly Call[] => {
    const literal = name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const url = new RegExp(`\\b(\\w+)://(?:[^@/\\s]*@)?${literal}(?::(\\d+))?(?=[/?,\\s]|$)`, "g");
    const pair = new RegExp(`^${literal}:(\\d{4,5})$`);
    // Of one that names its ports, a URL without a port is a name for clients that look up the port themselves.
    const { ports: named = [], expose = [] } = services[name] ?? {};
    const portOf = (scheme: string) => (named.length + expose.length > 0 ? undefined : PORTS_OF_SCHEMES[scheme]);
    const inUrls = texts.flatMap((text) =>
      [...text.matchAll(url)].flatMap(([, scheme = "", port]) => port ?? portOf(scheme) ?? []),
    );
    const alone = texts.flatMap((text) => pair.exec(text)?.[1] ?? []);
    const asHost = variables
      .filter(([key, value]) => value === name && /HOST(?:NAME)?$/.test(key))
      .map(([key]) => service.environment?.[key.replace(/HOST(?:NAME)?$/, "PORT")] ?? undefined);
    const ports = [...inUrls, ...alone, ...asHost].map((port) => (port === undefined ? port : Number(port)));
    // The port outside is no port of the container: such a call fails in compose too.
    const isOutside = (port: number | undefined) =>
      named.some(({ target, published }) => target !== port && Number(published) === port);
    return ports.filter((port) => !isOutside(port)).map((port) => ({ name, port }));
  });
}

/** Whether compose has both on a network. */
function shareNetwork(one: ComposeService, other: ComposeService): boolean {
  const networksOf = ({ networks, network_mode: mode }: ComposeService) =>
    mode === undefined ? Object.keys((networks as object | undefined) ?? { default: null }) : [];
  const own = networksOf(one);
  return networksOf(other).some((name) => own.includes(name));
}

/** What is known of all services. */
interface Context {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly requests: ReturnType<typeof taskRequests>;
  /** The first service with the same value under a key; itself where it has none. */
  readonly toldAs: (key: string) => string;
}

class Service {
  readonly #key: string;
  /** The service in whose tasks it runs: itself, or what the summary names of one that runs once. */
  readonly #host: string;
  readonly #service: ComposeService;
  readonly #made: Translated;
  readonly #context: Context;
  readonly #findings: readonly Finding[];
  readonly #losses: Loss[] = [];

  constructor(name: string, service: ComposeService, made: Translated, context: Context) {
    const { changed, leftOut, general } = made.summary;
    this.#key = keyOf(name, made.summary);
    this.#host = hostOf(name, made.summary) ?? this.#key;
    this.#service = service;
    this.#made = made;
    this.#context = context;
    this.#findings = [...changed, ...leftOut, ...general];
  }

  losses(): readonly Loss[] {
    const container = this.#container();
    if (!container) {
      this.#expect("service", "service", this.#key, undefined, []);
      return this.#losses;
    }
    this.#environment(container);
    this.#program(container);
    this.#ports(container);
    this.#mounts(container);
    this.#order();
    this.#health(container);
    this.#size();
    this.#others(container);
    this.#calls();
    return this.#losses;
  }

  #request() {
    const definition = this.#made.stack.resource.aws_ecs_task_definition?.[this.#host] as { readonly family: string };
    return definition && this.#context.requests.get(definition.family);
  }

  #container(): Container | undefined {
    const containers = (this.#request()?.containerDefinitions ?? []) as readonly Container[];
    const own = containers.find(({ name }) => name === this.#key);
    if (this.#host !== this.#key) return own ?? containers.find(({ name }) => name === `${this.#host}-prepare`);
    return own ?? containers.at(-1);
  }

  /** Notes a loss, unless what is there is what is expected, or something is said of one of the words. */
  #expect(kind: LossKind, fact: string, expected: unknown, actual: unknown, words: readonly string[]): void {
    if (JSON.stringify(expected) === JSON.stringify(actual)) return;
    const key = kind === "health" ? "healthcheck" : fact;
    if (this.#isSaid(words, [this.#key, this.#host, this.#context.toldAs(key)])) return;
    this.#losses.push({ service: this.#key, kind, fact, expected, actual });
  }

  #isSaid(words: readonly string[], services: readonly string[]): boolean {
    return this.#findings.some(
      ({ service, what }) =>
        // What services merge is told once, where it stands.
        (service === undefined || services.includes(service) || service.startsWith("x-")) &&
        words.some((word) => holdsWord(what, word)),
    );
  }

  #environment({ environment = [], secrets = [] }: Container): void {
    const there = new Map(environment.map(({ name, value }) => [name, value]));
    const kept = new Set(secrets.map(({ name }) => name));
    for (const [name, value] of Object.entries(this.#service.environment ?? {})) {
      // What compose's library keeps of keys that begin with x-.
      if (name === "#extensions") continue;
      // Without a value in the shell nothing reaches the container.
      if (kept.has(name) || kept.has(name.replace(/_FILE$/, ""))) continue;
      const expected = value ?? undefined;
      this.#expect("value", `environment ${name}`, expected, there.get(name), [name]);
    }
    const written = this.#service.environment ?? {};
    for (const [name, value] of there)
      if (!OF_NANOKIT.test(name) && !Object.hasOwn(written, name) && this.#host === this.#key)
        this.#expect("value", `environment ${name}`, undefined, value, [name]);
  }

  #program({ image, command, entryPoint, user, workingDirectory }: Container): void {
    const { image: written, build, ...service } = this.#service;
    if (written !== undefined && build === undefined) this.#expect("value", "image", written, image, ["image"]);
    this.#words(service, command ?? [], entryPoint ?? []);
    if (service.user !== undefined) this.#expect("value", "user", service.user, user, ["user"]);
    if (service.working_dir !== undefined)
      this.#expect("value", "working_dir", service.working_dir, workingDirectory, ["working_dir"]);
  }

  /** Entry point and command; one that takes the place of both has the image's own entry point, or a lock, in front. */
  #words(written: Pick<ComposeService, "command" | "entrypoint">, command: Words, entryPoint: Words): void {
    const [expectedCommand, expectedEntryPoint] = [trimmed(written.command ?? []), trimmed(written.entrypoint ?? [])];
    const both = [...expectedEntryPoint, ...expectedCommand];
    if (this.#isPreparation()) {
      // Quotes are as its shell needs them, and that may be the one that is written.
      const bare = (text: string) => text.replaceAll(/["'\\]/g, "");
      const line = bare(entryPoint.join(" "));
      this.#expect(
        "value",
        "command",
        true,
        both.every((word) => word === "-c" || line.includes(bare(word))),
        [],
      );
      return;
    }
    const own = entryPoint.slice(entryPoint.indexOf(LOCK) + 1);
    const isWhole = expectedEntryPoint.length > 0;
    if (endsWith([...own, ...command], both, isWhole && !isShell(own) && !isShell(both))) return;
    this.#expect("value", "command", expectedCommand, trimmed(command), ["command"]);
    this.#expect("value", "entrypoint", expectedEntryPoint, trimmed(entryPoint), ["entrypoint"]);
  }

  /** Whether it runs in the image of another, before that. */
  #isPreparation(): boolean {
    return this.#container()?.name === `${this.#host}-prepare` && this.#host !== this.#key;
  }

  #ports({ portMappings = [] }: Container): void {
    const mapped = portMappings.map(({ containerPort, containerPortRange, protocol = "tcp" }) => {
      const [from = 0, to = from] = (containerPortRange ?? String(containerPort)).split("-").map(Number);
      return { from, to, protocol };
    });
    // ECS takes a number once, and ranges not at all: what else a task listens on is let in by its security group.
    const rules = this.#made.stack.resource.aws_vpc_security_group_ingress_rule ?? {};
    const further = rules[`${this.#key}_ports`] as
      | { readonly for_each?: Readonly<Record<string, PortsLetIn>> }
      | undefined;
    const letIn = Object.values(further?.for_each ?? {});
    const there = [...mapped, ...letIn];
    const exposed = (this.#service.expose ?? []).map((text) => {
      const [port = "", protocol = "tcp"] = text.split("/");
      return { target: Number(port.split("-")[0]), protocol };
    });
    // An empty variable leaves no port, and compose keeps what is none.
    const named = [...(this.#service.ports ?? []), ...exposed].filter(({ target }) => target > 0);
    const others = Object.values(this.#context.services).filter((one) => one !== this.#service);
    // Nobody is let in where nobody else is: a task listens on all its ports.
    const isAlone = !others.some((one) => shareNetwork(this.#service, one));
    for (const { target, protocol = "tcp" } of named) {
      const holding = there.filter((one) => one.from <= target && target <= one.to);
      const found = holding.some((one) => one.protocol === protocol) || (isAlone && holding.length > 0);
      this.#expect("value", `port ${target}/${protocol}`, true, found, [String(target)]);
    }
  }

  #mounts({ mountPoints = [], secrets = [] }: Container): void {
    this.#sharing();
    for (const { type, source = "", target, read_only: readOnly = false } of this.#service.volumes ?? []) {
      const point = mountPoints.find(({ containerPath }) => containerPath === target.replace(/(?<=.)\/$/, ""));
      const kind = type === "volume" ? "volume" : "value";
      const fact = `mount ${target}`;
      // A file is put into its folder before the program starts.
      const isFile = type === "bind" && JSON.stringify(this.#request()).includes(target);
      this.#expect(kind, fact, true, point !== undefined || isFile, [target, `${source}:${target}`]);
      // What only sets a program up comes from the repository, and is never written to.
      if (point && type === "volume")
        this.#expect(kind, `${fact} read-only`, readOnly, point.readOnly === true, [target]);
    }
    const variables = Object.entries(this.#service.environment ?? {});
    for (const { source, target = source } of this.#service.secrets ?? []) {
      const path = target.startsWith("/") ? target : `/run/secrets/${target}`;
      const names = variables.filter(([, value]) => value === `/run/secrets/${source}`).map(([name]) => name);
      const isVariable = names.some((name) => secrets.some((one) => one.name === name.replace(/_FILE$/, "")));
      const isThere = isVariable || this.#isSecretFile(path);
      this.#expect("value", `secret ${source}`, true, isThere, [source, `/run/secrets/${source}`]);
    }
    for (const { source, target = source } of this.#service.configs ?? []) {
      const isThere = (this.#made.stack.locals[`${this.#key}_files`] ?? mountPoints.length > 0) !== false;
      this.#expect("value", `config ${source}`, true, isThere, [source, target]);
    }
  }

  /** What is one folder or one volume to compose is one volume, and what are two are two. */
  #sharing(): void {
    const { services } = this.#context;
    for (const [source, own] of this.#volumes(this.#key, this.#service)) {
      for (const [name, service] of Object.entries(services)) {
        const key = keyOf(name, this.#made.summary);
        for (const [other, theirs] of this.#volumes(key, service)) {
          if ((source === other) === (own === theirs)) continue;
          if (this.#isSaid([source, other], [this.#key, key])) continue;
          const fact = `${source} beside ${other} of ${key}`;
          this.#losses.push({
            service: this.#key,
            kind: "volume",
            fact,
            expected: source === other,
            actual: own === theirs,
          });
        }
      }
    }
  }

  /** The volume that each source of a service's mounts has become, as far as it is one. */
  #volumes(key: string, { volumes = [] }: ComposeService): readonly (readonly [source: string, volume: string])[] {
    const definition = this.#made.stack.resource.aws_ecs_task_definition?.[key] as
      | { readonly family: string }
      | undefined;
    const containers = ((definition && this.#context.requests.get(definition.family))?.containerDefinitions ??
      []) as readonly Container[];
    const points = containers.find(({ name }) => name === key)?.mountPoints ?? [];
    return volumes.flatMap(({ type, source = "", target }): readonly [string, string][] => {
      const point = points.find(({ containerPath }) => containerPath === target.replace(/(?<=.)\/$/, ""));
      if (!point || source === "" || (type !== "volume" && type !== "bind")) return [];
      return [[type === "bind" ? normalize(source).replace(/(?<=.)\/$/, "") : `volume ${source}`, point.sourceVolume]];
    });
  }

  /** Whether the container that writes files writes a secret to a path: the word behind that of the file names the variable. */
  #isSecretFile(path: string): boolean {
    const containers = (this.#request()?.containerDefinitions ?? []) as readonly Container[];
    const { command = [], secrets = [] } = containers.find(({ name }) => name === `${this.#key}-files`) ?? {};
    const at = command.findIndex((word) => word.startsWith("file ") && word.endsWith(` ${path}`));
    return at >= 0 && secrets.some(({ name }) => `$${name}` === command[at + 1]?.replace("$", "$SECRET_"));
  }

  /** The ports at which it calls others: each is found by its name, and lets it in. */
  #calls(): void {
    for (const { name, port } of callsIn(this.#service, this.#context.services)) {
      const { resource } = this.#made.stack;
      const key = keyOf(name, this.#made.summary);
      const callee = resource.aws_ecs_service?.[key] as EcsService | undefined;
      if (!callee || hostOf(name, this.#made.summary) !== undefined || key === this.#key) continue;
      const aliases = (callee.service_connect_configuration?.service ?? []).map(({ client_alias: alias }) => alias);
      const found = aliases.some(
        (alias) => alias.dns_name === key && (port === undefined || alias.port === port) && this.#isLetIn(key),
      );
      if (this.#isSaid(["no port", `port ${port}/udp`], [key])) continue;
      this.#expect("value", `call of ${name}:${port ?? "its port"}`, true, found, [name]);
    }
  }

  /** Whether a rule of a service lets in a group of this one. */
  #isLetIn(key: string): boolean {
    const { resource } = this.#made.stack;
    const groups = (resource.aws_ecs_service?.[this.#host] as EcsService | undefined)?.network_configuration
      .security_groups;
    const rules = resource.aws_vpc_security_group_ingress_rule ?? {};
    const own = JSON.stringify([rules[`${key}_port`], rules[`${key}_ports`]]);
    return (groups ?? []).some((group) => own.includes(JSON.stringify(group)));
  }

  #order(): void {
    const services = (this.#made.stack.resource.aws_ecs_service ?? {}) as Readonly<
      Record<string, { readonly depends_on?: readonly string[] }>
    >;
    const before = services[this.#host]?.depends_on ?? [];
    const { summary } = this.#made;
    for (const [name, { condition }] of Object.entries(this.#service.depends_on ?? {})) {
      const host = hostOf(name, summary);
      const isHeld = host === this.#host ? this.#waitsWithin(keyOf(name, summary), condition) : false;
      const isMadeAfter = before.includes(`aws_ecs_service.${host ?? keyOf(name, summary)}`);
      this.#expect("order", `depends_on ${name}`, true, isHeld || (host === undefined && isMadeAfter), [name]);
    }
  }

  /** Whether a container of the same task comes first: what runs before all, or what ECS waits for. */
  #waitsWithin(name: string, condition: string | undefined): boolean {
    const containers = (this.#request()?.containerDefinitions ?? []) as readonly Container[];
    if (!containers.some((one) => one.name === name))
      return containers.some((one) => one.name === `${this.#host}-prepare`);
    const wanted = condition === "service_completed_successfully" ? "SUCCESS" : "START";
    const waits = containers.filter((one) => one.name === this.#key || one.name === `${this.#host}-prepare`);
    return waits.some(({ dependsOn = [] }) =>
      dependsOn.some((one) => one.containerName === name && one.condition === wanted),
    );
  }

  #health({ healthCheck }: Container): void {
    const { healthcheck } = this.#service;
    if (!healthcheck?.test || healthcheck.disable || healthcheck.test[0] === "NONE") {
      this.#expect("health", "healthcheck", undefined, healthCheck, ["healthcheck"]);
      return;
    }
    const said = (key: string) => [`healthcheck.${key}`, "healthcheck"];
    // With a secret in it, it needs a shell.
    const isSame = endsWith(healthCheck?.command.slice(1) ?? [], healthcheck.test.slice(1), true);
    if (!isSame) this.#expect("health", "healthcheck.test", healthcheck.test, healthCheck?.command, ["healthcheck"]);
    const times = [
      ["interval", healthcheck.interval, healthCheck?.interval],
      ["timeout", healthcheck.timeout, healthCheck?.timeout],
      ["start_period", healthcheck.start_period, healthCheck?.startPeriod],
    ] as const;
    for (const [key, written, actual] of times)
      if (written !== undefined) this.#expect("health", `healthcheck.${key}`, secondsOf(written), actual, said(key));
    if (healthcheck.retries !== undefined)
      this.#expect("health", "healthcheck.retries", healthcheck.retries, healthCheck?.retries, said("retries"));
    if (healthcheck.start_interval !== undefined)
      this.#expect(
        "health",
        "healthcheck.start_interval",
        healthcheck.start_interval,
        undefined,
        said("start_interval"),
      );
  }

  #size(): void {
    const { deploy, scale, cpus, mem_limit: memory } = this.#service;
    const services = (this.#made.stack.resource.aws_ecs_service ?? {}) as Readonly<
      Record<string, { readonly desired_count?: number }>
    >;
    const replicas = deploy?.replicas ?? scale;
    if (replicas !== undefined)
      this.#expect("value", "replicas", replicas, services[this.#key]?.desired_count, ["instances"]);
    const definitions = this.#made.stack.resource.aws_ecs_task_definition ?? {};
    const task = definitions[this.#host] as { readonly cpu?: string; readonly memory?: string } | undefined;
    const limits = deploy?.resources?.limits;
    const [cpu, bytes] = [Number(limits?.cpus ?? cpus ?? 0), Number(limits?.memory ?? memory ?? 0)];
    // A task is at least as large: Fargate has steps.
    this.#expect("value", "cpus", true, Number(task?.cpu) >= Math.min(cpu * 1024, 16384), ["cpus"]);
    this.#expect("value", "memory", true, Number(task?.memory) >= Math.min(bytes / 1024 ** 2, 122880), ["memory"]);
  }

  /** What docker would let the program do, and a container on Fargate can have, it has; the rest has a word. */
  #capabilities({ linuxParameters: { capabilities } = {} }: Container): void {
    const plain = (names: Words = []) => names.map((name) => name.toUpperCase().replace(/^CAP_/, ""));
    const [added, dropped] = [plain(this.#service.cap_add), plain(this.#service.cap_drop)];
    const has = (name: string, { add, drop }: { readonly add: Words; readonly drop: Words }) =>
      add.includes(name) || (OF_DOCKER.has(name) && !drop.includes(name) && !drop.includes("ALL"));
    for (const name of [...OF_DOCKER, ...added.filter((one) => !OF_DOCKER.has(one))]) {
      const asked = has(name, { add: added, drop: dropped });
      const given = has(name, capabilities ?? { add: [], drop: [] });
      this.#expect("value", `capability ${name}`, asked, given, [`cap_add ${name}`, `cap_drop ${name}`]);
    }
  }

  #others(container: Container): void {
    const service = this.#service;
    const linux = container.linuxParameters;
    if (service.init) this.#expect("value", "init", true, linux?.initProcessEnabled, ["init"]);
    if (service.read_only) this.#expect("value", "read_only", true, container.readonlyRootFilesystem, ["read_only"]);
    if (service.stop_grace_period !== undefined)
      this.#expect("value", "stop_grace_period", secondsOf(service.stop_grace_period), container.stopTimeout, [
        "stop_grace_period",
      ]);
    for (const text of service.tmpfs ?? []) {
      const path = text.split(":")[0] ?? "";
      const found = (linux?.tmpfs ?? []).some(({ containerPath }) => containerPath === path);
      this.#expect("value", `tmpfs ${text}`, true, found, [`tmpfs ${text}`, path]);
    }
    for (const name of Object.keys(service.ulimits ?? {}))
      this.#expect(
        "value",
        `ulimit ${name}`,
        true,
        (container.ulimits ?? []).some((one) => one.name === name),
        [name],
      );
    this.#capabilities(container);
    for (const [name, value] of Object.entries(service.sysctls ?? {})) {
      const found = (container.systemControls ?? []).find(({ namespace }) => namespace === name)?.value;
      this.#expect("value", `sysctl ${name}`, value, found, [name]);
    }
    for (const [key, value] of Object.entries(service)) {
      const isNothing = value === null || value === false || (Array.isArray(value) && value.length === 0);
      // On no network, which is `networks: []`.
      if (key === "network_mode" && value === "none") continue;
      if (LOOKED_AT.has(key) || WITHOUT_EFFECT.has(key) || isNothing) continue;
      this.#expect("value", key, value, undefined, [key, JSON.stringify(key)]);
    }
  }
}

type Words = readonly string[];

/** The file that a lock is held on: behind it stands what is run. */
const LOCK = "/nk-lock/lock";

function isShell(words: Words): boolean {
  return words.includes("-c");
}

/**
 * Whether words end with others, as a shell splits them. What comes before are words of the image's own entry point; what a reference stands for may be anything, as
 * secrets are read from the environment.
 */
function endsWith(words: Words, expected: Words, isWhole: boolean): boolean {
  const own = piecesOf(words).map(patternOf);
  const others = piecesOf(expected).map((piece) => ` ${piece}`);
  const starts = others.length === 0 ? [own.length] : own.keys();
  return [...starts].some((at) => (at === 0 || !isWhole) && isLike(others.join(""), own.slice(at)));
}

function isLike(text: string, patterns: readonly string[]): boolean {
  return new RegExp(`^${patterns.join("")}$`, "s").test(text);
}

/** What a piece is like in which references are filled in: one that is nothing else may be nothing. */
function patternOf(piece: string): string {
  const parts = piece.split(/\$\{?\w+\}?/);
  if (parts.length > 1 && parts.every((part) => part === "")) return "(?: \\S+)?";
  return ` ${parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")}`;
}

/** The words of words without their quotes. A shell in front of them is no word. */
function piecesOf(words: Words): Words {
  const bare = trimmed(words)
    .join(" ")
    .replaceAll(/["'\\]/g, "");
  const pieces = bare.split(/\s+/).filter((piece) => piece !== "");
  return pieces[0] === "sh" && pieces[1] === "-c" ? pieces.slice(2) : pieces;
}

/** Lines around a script are nothing to its shell, which has one place. */
function trimmed(words: Words): Words {
  return words.map((word) => word.trim()).map((word) => (word === "/bin/sh" ? "sh" : word));
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + word.length))) return true;
  return false;
}

/** Seconds of a duration of compose; half a second is one to ECS. */
function secondsOf(text: string): number {
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };
  const parts = [...text.matchAll(/([\d.]+)(h|ms|m|s)/g)];
  return Math.ceil(parts.reduce((sum, [, digits, unit = "s"]) => sum + Number(digits) * (units[unit] ?? 0), 0));
}
