/** What became of a compose file, for the summary. */
export interface Summary {
  readonly services: number;
  readonly volumes: number;
  /** Where the secrets are to be put whose values were not copied: parameters of SSM. */
  readonly secrets: readonly string[];
  /** What is other than in compose, one sentence each. */
  readonly changed: readonly Finding[];
  readonly leftOut: readonly Finding[];
}

/** One thing that did not come along as it was. */
export interface Finding {
  /** Where: a service, or nothing for the file. */
  readonly service?: string;
  readonly what: string;
  readonly why: string;
}

/** Collects findings, and words the comments that stand at their places. */
export class Findings {
  readonly #changed: Finding[] = [];
  readonly #leftOut: Finding[] = [];
  readonly #secrets = new Set<string>();
  #muted = false;

  /** Runs without collecting: what came by a merge key was told where it stands. */
  muted<T>(silent: boolean, run: () => T): T {
    const before = this.#muted;
    this.#muted = before || silent;
    const result = run();
    this.#muted = before;
    return result;
  }

  changed(service: string | undefined, what: string, why: string): string | undefined {
    return this.#add(this.#changed, service, what, why) ? `Changed: ${what}: ${why}.` : undefined;
  }

  leftOut(service: string | undefined, what: string, why: string): string | undefined {
    return this.#add(this.#leftOut, service, what, why) ? `Left out: ${what}: ${why}.` : undefined;
  }

  /** A reference that stands in place of a value, by the parameter that it means. */
  secret(parameter: string): void {
    if (!this.#muted) this.#secrets.add(parameter);
  }

  summary(counts: Pick<Summary, "services" | "volumes">): Summary {
    return { ...counts, secrets: [...this.#secrets], changed: this.#changed, leftOut: this.#leftOut };
  }

  #add(list: Finding[], service: string | undefined, what: string, why: string): boolean {
    if (this.#muted) return false;
    list.push({ ...(service === undefined ? {} : { service }), what, why });
    return true;
  }
}
