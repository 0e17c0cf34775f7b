import { posix } from "node:path";
import { secretVariable } from "../../aws/backend-secrets.js";
import { nameScope, stackId } from "../../aws/names.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { related } from "../../diagnostics/related.js";
import type { Backend, Environment } from "../../model/project.js";
import { type BackendDocument, type WrittenBackend, writtenBackends } from "../backend.js";

/** Refuses secrets in a backend, and more or less than one; warns of a state that two applies may write at once. */
export function checkBackend(backend: BackendDocument, diagnostics: Diagnostics): void {
  const written = writtenBackends(backend);
  if (backend.value.unknown === undefined && written.length !== 1 && backend.value.written.size === written.length) {
    const at = backend.value.written.get(written[1]?.type ?? "")?.location ?? backend.location;
    const first = written.length > 1 && backend.value.written.get(written[0]?.type ?? "")?.location;
    const types = written.map(({ type }) => type);
    diagnostics.report("NK513", at, { types }, first ? [related("otherOne", first)] : []);
  }
  for (const one of written) {
    checkSecretArguments(one, diagnostics);
    if (one.type === "s3") checkLock(one, diagnostics);
  }
}

function checkSecretArguments({ type, block }: WrittenBackend, diagnostics: Diagnostics): void {
  for (const [argument, { location }] of block.value.written) {
    const variable = secretVariable(type, argument);
    if (variable !== undefined) diagnostics.report("NK510", location, { type, argument, variable });
  }
}

function checkLock({ block }: WrittenBackend, diagnostics: Diagnostics): void {
  const { written } = block.value;
  if (!written.has("use_lockfile") && !written.has("dynamodb_table")) {
    diagnostics.report("NK511", block.location, {});
  }
}

/** Two environments whose state is in one place: the second apply would take down what the first one made. */
export function checkStatesApart(environments: readonly Environment[], diagnostics: Diagnostics): void {
  const first = new Map<string, Environment & { readonly backend: Backend }>();
  for (const environment of environments) {
    const { backend } = environment;
    if (backend === undefined) continue;
    const place = JSON.stringify(placeOf(environment, backend));
    const other = first.get(place);
    if (other === undefined) {
      first.set(place, { ...environment, backend });
      continue;
    }
    const params = { environment: environment.name, other: other.name, type: backend.type };
    const places = [related("stateOfEnvironment", other.backend.source, { environment: other.name })];
    diagnostics.report("NK512", backend.source, params, places);
  }
}

/** What tells one state from all others. */
function placeOf(environment: Environment, { type, settings }: Backend): readonly unknown[] {
  const folder = stackId(environment.project, nameScope(environment));
  const { bucket, key, prefix, endpoints, storage_account_name: account, container_name: container } = settings;
  switch (type) {
    case "s3":
      return [type, bucket, key, endpoints];
    case "gcs":
      return [type, bucket, prefix];
    case "azurerm":
      return [type, account, container, key];
    case "http":
      return [type, settings.address];
    case "remote":
    case "cloud":
      return ["workspace", settings.hostname, settings.organization, settings.workspaces];
    case "local":
      return [type, posix.resolve("/stacks", folder, String(settings.path ?? "terraform.tfstate"))];
  }
}
