import { arnFields } from "../../aws/arn.js";
import {
  ALL_STORES,
  type Permission,
  policyOpens,
  resourcesOpened,
  type Store,
  takesIn,
} from "../../aws/permissions/index.js";
import { parameterResource, RDS_SECRET } from "../../aws/secrets.js";
import type { Secret, Service } from "../../model/project.js";
import type { Context } from "../context.js";
import { readPermission, type WrittenPermission } from "../permissions.js";

/** Something that belongs to a service. */
interface Kept {
  readonly service: string;
  /** What it is called: two services may have the same. */
  readonly name: string;
  /** The end of its ARN: a pattern where AWS completes it. */
  readonly thing: string;
}

/** What services keep in each store. */
type Keepers = Readonly<Record<Store, readonly Kept[]>>;

/** Warns of permissions that open secrets or volumes of other services. */
export function checkIsolation(services: readonly Service[], context: Context): void {
  const keepers = keepersOf(services, context);
  for (const { name } of services.filter(({ permissions }) => permissions)) {
    for (const written of context.services.get(name)?.value.value.fields.permissions?.value ?? []) {
      checkPermission(name, written, keepers, context);
    }
  }
}

function checkPermission(
  service: string,
  written: WrittenPermission,
  keepers: Keepers,
  { diagnostics }: Context,
): void {
  const { permission } = readPermission(written);
  for (const store of ALL_STORES) {
    const resources = permission ? opened(permission, store) : [];
    if (resources.length === 0) continue;
    const other = othersIn(keepers[store], service).find(({ thing }) => resources.some((one) => takesIn(one, thing)));
    if (!other) continue;
    diagnostics.report("NK245", written.location, { service, other: other.service, store });
    return;
  }
}

/** The resources on which a permission opens a store. */
function opened(permission: Permission, store: Store): readonly string[] {
  if (permission.kind === "statement") return resourcesOpened(permission, store);
  return permission.kind === "policy" && policyOpens(permission.arn, store) ? ["*"] : [];
}

/** What is another's alone: of what it has itself, a service may know. */
function othersIn(kept: readonly Kept[], service: string): readonly Kept[] {
  const own = new Set(kept.filter((one) => one.service === service).map(({ name }) => name));
  return kept.filter(({ name }) => !own.has(name));
}

function keepersOf(services: readonly Service[], { infra }: Context): Keepers {
  // Of its own, a stack does not know the id.
  const fileSystem = infra.fields.efs?.value.fields.existing?.value ?? "fs-*";
  const secrets = services.flatMap(({ name: service, secrets: all = [], registry }) =>
    [...all.map(({ from }) => from), ...loginOf(registry)].map((from) => {
      return { service, name: from.id, store: from.store === "ssm" ? "ssm" : "secretsmanager", thing: thingOf(from) };
    }),
  );
  return {
    secretsmanager: secrets.filter(({ store }) => store === "secretsmanager"),
    ssm: secrets.filter(({ store }) => store === "ssm"),
    // All volumes are on one file system, which a client with such a right may mount at its root.
    elasticfilesystem: services.flatMap(({ name: service, mounts }) =>
      mounts.map(({ volume }) => ({ service, name: volume, thing: `file-system/${fileSystem}` })),
    ),
  };
}

function loginOf(registry: Service["registry"]): readonly Secret["from"][] {
  return registry?.kind === "login" ? [{ store: "secretsmanager", id: registry.secret }] : [];
}

/** AWS puts a hyphen and six characters behind the name of a secret. Source: Secrets Manager user guide, troubleshoot, "ARN". */
function thingOf({ store, id }: Secret["from"]): string {
  if (store === "rds") return `secret:${RDS_SECRET}-??????`;
  if (id.startsWith("arn:")) return arnFields(id)?.resource ?? "";
  return store === "ssm" ? parameterResource(id) : `secret:${id}-??????`;
}
