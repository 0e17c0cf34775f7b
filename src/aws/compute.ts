/** What a number of seconds, or of something else, may be: both bounds included. */
export interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

/** GiB of local disk that a task may ask for beyond the 20 that it has. Source: ECS API, EphemeralStorage. */
export const EPHEMERAL_STORAGE_GIB: Range = { minimum: 21, maximum: 200 };

/** Days for which CloudWatch keeps logs; 0 keeps them for ever.
 * Source: terraform-provider-aws internal/service/logs/group.go, retention_in_days. */
export const LOG_RETENTION_DAYS: readonly number[] = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const MIB_PER_GIB = 1024;

/** Whole GiB of a number of MiB; undefined when it is none. */
export function wholeGib(mib: number | undefined): number | undefined {
  const gib = mib === undefined ? Number.NaN : mib / MIB_PER_GIB;
  return Number.isInteger(gib) ? gib : undefined;
}

/**
 * Why ECS does not take a command as a health check, in words that follow "it"; undefined when it does.
 * Source: ECS API, HealthCheck command: it begins with CMD, or with CMD-SHELL and one command for the container's shell.
 */
export function healthCommandProblem(command: readonly string[]): string | undefined {
  const [kind, ...words] = command;
  if (kind !== "CMD" && kind !== "CMD-SHELL") return "has to begin with CMD or CMD-SHELL";
  if (words.length === 0 || words[0]?.trim() === "") return `has no command behind ${kind}`;
  return kind === "CMD-SHELL" && words.length > 1
    ? "has more than one text behind CMD-SHELL, which runs one command"
    : undefined;
}
