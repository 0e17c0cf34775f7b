import fc from "fast-check";
import { documentSchema } from "../../src/schema/language.js";
import type { ObjectSchema, Schema } from "../../src/schema/schema.js";

/** Texts that are right somewhere; in most places they are wrong. */
const texts: readonly string[] = [
  "arn:aws:iam::123456789012:policy/boundary",
  "/platform/",
  "shop/stage/terraform.tfstate",
  "PUT",
  "nginx",
  "postgres:16",
  "mongo:latest",
  "node",
  "web",
  "db",
  "data:/data/db",
  "data:/var/lib/postgresql/data:ro",
  "logs:/logs",
  "./src:/app",
  "/data",
  "0.5",
  "1024m",
  "512mb",
  "2Gi",
  "70%",
  "10.0.0.0/16",
  "10.0.0.1/99",
  "eu-west-1",
  "eu-west-1a",
  "vpc-0123456789abcdef0",
  "subnet-0123456789abcdef0",
  "sg-0123456789abcdef0",
  "eipalloc-0123456789abcdef0",
  "fs-0123456789abcdef0",
  "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef",
  "arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef",
  "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/edge/0123456789abcdef",
  "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/edge/0123456789abcdef/0123456789abcdef",
  "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/shop/01234567-89ab-cdef-0123-456789abcdef",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
  "/healthz",
  "200,301-399",
  "example.com",
  "Z0123456789ABCDEFGHIJ",
  "arn:aws:iam::123456789012:role/dns",
  "shop.example.com, *.example.com",
  "https://shop.localhost:8080/",
  "0750",
  "vault://a/b",
  "${SET}",
  "${SET:-x}",
  "${UNSET}",
  "$${SET}",
  "%{if true}",
  "a${",
  "é",
  "e\u0301",
  "a\0b",
  "arn:aws:sqs:eu-west-1:123456789012:dead-letters",
  "",
];

const names = fc.constantFrom(
  "web",
  "db",
  "api",
  "data",
  "Data",
  "stage",
  "secrets",
  "main",
  "1st",
  "a.b",
  "__proto__",
);
const anything = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 0.5, 1e9, Number.MAX_SAFE_INTEGER, "", [], {}, [null], {
    a: null,
  }),
  fc.constantFrom(...texts),
  fc.string({ maxLength: 8 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** How often something else stands where the schema has its value, out of a hundred. */
export interface Mistakes {
  readonly percent: number;
}

/** Documents shaped by the schema, with some wrong values and keys among the right ones. */
export function documents({ percent }: Mistakes): fc.Arbitrary<unknown> {
  return new DocumentGenerator(percent).of(documentSchema);
}

class DocumentGenerator {
  readonly #percent: number;

  constructor(percent: number) {
    this.#percent = percent;
  }

  of(schema: Schema): fc.Arbitrary<unknown> {
    const right = this.#right(schema);
    if (this.#percent === 0) return right;
    return fc.oneof({ weight: 100 - this.#percent, arbitrary: right }, { weight: this.#percent, arbitrary: anything });
  }

  #right(schema: Schema): fc.Arbitrary<unknown> {
    switch (schema.kind) {
      case "text": {
        const { pattern } = schema;
        return fc.constantFrom(...(pattern ? texts.filter((text) => pattern.regex.test(text)) : texts));
      }
      case "scalar":
        return fc.constantFrom<unknown>(...texts, 1, 0.5, true, "two\nlines\n");
      case "number":
        if (schema.oneOf) return fc.constantFrom(...schema.oneOf);
        return fc.constantFrom(schema.minimum, Math.min(schema.minimum + 1, schema.maximum), schema.maximum);
      case "boolean":
        return fc.boolean();
      case "choice":
        return fc.constantFrom(...schema.values);
      case "list":
        return fc.array(this.of(schema.of), { maxLength: 2 });
      case "map":
        return fc.dictionary(names, this.of(schema.of), { maxKeys: 3, noNullPrototype: true });
      case "object":
        return this.#object(schema);
      case "either":
        return fc.oneof(...schema.members.map((member) => this.#right(member)));
    }
  }

  #object(schema: ObjectSchema): fc.Arbitrary<unknown> {
    const fields = Object.entries(schema.fields).map(([key, field]): [string, fc.Arbitrary<unknown>] => [
      key,
      this.of(field.schema),
    ]);
    const known = fc.record(Object.fromEntries(fields), { requiredKeys: [], noNullPrototype: true });
    // Few keys at a time: with all of them something is wrong in every document.
    const some = fc.tuple(known, fc.array(fc.nat(), { maxLength: 5 })).map(([object, picks]) =>
      pick(
        object,
        picks.map((at) => fields[at % fields.length]?.[0] ?? ""),
      ),
    );
    if (this.#percent === 0) return some;
    return fc
      .tuple(some, fc.option(fc.tuple(names, anything), { freq: 20 }))
      .map(([object, stray]) => (stray ? { ...object, [stray[0]]: stray[1] } : object));
  }
}

function pick(object: object, keys: readonly string[]): object {
  const always = ["services", "image", "environments"];
  return Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key) || always.includes(key)));
}

const image = fc.constantFrom(
  "nginx",
  "postgres:16",
  "mongo:latest",
  "redis:7-alpine",
  `ghcr.io/acme/app@sha256:${"0".repeat(64)}`,
);
const name = fc.constantFrom("web", "db", "api-worker", "api_worker", "secrets", "Z9");
const optional: { requiredKeys: []; noNullPrototype: true } = { requiredKeys: [], noNullPrototype: true };
/** A `$` that means itself is written twice. */
const text = fc
  .string({ maxLength: 12 })
  .map((written) => written.normalize("NFC").replaceAll("$", "$$$$").replaceAll("\0", ""));
const mounts = fc.uniqueArray(fc.constantFrom("data:/data", "data:/srv/more:ro", "files:/srv/files", "secrets:/srv/x"));
const service = fc
  .tuple(
    image,
    fc.record(
      {
        env: fc.dictionary(fc.constantFrom("A", "B_C", "lower", "constructor"), text, { noNullPrototype: true }),
        volumes: mounts,
        cpu: fc.constantFrom<unknown>(0.25, "500m", 2, 1.3),
        memory: fc.constantFrom("1gb", "4Gi", "3000mb"),
        start: fc.constantFrom("run --fast", "echo $$HOME && run", 'sh -c "a b"'),
        expose: fc.constantFrom(80, 65_535),
        updateStrategy: fc.constantFrom("recreate", "rolling"),
        instances: fc.constantFrom(0, 1),
      },
      optional,
    ),
  )
  .map(([written, rest]) => ({ ...rest, image: written }));
const fileSystem = {
  protect: fc.boolean(),
  backup: fc.boolean(),
  encrypted: fc.boolean(),
  throughput: fc.constantFrom<unknown>("bursting", "elastic", { provisioned: 64 }),
};
const infra = fc.record(
  {
    region: fc.constantFrom("eu-west-1", "us-east-1"),
    vpc: fc.constant("vpc-0123456789abcdef0"),
    efs: fc.oneof(
      { weight: 4, arbitrary: fc.record(fileSystem, optional) },
      {
        weight: 1,
        arbitrary: fc.record({ existing: fc.constant("fs-0123456789abcdef0"), mountTargets: fc.constant(true) }),
      },
    ),
  },
  optional,
);

/** Documents of which most have no error. */
export const likelySound: fc.Arbitrary<object> = fc
  .record({
    services: fc.dictionary(name, service, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
    environments: fc.dictionary(name, fc.option(fc.record({ infra })), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    }),
    volumes: fc.record(
      { data: fc.record({ efs: fc.record({ uid: fc.constant(999) }, optional) }, optional) },
      optional,
    ),
  })
  .map((document) => ({ name: "shop", ...document }));

/** The same document with the keys of every map in another order. Rotations are enough to part any two neighbours. */
export function shuffled(value: unknown, by: number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, by));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, shuffled(inner, by)]);
  const cut = entries.length === 0 ? 0 : by % entries.length;
  return Object.fromEntries([...entries.slice(cut), ...entries.slice(0, cut)].reverse());
}
