import { deliveryOf, type LogDelivery, logBuffer } from "../aws/logging.js";
import type { Located } from "../diagnostics/source.js";
import type { Logging } from "../model/project.js";
import type { InfraDocument, ServiceDocument } from "../schema/language.js";

type DeliveryFields = {
  readonly mode?: Located<"blocking" | "non-blocking">;
  readonly buffer?: Located<string>;
};

/** How output is delivered, as far as it is right. A buffer is one of `non-blocking`, and what blocks has none. */
export function resolveDelivery({ mode, buffer }: DeliveryFields, shared: LogDelivery = {}): LogDelivery {
  if (mode?.value === "blocking") return { mode: "blocking" };
  const size = buffer && logBuffer(buffer.value);
  if (size !== undefined) return { mode: "non-blocking", buffer: size };
  if (!mode) return shared;
  return shared.mode === "blocking" ? { mode: mode.value } : { ...shared, mode: mode.value };
}

/** What holds for all logs of an environment; undefined where nothing is said. */
export function resolveSharedLogging({ logging }: InfraDocument["fields"]): Logging | undefined {
  return logging && written(resolveDelivery(logging.value.fields), logging.value.fields.keep?.value);
}

/** What a service says of its logs, over what holds for all; undefined where nothing is said. */
export function resolveLogging(
  { logging }: ServiceDocument["fields"],
  infra: InfraDocument["fields"],
): Logging | undefined {
  const shared = resolveSharedLogging(infra) ?? {};
  const fields = logging?.value.fields ?? {};
  return written(resolveDelivery(fields, deliveryOf(shared)), fields.keep?.value ?? shared.keep);
}

function written(delivery: LogDelivery, keep: boolean | undefined): Logging | undefined {
  const logging = { ...delivery, ...(keep && { keep: true as const }) };
  return Object.keys(logging).length === 0 ? undefined : logging;
}
