import {
  ADDED_CAPABILITY,
  CAPABILITIES,
  capabilityName,
  DEFAULT_CAPABILITIES,
  isCapability,
} from "../../aws/capabilities.js";
import { normalizedContainerPath } from "../../aws/container.js";
import { NOFILE_MAX, UNLIMITED } from "../../aws/linux-limits.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { Service } from "../../model/project.js";
import { closest } from "../../schema/closest.js";
import type { ServiceDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import { readTmpfs, tmpfsOf } from "../process.js";
import { readWords, type Words } from "../program.js";

type Fields = ServiceDocument["fields"];

/** What a container has beside what it says itself. */
type ContainerSurroundings = Pick<Service, "mounts" | "size">;

/** Refuses what ECS, Linux or docker would not take of a container. `service` is what was made of it, undefined where its image cannot be told. */
export function checkContainer(
  { key, value }: Entry<ServiceDocument>,
  service: ContainerSurroundings | undefined,
  { diagnostics }: Context,
): void {
  const { fields } = value.value;
  checkPrograms(fields, diagnostics);
  checkReadOnly(fields, diagnostics);
  checkTmpfs(key.value, fields, service, diagnostics);
  checkUlimits(fields, diagnostics);
  checkCapabilities(fields, diagnostics);
}

type Findings = Context["diagnostics"];

function checkPrograms({ start, entrypoint, command }: Fields, diagnostics: Findings): void {
  const other = entrypoint ?? command;
  if (start && other) {
    const key = entrypoint ? "entrypoint" : "command";
    diagnostics.report("NK540", other.location, { key }, [related("start", start.location)]);
  }
  if (entrypoint) checkWords("entrypoint", entrypoint, diagnostics);
  if (command) checkWords("command", command, diagnostics);
}

function checkWords(key: "entrypoint" | "command", written: Words, diagnostics: Findings): void {
  const { location, value } = written;
  const reading = readWords(written);
  if (reading.problem !== undefined) {
    diagnostics.report("NK541", location, { key, problem: reading.problem, found: reading.found });
    return;
  }
  if (reading.words.every((word) => word === "")) diagnostics.report("NK542", location, { key });
  else if (reading.variable !== undefined && typeof value === "string") {
    diagnostics.report("NK543", location, { key, variable: reading.variable });
  }
}

/** The agent of ECS Exec writes into the container. Source: AmazonECS developer guide, ecs-exec, "Considerations". */
function checkReadOnly({ readOnly, aws }: Fields, diagnostics: Findings): void {
  const exec = aws?.value.fields.exec;
  if (readOnly?.value && exec?.value) {
    diagnostics.report("NK544", readOnly.location, {}, [related("exec", exec.location)]);
  }
}

function checkTmpfs(
  name: string,
  fields: Fields,
  service: ContainerSurroundings | undefined,
  diagnostics: Findings,
): void {
  const taken = new Map((service?.mounts ?? []).map(({ containerPath, source }) => [containerPath, source]));
  let mib = 0;
  for (const { value, location } of tmpfsOf(fields)) {
    const reading = readTmpfs(value);
    if ("problem" in reading) {
      diagnostics.report("NK545", location, { found: reading.problem });
      continue;
    }
    mib += reading.mib;
    const path = normalizedContainerPath(reading.containerPath);
    const other = taken.get(path);
    if (other) diagnostics.report("NK546", location, { path }, [related("firstMount", other)]);
    taken.set(path, location);
  }
  const memory = service?.size.memory;
  if (fields.tmpfs && memory !== undefined && mib >= memory) {
    diagnostics.report("NK547", fields.tmpfs.location, { service: name, mib, memory });
  }
}

function checkUlimits({ ulimits }: Fields, diagnostics: Findings): void {
  for (const { key, value } of ulimits?.value.values() ?? []) {
    const [soft, hard] = limitsOf(value);
    if (soft === undefined || hard === undefined) continue;
    const over = key.value === "nofile" && (height(hard) > NOFILE_MAX || height(soft) > NOFILE_MAX);
    if (over) diagnostics.report("NK548", value.location, { name: key.value, problem: "files", most: NOFILE_MAX });
    else if (height(soft) > height(hard)) {
      diagnostics.report("NK548", value.location, { name: key.value, problem: "order", most: NOFILE_MAX });
    }
  }
}

function checkCapabilities({ cap_add, cap_drop }: Fields, diagnostics: Findings): void {
  for (const { value, location } of [...(cap_drop?.value ?? []), ...(cap_add?.value ?? [])]) {
    const name = capabilityName(value);
    if (isCapability(name)) continue;
    diagnostics.report("NK600", location, { name: value, suggestion: closest(name, CAPABILITIES) });
  }
  for (const { value, location } of cap_add?.value ?? []) {
    const name = capabilityName(value);
    if (!isCapability(name) || name === ADDED_CAPABILITY) continue;
    diagnostics.report("NK623", location, { name, standard: DEFAULT_CAPABILITIES.includes(name) });
  }
}

type Limit = NonNullable<Fields["ulimits"]>["value"] extends ReadonlyMap<string, Entry<infer L>> ? L : never;

function limitsOf({ value }: Located<Limit>): readonly (number | undefined)[] {
  if (typeof value === "number") return [value, value];
  return [value.fields.soft?.value, value.fields.hard?.value];
}

function height(limit: number): number {
  return limit === UNLIMITED ? Number.POSITIVE_INFINITY : limit;
}
