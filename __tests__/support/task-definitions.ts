/** What stands in for what only AWS knows: as long as it is there. */
const ACCOUNT = "123456789012";
const FILE_SYSTEM = "fs-0123456789abcdef0";
const ACCESS_POINT = "fsap-0123456789abcdef0";

type Json = Readonly<Record<string, unknown>>;

/** A task definition of a stack, as Terraform has it. */
interface Definition {
  readonly family: string;
  readonly cpu: string;
  readonly memory: string;
  readonly network_mode: string;
  readonly requires_compatibilities: readonly string[];
  readonly runtime_platform: { readonly cpu_architecture: string; readonly operating_system_family: string };
  readonly ephemeral_storage?: { readonly size_in_gib: number };
  readonly container_definitions: string;
  readonly execution_role_arn: string;
  readonly task_role_arn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly volume?: readonly {
    readonly name: string;
    /** Not of what lies on the disk of the task. */
    readonly efs_volume_configuration?: { readonly file_system_id: string; readonly transit_encryption: string };
  }[];
}

/** The parts of a stack that its task definitions are made from. */
export interface TaskStack {
  readonly locals: Json;
  /** Not in a module. */
  readonly provider?: { readonly aws: readonly { readonly region?: string; readonly default_tags: DefaultTags }[] };
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type DefaultTags = readonly { readonly tags: Readonly<Record<string, string>> }[];

/**
 * What the provider sends to register the task definitions of a stack, by family: read from the stack alone, with none of our code.
 * Source of the names: botocore ecs, RegisterTaskDefinitionRequest.
 */
export function taskRequests(stack: TaskStack): ReadonlyMap<string, Json> {
  const values = new Values(stack);
  const definitions = Object.values(stack.resource.aws_ecs_task_definition ?? {}) as readonly Definition[];
  return new Map(definitions.map((one) => [one.family, requestOf(one, values)]));
}

function requestOf(one: Definition, values: Values): Json {
  const { cpu_architecture: cpuArchitecture, operating_system_family: operatingSystemFamily } = one.runtime_platform;
  const tags = { ...values.defaultTags, ...one.tags };
  return {
    family: one.family,
    taskRoleArn: values.of(one.task_role_arn),
    executionRoleArn: values.of(one.execution_role_arn),
    networkMode: one.network_mode,
    requiresCompatibilities: one.requires_compatibilities,
    cpu: one.cpu,
    memory: one.memory,
    runtimePlatform: { cpuArchitecture, operatingSystemFamily },
    ...(one.ephemeral_storage && { ephemeralStorage: { sizeInGiB: one.ephemeral_storage.size_in_gib } }),
    containerDefinitions: values.containers(one.container_definitions),
    ...(one.volume && { volumes: one.volume.map((volume) => volumeOf(volume, values)) }),
    tags: Object.entries(tags).map(([key, value]) => ({ key, value: values.of(value) })),
  };
}

function volumeOf({ name, efs_volume_configuration: efs }: NonNullable<Definition["volume"]>[number], values: Values) {
  if (!efs) return { name };
  return {
    name,
    efsVolumeConfiguration: {
      fileSystemId: values.of(efs.file_system_id),
      // The provider's default.
      rootDirectory: "/",
      transitEncryption: efs.transit_encryption,
      authorizationConfig: { accessPointId: ACCESS_POINT, iam: "ENABLED" },
    },
  };
}

/** What a task definition calls its containers: local values, or parts of one, as those of sidecars and what puts files into them. */
export function containersNamed(expression: string, locals: Json): readonly unknown[] {
  const named = [...expression.matchAll(/local\.([\w-]+)(?:\.([\w-]+)|\["([\w-]+)"\])?/g)];
  return named.map(([, name = "", plain, quoted]) => {
    const part = plain ?? quoted;
    return part === undefined ? locals[name] : (locals[name] as Json | undefined)?.[part];
  });
}

/** Evaluates what stands in the containers of our stacks, and nothing else. */
class Values {
  readonly #stack: TaskStack;

  constructor(stack: TaskStack) {
    this.#stack = stack;
  }

  public get defaultTags(): Readonly<Record<string, string>> {
    return this.#stack.provider?.aws[0]?.default_tags[0]?.tags ?? {};
  }

  public containers(expression: string): readonly unknown[] {
    return containersNamed(expression, this.#stack.locals).map((one) => this.of(one));
  }

  public of(value: unknown): unknown {
    if (typeof value === "string") return this.#text(value);
    if (Array.isArray(value)) return value.map((item) => this.of(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.of(member)]));
  }

  #text(text: string): string {
    if (/^\$\{(?:var\.[\w-]+_image|local\.images\["[\w-]+_image"\]) != "" \?/.test(text)) return "x";
    const evaluated = text.replace(/(?<!\$)\$\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\}/g, (_, code: string) =>
      this.#code(code),
    );
    return evaluated.replaceAll("$${", "${").replaceAll("%%{", "%{");
  }

  #code(code: string): string {
    if (code.startsWith('"')) return String(JSON.parse(code));
    if (code.startsWith("data.aws_region.")) return "us-east-1";
    if (code === "data.aws_partition.current.partition") return this.#partition;
    if (code === "data.aws_caller_identity.current.account_id") return ACCOUNT;
    if (/^(?:data\.)?aws_efs_file_system\./.test(code)) return FILE_SYSTEM;
    const secret = /^data\.aws_secretsmanager_secret\.\w+\["(.*)"\]\.arn$/.exec(code)?.[1];
    if (secret !== undefined)
      return `arn:${this.#partition}:secretsmanager:${this.#region}:${ACCOUNT}:secret:${secret}-AbCdEf`;
    const database = /^aws_db_instance\.([\w-]+)\.(.+)$/.exec(code);
    if (database) return this.#ofDatabase(database);
    const cache = /^aws_elasticache_replication_group\.([\w-]+)\.primary_endpoint_address$/.exec(code)?.[1];
    if (cache !== undefined) return this.#hostOfCache(cache);
    const [, type = "", name = "", attribute = ""] = /^(\w+)\.([\w-]+)\.(\w+)$/.exec(code) ?? [];
    const known = this.#stack.resource[type]?.[name] as Json | undefined;
    if (type === "aws_iam_role" && attribute === "arn")
      return `arn:${this.#partition}:iam::${ACCOUNT}:role${known?.path ?? "/"}${known?.name}`;
    if (typeof known?.[attribute] !== "string") throw new Error(`no value for ${code}`);
    return known[attribute];
  }

  /** What AWS makes of a database that it runs. Source: RDS user guide. */
  #ofDatabase([code, name = "", attribute]: RegExpExecArray): string {
    const { identifier } = (this.#stack.resource.aws_db_instance?.[name] ?? {}) as { readonly identifier?: string };
    if (attribute === "address") return `${identifier}.c0123456789a.${this.#region}.rds.amazonaws.com`;
    if (attribute !== "master_user_secret[0].secret_arn") throw new Error(`no value for ${code}`);
    const secret = "rds!db-01234567-89ab-cdef-0123-456789abcdef-AbCdEf";
    return `arn:${this.#partition}:secretsmanager:${this.#region}:${ACCOUNT}:secret:${secret}`;
  }

  /** Source: ElastiCache user guide, Endpoints, of one with TLS. */
  #hostOfCache(name: string): string {
    const { replication_group_id: id } = (this.#stack.resource.aws_elasticache_replication_group?.[name] ?? {}) as Json;
    return `master.${id}.abc123.usgw1.cache.amazonaws.com`;
  }

  get #region(): string {
    return this.#stack.provider?.aws[0]?.region ?? "us-east-1";
  }

  get #partition(): string {
    const partitions: Readonly<Record<string, string>> = { cn: "aws-cn" };
    return partitions[this.#region.split("-")[0] ?? ""] ?? "aws";
  }
}
