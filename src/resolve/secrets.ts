import { environmentNameProblem } from "../aws/container.js";
import {
  jsonKeyProblem,
  parameterNameProblem,
  type SecretStore,
  secretArn,
  secretNameProblem,
} from "../aws/secrets.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import type { Secret, Service } from "../model/project.js";
import type { EnvironmentDocument, ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { byName, type Context } from "./context.js";
import { checkSecretCount } from "./rules/secret-count.js";
import { checkSecretVariables } from "./rules/secret-variables.js";

type Secrets = NonNullable<ServiceDocument["fields"]["secrets"]>["value"];
type SecretEntry = Secrets extends ReadonlyMap<string, infer E> ? E : never;
type Reference = Secret["from"];

/**
 * The services with their secrets. Reports what is no reference, variables that look like a secret, and more secrets than a role can be
 * let read.
 */
export function resolveSecrets(
  services: readonly Service[],
  document: EnvironmentDocument,
  context: Context,
): readonly Service[] {
  const resolver = new SecretResolver(document, context);
  for (const { value } of context.services.values()) {
    checkSecretVariables(value.value.fields.env?.value, context.diagnostics);
  }
  resolver.checkShared();
  const resolved = services.map((service) => resolver.withSecrets(service));
  checkSecretCount(resolved, context);
  return resolved;
}

/** The secrets of an environment, one service after another. */
class SecretResolver {
  readonly #context: Context;
  readonly #store: SecretStore;
  readonly #shared: Secrets;

  constructor({ fields }: EnvironmentDocument, context: Context) {
    this.#context = context;
    this.#store = fields.infra?.value.fields.secrets?.value ?? "ssm";
    this.#shared = fields.secrets?.value ?? new Map();
  }

  /**
   * The service with its secrets: its own, and those of all services where it has no variable or secret of the name. Reports what is no
   * reference, and a secret that is a variable too.
   */
  withSecrets(service: Service): Service {
    const entry = this.#context.services.get(service.name);
    const own = entry?.value.value.fields.secrets?.value ?? new Map();
    const secrets = [...this.#ownSecrets(service, own, entry), ...this.#sharedSecrets(service, own)].sort(byName);
    return secrets.length > 0 ? { ...service, secrets } : service;
  }

  /** Reports secrets for all services that are no reference; also where there is no service. */
  checkShared(): void {
    for (const entry of this.#shared.values()) this.#resolve(entry, undefined);
  }

  #ownSecrets(service: Service, own: Secrets, entry: Entry<ServiceDocument> | undefined): readonly Secret[] {
    const { diagnostics } = this.#context;
    const written = entry?.value.value.fields.env?.value;
    const variables = namesOf(service);
    const reference = firstReference(own);
    return [...own.values()].flatMap((secret) => {
      const { value: name, location } = secret.key;
      const from = this.#resolve(secret, { service: service.name, first: reference ?? location });
      const variable = written?.get(name)?.key;
      if (variable) {
        const related = [{ message: "the variable", location: variable.location }];
        diagnostics.report("NK225", location, { name, owner: service.name }, related);
      } else if (variables.has(name)) {
        diagnostics.report("NK304", location, { name });
        return [];
      }
      return from ? [{ name, from }] : [];
    });
  }

  #sharedSecrets(service: Service, own: Secrets): readonly Secret[] {
    const variables = namesOf(service);
    return [...this.#shared.values()].flatMap((secret) => {
      const { value: name } = secret.key;
      if (own.has(name) || variables.has(name)) return [];
      const from = this.#resolve(secret, undefined);
      return from ? [{ name, from }] : [];
    });
  }

  /** Where a secret is read from; undefined after a report, also one made elsewhere: of a plain value, of a wrong type. */
  #resolve({ key, value }: SecretEntry, owner: Owner | undefined): Reference | undefined {
    const { diagnostics } = this.#context;
    const problem = environmentNameProblem(key.value);
    if (problem !== undefined) {
      diagnostics.report("NK303", key.location, { name: key.value, problem });
      return undefined;
    }
    const reader = new ReferenceReader(key, this.#conventionFor(owner), this.#store, diagnostics);
    if (typeof value.value === "string") return reader.address({ ...value, value: value.value });
    const { fields, written } = value.value;
    if (!["from", "name", "arn"].some((field) => written.has(field))) {
      diagnostics.report("NK106", key.location, { key: "from", object: "a secret" });
      return undefined;
    }
    const wrong = REFERENCE_FIELDS.some((field) => written.has(field) && !fields[field]);
    return wrong ? undefined : reader.fields(fields);
  }

  #conventionFor(owner: Owner | undefined): Convention {
    const { project, environment } = this.#context;
    const folder = ["nanokit", project, environment, ...(owner ? [owner.service] : [])].join("/");
    return { folder, ...(owner ? { owner } : {}) };
  }
}

/** Whose secret it is. */
interface Owner {
  readonly service: string;
  /** The first of its secrets that may follow the convention: what is said of all of them is said there, once. */
  readonly first: SourceLocation;
}

/** Where a secret is that says nothing of its name. */
interface Convention {
  readonly folder: string;
  readonly owner?: Owner;
}

function namesOf({ environment }: Service): ReadonlySet<string> {
  return new Set(environment.map(({ name }) => name));
}

function firstReference(own: Secrets): SourceLocation | undefined {
  const references = [...own.values()].filter(
    ({ value }) => typeof value.value !== "string" && !value.value.fields.name && !value.value.fields.arn,
  );
  const [first] = references.map(({ key }) => key.location).sort((a, b) => a.start - b.start);
  return first;
}

interface ReferenceFields {
  readonly from?: Located<"vault" | SecretStore>;
  readonly name?: Located<string>;
  readonly key?: Located<string>;
  readonly arn?: Located<string>;
}

const REFERENCE_FIELDS = ["from", "name", "key", "arn"] as const satisfies readonly (keyof ReferenceFields)[];

const VAULT = "vault://";

/** Reads the reference of one secret. No report repeats what stands in it: a value in the wrong place would be shown. */
class ReferenceReader {
  constructor(
    private readonly secret: Located<string>,
    private readonly convention: Convention,
    private readonly store: SecretStore,
    private readonly diagnostics: Diagnostics,
  ) {}

  /** `vault://path`, with `#key` behind it for a key of the secret's JSON. */
  address(text: Located<string>): Reference | undefined {
    if (!text.value.startsWith(VAULT)) return undefined;
    const [path = "", ...rest] = text.value.slice(VAULT.length).split("#");
    const name = this.store === "ssm" ? `/${path.replace(/^\//, "")}` : path;
    const key = rest.length > 0 ? { ...text, value: rest.join("#") } : undefined;
    return this.#named(this.store, { ...text, value: name }, key);
  }

  /** `{ from, name, key }` or `{ arn, key }`. */
  fields({ from, name, key, arn }: ReferenceFields): Reference | undefined {
    if (arn) return this.#byArn(arn, key, from, name);
    const store = from === undefined || from.value === "vault" ? this.store : from.value;
    return name ? this.#named(store, name, key) : this.#conventional(store, key);
  }

  #conventional(store: SecretStore, key: Located<string> | undefined): Reference | undefined {
    const { folder } = this.convention;
    if (store === "secretsmanager") {
      return this.#noted(folder, this.#named(store, { ...this.secret, value: folder }, key ?? this.secret));
    }
    const id = `/${folder}/${this.secret.value}`;
    const problem = parameterNameProblem(id);
    if (problem !== undefined) {
      this.diagnostics.report("NK226", this.secret.location, { key: this.secret.value, store, problem });
      return undefined;
    }
    return this.#noted(id, this.#named(store, { ...this.secret, value: id }, key));
  }

  /** Says where secrets are looked for that follow the convention. */
  #noted(example: string, reference: Reference | undefined): Reference | undefined {
    const { owner } = this.convention;
    if (owner && reference) {
      const { store } = reference;
      this.diagnostics.report("NK930", owner.first, { service: owner.service, store, example });
    }
    return reference;
  }

  #named(store: SecretStore, name: Located<string>, key: Located<string> | undefined): Reference | undefined {
    const problem = store === "ssm" ? parameterNameProblem(name.value) : secretNameProblem(name.value);
    if (problem !== undefined) {
      this.diagnostics.report("NK220", name.location, { key: this.secret.value, store, problem });
      return undefined;
    }
    return this.#reference(store, name.value, key);
  }

  #byArn(
    arn: Located<string>,
    key: Located<string> | undefined,
    from: Located<string> | undefined,
    name: Located<string> | undefined,
  ): Reference | undefined {
    const surplus = name ?? from;
    if (surplus) {
      const related = [{ message: "the ARN", location: arn.location }];
      const params = { key: this.secret.value, other: name ? ("name" as const) : ("from" as const) };
      this.diagnostics.report("NK224", surplus.location, params, related);
    }
    const found = secretArn(arn.value);
    if ("store" in found) return this.#reference(found.store, arn.value, key);
    this.diagnostics.report("NK221", arn.location, { key: this.secret.value, problem: found.problem });
    return undefined;
  }

  #reference(store: SecretStore, id: string, key: Located<string> | undefined): Reference | undefined {
    if (store === "ssm") {
      if (key) this.diagnostics.report("NK222", key.location, { key: this.secret.value });
      return key ? undefined : { store, id };
    }
    const problem = key && jsonKeyProblem(key.value);
    if (key && problem !== undefined) {
      this.diagnostics.report("NK223", key.location, { key: this.secret.value, problem });
      return undefined;
    }
    return { store, id, ...(key && { jsonKey: key.value }) };
  }
}
