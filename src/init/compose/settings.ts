import type { Range } from "../../aws/compute.js";
import { LARGEST_TASK } from "../../aws/fargate.js";
import { CPU_UNITS_PER_VCPU, parseCpu, parseMemory } from "../../aws/quantity.js";
import { CONTAINER_SETTINGS } from "../../aws/settings.js";
import { seconds } from "../../resolve/durations.js";
import type { ComposeProject } from "./project.js";
import { keysOf, type Node, type SourceEntry, textOf } from "./source.js";
import { Builder, scalar } from "./target.js";
import { translateVariables } from "./variables.js";

type Entries = ReadonlyMap<string, SourceEntry>;

/** `aws` of a service: what `stop_grace_period` and `platform` say. */
export function translateAws(service: string, entries: Entries, project: ComposeProject): Builder {
  const builder = new Builder();
  const { findings, values } = project;
  const platform = textOf(entries.get("platform")?.value);
  if (platform !== undefined) {
    const { resolved } = translateVariables(platform, values);
    const architecture = /arm64|aarch64/.test(resolved)
      ? "arm64"
      : /amd64|x86_64/.test(resolved)
        ? "x86_64"
        : undefined;
    if (architecture !== undefined) builder.add("architecture", scalar(architecture));
    else builder.remark(findings.leftOut(service, `platform ${resolved}`, "Fargate runs x86_64 and arm64"));
  }
  const grace = textOf(entries.get("stop_grace_period")?.value);
  if (grace !== undefined)
    addSeconds(
      builder,
      service,
      "stopTimeout",
      "stop_grace_period",
      grace,
      CONTAINER_SETTINGS.stopTimeout.form,
      project,
    );
  return builder;
}

/** Seconds of a time of compose, within what ECS takes. */
function addSeconds(
  builder: Builder,
  service: string,
  key: string,
  written: string,
  text: string,
  range: Range,
  project: ComposeProject,
): void {
  const value = seconds(translateVariables(text, project.values).resolved);
  if (value === undefined) builder.remark(project.findings.leftOut(service, written, `${text} is no duration`));
  else addNumber(builder, service, key, written, Math.ceil(value), range, project);
}

/** A number within what ECS takes. */
export function addNumber(
  builder: Builder,
  service: string,
  key: string,
  written: string,
  value: number,
  { minimum, maximum }: Range,
  { findings }: ComposeProject,
): void {
  if (!Number.isFinite(value)) return;
  const within = Math.min(Math.max(Math.round(value), minimum), maximum);
  if (within === value) {
    builder.add(key, scalar(within));
    return;
  }
  const why = `ECS takes ${minimum} to ${maximum}`;
  const beside = findings.besides(service, `${written} ${value}`, why, `${value} in compose`);
  builder.add(key, scalar(within), { before: [], beside });
}

/** `cpu` and `memory` of a service, from `deploy.resources` or the keys of older files. */
export function translateSize(service: string, entries: Entries, project: ComposeProject): Builder {
  const builder = new Builder();
  const resources = keysOf(keysOf(entries.get("deploy")?.value).get("resources")?.value);
  const [limits, reservations] = ["limits", "reservations"].map((key) => keysOf(resources.get(key)?.value));
  const first = (key: string, old: string): string | undefined => {
    const node: Node | undefined = limits?.get(key)?.value ?? entries.get(old)?.value ?? reservations?.get(key)?.value;
    return textOf(node);
  };
  const cpu = first("cpus", "cpus");
  if (cpu !== undefined) addCpu(builder, service, cpu, project);
  const memory = first("memory", "mem_limit") ?? textOf(entries.get("mem_reservation")?.value);
  if (memory !== undefined) addMemory(builder, service, memory, project);
  if (reservations?.has("devices"))
    builder.remark(project.findings.leftOut(service, "devices", "Fargate has no devices and no GPU"));
  return builder;
}

function addCpu(builder: Builder, service: string, written: string, { values, findings }: ComposeProject): void {
  const { text, resolved } = translateVariables(written, values);
  const units = parseCpu(resolved);
  if (units === undefined) builder.remark(findings.leftOut(service, `cpus ${resolved}`, "it is not a number of CPUs"));
  else if (units > LARGEST_TASK.cpu) {
    builder.remark(findings.changed(service, `cpus ${resolved}`, "it is the most that Fargate has"));
    builder.add("cpu", scalar(LARGEST_TASK.cpu / CPU_UNITS_PER_VCPU));
  } else builder.add("cpu", scalar(text === resolved ? Number(resolved) : text));
}

function addMemory(builder: Builder, service: string, written: string, { values, findings }: ComposeProject): void {
  const { text, resolved } = translateVariables(written, values);
  const bytes = /^\d+$/.test(resolved);
  const mib = bytes ? Number(resolved) / 1024 ** 2 : parseMemory(resolved);
  if (mib === undefined || mib === 0)
    builder.remark(findings.leftOut(service, `memory ${resolved}`, "it is not an amount of memory"));
  else if (mib > LARGEST_TASK.memory) {
    builder.remark(findings.changed(service, `memory ${resolved}`, "it is the most that Fargate has"));
    builder.add("memory", scalar(`${LARGEST_TASK.memory / 1024}gb`));
  } else builder.add("memory", scalar(bytes ? `${Math.ceil(mib)}mb` : text));
}
