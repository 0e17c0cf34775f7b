import type { SecretIdentity } from "./environment-variable.js";

interface Group {
  readonly services: Set<string>;
  readonly name: string;
}

/** Secrets that several services have: one value has one place. */
export class SharedSecrets {
  readonly #project: string;
  readonly #groups = new Map<string, Group>();
  readonly #byVariable = new Map<string, Group>();

  constructor(project: string) {
    this.#project = project;
  }

  /** Notes that a service has a secret, which it calls `key`. */
  note(service: string, key: string, { id, variable }: SecretIdentity): void {
    const known = this.#groups.get(id) ?? (variable === undefined ? undefined : this.#byVariable.get(variable));
    const group = known ?? { services: new Set(), name: variable ?? key };
    group.services.add(service);
    this.#groups.set(id, group);
    if (variable !== undefined && !this.#byVariable.has(variable)) this.#byVariable.set(variable, group);
  }

  /** Where a secret is kept that more than one service has. */
  find({ id, variable }: SecretIdentity): string | undefined {
    const group = this.#groups.get(id) ?? (variable === undefined ? undefined : this.#byVariable.get(variable));
    if (!group || group.services.size < 2) return undefined;
    return `nanokit/${this.#project}/shared/${group.name.replaceAll(/[^\w.-]/g, "-")}`;
  }
}
