import { LOG_MODES, logBuffer } from "../../aws/logging.js";
import type { ComposeProject } from "./project.js";
import { keysOf, type SourceEntry, textOf } from "./source.js";
import { Builder, scalar } from "./target.js";
import { translateVariables } from "./variables.js";

/** Drivers whose output stays on the machine, where only docker reads it. */
const LOCAL = new Set(["", "json-file", "local", "journald"]);

/** Options that say where output goes. */
const PLACE = /^awslogs-(?:group|region|stream|stream-prefix|create-group|create-stream|endpoint)$/;

/** `logging` of a service: what its options say of a program that writes more than is taken, which docker has for every driver. */
export function translateLogging(service: string, { value }: SourceEntry, project: ComposeProject): Builder {
  const { findings, values } = project;
  const keys = keysOf(value);
  const resolved = (text: string | undefined) => translateVariables(text ?? "", values).resolved;
  const driver = resolved(textOf(keys.get("driver")?.value));
  const options = new Map(
    [...keysOf(keys.get("options")?.value).values()].map(
      (entry) => [entry.key, resolved(textOf(entry.value))] as const,
    ),
  );
  const builder = new Builder();
  const leaveOut = (what: string, why: string) => builder.remark(findings.leftOut(service, what, why));
  const logging = new Builder();
  const mode = options.get("mode");
  if (LOG_MODES.some((one) => one === mode)) logging.add("mode", scalar(mode ?? ""));
  const size = logBuffer(options.get("max-buffer-size") ?? "");
  if (size !== undefined && mode === "non-blocking") logging.add("buffer", scalar(size));
  for (const [option] of options) {
    if (driver === "awslogs" && !PLACE.test(option) && option.startsWith("awslogs-"))
      leaveOut(`logging ${option}`, "CloudWatch Logs Insights reads lines as they are");
  }
  if (driver !== "awslogs" && (logging.empty || !LOCAL.has(driver)))
    findings.general(service, LOCAL.has(driver) ? "logging" : `logging ${driver}`, "output goes to CloudWatch Logs");
  if (!logging.empty) builder.add("logging", { ...logging.map(), flow: true });
  return builder;
}
