/**
 * What happens while CloudWatch Logs takes nothing: a program waits at its next line (`blocking`), or goes on and loses lines that a buffer
 * has no room for (`non-blocking`). Where a container says neither, the account setting `defaultLogDriverMode` does, and since June 25, 2025
 * it is `non-blocking` unless somebody set it. Source: ECS API, LogConfiguration; AmazonECS developer guide, ecs-account-settings, "Default
 * log driver mode".
 */
export const LOG_MODES = ["blocking", "non-blocking"] as const;

export type LogMode = (typeof LOG_MODES)[number];

/** What the driver `awslogs` has where nothing is written. Source: ECS API, LogConfiguration, `max-buffer-size`. */
export const DEFAULT_LOG_BUFFER = "10m";

/** How output gets to CloudWatch Logs. */
export interface LogDelivery {
  /** @default what the account says */
  readonly mode?: LogMode;
  /** Of `non-blocking`: the size of the buffer, `25m`. @default 10m */
  readonly buffer?: string;
}

/** The delivery alone of what says more of logs. */
export function deliveryOf({ mode, buffer }: LogDelivery): LogDelivery {
  return { ...(mode !== undefined && { mode }), ...(buffer !== undefined && { buffer }) };
}

/** The form of a buffer's size. */
export const LOG_BUFFER = /^\s*0*([1-9]\d{0,8}) ?([kKmMgG])(?:[iI]?[bB])?\s*$/;

/**
 * The size of a buffer as docker reads it, from a whole number with `k`, `m` or `g`, in any letter case, with or without `b` behind it.
 * Undefined for anything else. Source: github.com/docker/go-units, RAMInBytes.
 */
export function logBuffer(written: string): string | undefined {
  const [, digits = "", unit = ""] = LOG_BUFFER.exec(written) ?? [];
  return digits === "" ? undefined : `${digits}${unit.toLowerCase()}`;
}

/** The options of the driver `awslogs`. */
export function deliveryOptions({ mode, buffer }: LogDelivery): Readonly<Record<string, string>> {
  return {
    ...(mode !== undefined && { mode }),
    ...(buffer !== undefined && { "max-buffer-size": buffer }),
  };
}
