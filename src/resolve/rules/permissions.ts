import { partitionIn } from "../../aws/arn.js";
import { ATTACHED_POLICIES_MAX } from "../../aws/iam.js";
import { allowsEverything, type Permission, policyCharacters, SHORT_FORMS } from "../../aws/permissions/index.js";
import { partitionOf } from "../../aws/regions.js";
import { ROLE_POLICY_CHARACTERS_MAX } from "../../aws/role-policy.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import type { Located } from "../../diagnostics/source.js";
import type { Environment, Service, Volume } from "../../model/project.js";
import type { Context } from "../context.js";
import { type PermissionProblem, readPermission, type TextFields, type WrittenPermission } from "../permissions.js";
import { taskStatements } from "../task-policy.js";

/** What can be wrong with the permissions of services, each by itself and all together. */
export function checkPermissions({ services, volumes }: Environment, context: Context): void {
  const byName = new Map(volumes.map((volume) => [volume.name, volume]));
  for (const [name, { value }] of context.services) {
    for (const written of value.value.fields.permissions?.value ?? []) checkPermission(name, written, context);
  }
  for (const service of services) {
    checkPolicyCount(service, context);
    checkPolicySize(service, byName, context);
  }
}

function checkPermission(service: string, written: WrittenPermission, context: Context): void {
  const { diagnostics } = context;
  const { permission, problems } = readPermission(written);
  for (const problem of problems) reportProblem(problem, diagnostics);
  if (!permission) return;
  if (allowsEverything(permission)) diagnostics.report("NK242", written.location, { service });
  for (const arn of arnsIn(written, permission)) checkPartition(arn, context);
}

function reportProblem(found: PermissionProblem, diagnostics: Diagnostics): void {
  const { at } = found;
  if (found.kind === "keys") diagnostics.report("NK237", at, { keys: found.keys });
  else if (found.kind === "thing") {
    const { service, id, problem } = found;
    diagnostics.report("NK235", at, { thing: SHORT_FORMS[service].thing, id, problem });
  } else if (found.kind === "part") {
    diagnostics.report("NK236", at, { part: found.part, problem: found.problem });
  } else {
    const { text, problem } = found;
    diagnostics.report(STATEMENT_CODES[found.kind], at, { text, problem });
  }
}

/** What is said of a part of a statement. */
const STATEMENT_CODES = { action: "NK238", resource: "NK239", condition: "NK247" } as const;

/** The ARNs that a permission is written with, where they stand. */
function arnsIn(written: WrittenPermission, permission: Permission): readonly Located<string>[] {
  if (typeof written.value === "string") return [{ ...written, value: written.value }];
  const { fields } = written.value;
  if (permission.kind === "resource") {
    const texts: TextFields = fields[permission.service]?.value.fields ?? {};
    const id = texts[SHORT_FORMS[permission.service].key];
    return id?.value.startsWith("arn:") ? [id] : [];
  }
  return fields.statement?.value.fields.resources?.value ?? [];
}

/** Refuses an ARN of another partition than that of the region. */
export function checkPartition({ value: arn, location }: Located<string>, { infra, diagnostics }: Context): void {
  const region = infra.fields.region?.value;
  const named = partitionIn(arn);
  if (region === undefined || named === undefined || named === partitionOf(region)) return;
  diagnostics.report("NK246", location, { arn, partition: partitionOf(region), region });
}

function checkPolicyCount({ name, permissions = [], source }: Service, context: Context): void {
  const count = permissions.filter(({ kind }) => kind === "policy").length;
  if (count <= ATTACHED_POLICIES_MAX) return;
  const params = { service: name, count, limit: ATTACHED_POLICIES_MAX };
  context.diagnostics.report("NK243", placeOf(name, context) ?? source, params);
}

function checkPolicySize(service: Service, volumes: ReadonlyMap<string, Volume>, context: Context): void {
  const { name, permissions = [], source } = service;
  if (!permissions.some(({ kind }) => kind !== "policy")) return;
  const region = context.infra.fields.region?.value;
  const characters = policyCharacters(taskStatements(service, volumes, region), region);
  if (characters <= ROLE_POLICY_CHARACTERS_MAX) return;
  const params = { service: name, characters, limit: ROLE_POLICY_CHARACTERS_MAX };
  context.diagnostics.report("NK244", placeOf(name, context) ?? source, params);
}

function placeOf(service: string, { services }: Context) {
  return services.get(service)?.value.value.written.get("permissions")?.location;
}
