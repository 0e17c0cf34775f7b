/** What became of a compose file, for the summary. */
export interface Summary {
  readonly services: number;
  readonly volumes: number;
  /** Where the secrets are to be put whose values were not copied: parameters of SSM. */
  readonly secrets: readonly string[];
  /** Services that compose publishes a port of. */
  readonly published: readonly string[];
  /** What is other than in compose, one sentence each. */
  readonly changed: readonly Finding[];
  readonly leftOut: readonly Finding[];
  /** What changes nothing that runs, or goes for all services alike: it stands in no line of the file. */
  readonly general: readonly Finding[];
}

/** One thing that did not come along as it was. */
export interface Finding {
  /** Where: a service, or nothing for the file. */
  readonly service?: string;
  readonly what: string;
  readonly why: string;
  /** What stands beside the value in the file. @default a comment of its own, above it */
  readonly beside?: string;
}

/** A comment at the place of a finding. Several at one place for one reason are one comment. */
export interface Remark {
  readonly head: "Changed" | "Left out";
  readonly what: string;
  /** The reason, in short where the summary tells the rest. */
  readonly why: string;
}

/** Collects findings, and words the comments that stand at their places. */
export class Findings {
  readonly #changed: Finding[] = [];
  readonly #leftOut: Finding[] = [];
  readonly #general: Finding[] = [];
  readonly #secrets = new Set<string>();
  readonly #published = new Set<string>();
  #muted = false;

  /** Runs without collecting: what came by a merge key was told where it stands. */
  muted<T>(silent: boolean, run: () => T): T {
    const before = this.#muted;
    this.#muted = before || silent;
    const result = run();
    this.#muted = before;
    return result;
  }

  /** `brief` is what the comment says of the reason. @default all of it */
  changed(service: string | undefined, what: string, why: string, brief: string = why): Remark | undefined {
    return this.#add(this.#changed, service, what, why) ? { head: "Changed", what, why: brief } : undefined;
  }

  /** `brief` as above. */
  leftOut(service: string | undefined, what: string, why: string, brief: string = why): Remark | undefined {
    return this.#add(this.#leftOut, service, what, why) ? { head: "Left out", what, why: brief } : undefined;
  }

  /** What is other, and is told in short beside what it became. Returns what stands there. */
  besides(service: string | undefined, what: string, why: string, beside: string): string {
    this.#add(this.#changed, service, what, why, beside);
    return beside;
  }

  /** Likewise of what is left out. */
  leftOutBeside(service: string | undefined, what: string, why: string, beside: string): string {
    this.#add(this.#leftOut, service, what, why, beside);
    return beside;
  }

  /** What the summary alone tells. */
  general(service: string | undefined, what: string, why: string): void {
    this.#add(this.#general, service, what, why);
  }

  /** A reference that stands in place of a value, by the parameter that it means. */
  secret(parameter: string): void {
    if (!this.#muted) this.#secrets.add(parameter);
  }

  /** A service that is reached from outside in compose. */
  published(service: string): void {
    if (!this.#muted) this.#published.add(service);
  }

  summary(counts: Pick<Summary, "services" | "volumes">): Summary {
    return {
      ...counts,
      secrets: [...this.#secrets],
      published: [...this.#published],
      changed: this.#changed,
      leftOut: this.#leftOut,
      general: this.#general,
    };
  }

  #add(list: Finding[], service: string | undefined, what: string, why: string, beside?: string): boolean {
    if (this.#muted) return false;
    // A secret that a command and a check read is one thing to tell.
    if (list.some((one) => one.service === service && one.what === what && one.why === why)) return true;
    list.push({ ...(service !== undefined && { service }), what, why, ...(beside !== undefined && { beside }) });
    return true;
  }
}
