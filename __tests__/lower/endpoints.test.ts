import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { synthesize } from "../../src/lower/synth.js";
import { runs } from "../support/sampled.js";
import { containersNamed } from "../support/task-definitions.js";

type Json = { readonly [key: string]: unknown };
type Blocks = Readonly<Record<string, Json>>;

interface StackJson {
  readonly resource: Readonly<Record<string, Blocks | undefined>>;
  readonly locals: Readonly<Record<string, Json>>;
}

const FACTS = {
  image: fc.constantFrom<object>(
    { image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1" },
    { image: "nginx:1.29" },
    { image: "ghcr.io/acme/app:1", registry: "acme/ghcr" },
    { image: "123456789012.dkr-ecr.eu-west-1.on.aws/shop:1" },
    { build: true },
  ),
  secrets: fc.subarray<readonly [string, object]>([
    ["IN_SSM", { from: "ssm", name: "/shop/key" }],
    ["IN_SECRETS_MANAGER", { arn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-AbCdEf" }],
  ]),
  exec: fc.boolean(),
  expose: fc.option(fc.constant(8080), { nil: undefined }),
  networks: fc.constantFrom<readonly string[]>(["inner"], ["other"], ["edge"], ["edge", "inner"], []),
  permissions: fc.subarray<object>([
    { s3: { bucket: "files", access: "read" } },
    { sqs: { queue: "orders", access: "send" } },
    { sns: { topic: "news", access: "publish" } },
    { dynamodb: { table: "carts", access: "read" } },
  ]),
  volumes: fc.boolean(),
  database: fc.boolean(),
  sidecar: fc.option(
    fc.constantFrom<object>(
      { image: "redis:8" },
      {
        image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/agent:1",
        secrets: { KEY: { from: "ssm", name: "/a/key" } },
      },
      { image: "ghcr.io/acme/agent:1", secrets: { KEY: { from: "vault" } } },
    ),
    { nil: undefined },
  ),
};

/** Jobs: of their own image, with what a job can have beside it, and of a service, which brings all that the service has. */
const jobs = fc.record({
  own: fc.option(
    fc.record({
      image: FACTS.image.filter((image) => "image" in image && !("registry" in image)),
      secrets: FACTS.secrets,
      deadLetterQueue: fc.boolean(),
      inside: fc.boolean(),
    }),
    { nil: undefined },
  ),
  ofService: fc.boolean(),
});

const files = fc
  .record({
    secrets: fc.constantFrom("ssm", "secretsmanager"),
    services: fc.uniqueArray(fc.record({ name: fc.constantFrom("a", "b", "c", "d"), ...FACTS }), {
      minLength: 1,
      maxLength: 4,
      selector: ({ name }) => name,
    }),
    isPrivate: fc.boolean(),
    jobs,
  })
  .map(({ secrets: store, services, isPrivate, jobs: { own, ofService } }) => ({
    name: "shop",
    infra: { region: "eu-west-1", nat: "single", endpoints: true, secrets: store },
    networks: {
      ...(isPrivate && { default: { visibility: "private" } }),
      inner: { visibility: "private" },
      other: { visibility: "private" },
      edge: {},
    },
    services: Object.fromEntries(
      services.map(({ name, image, secrets, exec, expose, networks, permissions, volumes, ...more }) => [
        name,
        {
          ...image,
          secrets: Object.fromEntries(secrets),
          aws: { exec },
          ...(expose !== undefined && { expose }),
          networks,
          permissions,
          ...(volumes && { volumes: ["files:/srv/files:ro"] }),
          ...(more.database && { depends_on: ["main"] }),
          ...(more.sidecar && { sidecars: { agent: more.sidecar } }),
        },
      ]),
    ),
    ...(services.some(({ database }) => database) && {
      databases: { main: { engine: "postgres", version: "17", managed: true } },
    }),
    cron: {
      ...(own && {
        nightly: {
          ...own.image,
          schedule: "@daily",
          command: "true",
          secrets: Object.fromEntries(own.secrets),
          deadLetterQueue: own.deadLetterQueue,
          ...(own.inside && { networks: ["inner"] }),
        },
      }),
      ...(ofService && { tidy: { service: services[0]?.name, schedule: "@daily", command: "true" } }),
    },
    environments: { stage: {} },
  }));

/** Secrets by their ARN, those that are looked up, and those that RDS makes. */
const IN_SECRETS_MANAGER = /^arn:aws:secretsmanager:|data\.aws_secretsmanager_secret\.|\.master_user_secret\[0\]/;

/** Whatever is said in the stack of a task: its definition, its containers, the policy of its role. */
function taskNeeds({ resource, locals }: StackJson, definition: string, own: Json): readonly string[] {
  const name = /aws_ecs_task_definition\.([\w-]+)\./.exec(definition)?.[1] ?? "";
  const task = resource.aws_ecs_task_definition?.[name] ?? {};
  const containers = containersNamed(String(task.container_definitions), locals).map((one) => (one ?? {}) as Json);
  const role = /aws_iam_role\.([\w-]+)\./.exec(String(task.task_role_arn))?.[1] ?? "";
  const policy = JSON.stringify(locals[`${role}_policy`] ?? {});
  const texts = containers.map((container) => JSON.stringify(container));
  const values = containers.flatMap(({ secrets = [] }) =>
    (secrets as readonly { readonly valueFrom: string }[]).map(({ valueFrom }) => valueFrom),
  );
  const inEcr = containers.some(({ image }) => /\.dkr\.ecr\.|aws_ecr_repository/.test(String(image)));
  const logsIn = containers.some(({ repositoryCredentials }) => repositoryCredentials !== undefined);
  const inSecretsManager = values.filter((value) => IN_SECRETS_MANAGER.test(value));
  return [
    ...(texts.some((text) => text.includes('"logDriver":"awslogs"')) ? ["logs"] : []),
    ...(inEcr ? ["ecr.api", "ecr.dkr", "s3"] : []),
    ...(logsIn || inSecretsManager.length > 0 ? ["secretsmanager"] : []),
    ...(values.length > inSecretsManager.length ? ["ssm"] : []),
    ...(own.enable_execute_command === true ? ["ssmmessages"] : []),
    ...(own.service_connect_configuration !== undefined ? ["ecs-agent"] : []),
    ...["s3", "sqs", "sns", "dynamodb"].filter((service) => policy.includes(`"${service}:`)),
  ];
}

/** What is started in private subnets: the definition of its tasks, and what is said of it beside that. */
function startedInside({ resource }: StackJson): readonly (readonly [definition: string, own: Json])[] {
  const services = Object.values(resource.aws_ecs_service ?? {})
    .filter((service) => !isPublic(service))
    .map((service) => [String(service.task_definition), service] as const);
  const schedules = Object.values(resource.aws_scheduler_schedule ?? {}).flatMap(({ target }) => {
    const parameters = (target as Json).ecs_parameters as Json;
    return isPublic(parameters) ? [] : [[String(parameters.task_definition_arn), {}] as const];
  });
  return [...services, ...schedules];
}

function isPublic({ network_configuration: network }: Json): boolean {
  return (network as Json).assign_public_ip === true;
}

function stackOf(file: object): StackJson {
  const { project, diagnostics } = compile({ path: "nanokit.yml", text: JSON.stringify(file) });
  if (!project) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  const text = synthesize(project).find(({ path }) => path.endsWith("cdk.tf.json"))?.text;
  return JSON.parse(text ?? "");
}

function endpointsIn({ resource }: StackJson): readonly string[] {
  return Object.values(resource.aws_vpc_endpoint ?? {})
    .map(({ service_name }) => String(service_name).replace("com.amazonaws.eu-west-1.", ""))
    .sort();
}

describe("the endpoints of a stack", () => {
  it("are those that its private tasks need, and no others", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(files, (file) => {
        const stack = stackOf(file);
        const needed = startedInside(stack).flatMap(([definition, own]) => taskNeeds(stack, definition, own));
        for (const service of needed) seen.add(service);
        expect(endpointsIn(stack)).toEqual([...new Set(needed)].sort());
      }),
      runs(60),
    );
    // All of them came about at some time.
    expect([...seen].sort()).toEqual(
      [
        ...["dynamodb", "ecr.api", "ecr.dkr", "ecs-agent", "logs", "s3"],
        ...["secretsmanager", "sns", "sqs", "ssm", "ssmmessages"],
      ].sort(),
    );
  });

  it("come before each private task, with what lets it in to them", () => {
    fc.assert(
      fc.property(files, (file) => {
        const { resource } = stackOf(file);
        const endpoints = Object.keys(resource.aws_vpc_endpoint ?? {}).map((id) => `aws_vpc_endpoint.${id}`);
        const inward = resource.aws_vpc_security_group_ingress_rule?.endpoints_https;
        if (endpoints.length > 0) expect(inward?.depends_on).toEqual(expect.arrayContaining(endpoints));
        for (const service of Object.values(resource.aws_ecs_service ?? {}).filter((one) => !isPublic(one))) {
          expect(service.depends_on).toContain("aws_vpc_security_group_ingress_rule.endpoints_https");
        }
      }),
      runs(20),
    );
  });
});
