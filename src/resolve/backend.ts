import type { BackendType } from "../aws/backend-secrets.js";
import { BACKENDS, type BackendSettings } from "../aws/backends.js";
import { nameScope, stackId } from "../aws/names.js";
import type { Located } from "../diagnostics/source.js";
import type { Backend, BackendValue } from "../model/project.js";
import type { InfraDocument } from "../schema/language.js";

/** All that stands under `backend`. */
export type BackendDocument = NonNullable<InfraDocument["fields"]["backend"]>;
/** One backend as it is written. */
export interface WrittenBackend {
  readonly type: BackendType;
  readonly block: NonNullable<BackendDocument["value"]["fields"][BackendType]>;
}

/** The backends that an environment names: one, where the file is right. */
export function writtenBackends(backend: BackendDocument): readonly WrittenBackend[] {
  const entries = Object.entries(backend.value.fields) as [BackendType, WrittenBackend["block"] | undefined][];
  return entries.flatMap(([type, block]) => (block ? [{ type, block }] : []));
}

/**
 * Where the state of an environment is. What tells the states of two environments apart is made of their names where it is not written;
 * whatever else is missing may come with `-backend-config`.
 */
export function resolveBackend(
  backend: BackendDocument,
  names: { readonly project: string; readonly environment: string; readonly component?: string },
): Backend | undefined {
  const [written] = writtenBackends(backend);
  if (written === undefined) return undefined;
  const { type, block } = written;
  const settings = { ...OWN[type]?.(names), ...valuesOf(block.value.fields) };
  const version = latest(versionsOf(BACKENDS[type], settings));
  return {
    type,
    settings: type === "remote" || type === "cloud" ? withWorkspace(settings, names) : settings,
    ...(version !== undefined && { version }),
    source: (Object.entries(block.value.fields).find(([name]) => name === NAMED_BY[type])?.[1] ?? block).location,
  };
}

/** The argument that names the state. */
const NAMED_BY: Readonly<Record<BackendType, string>> = {
  s3: "key",
  gcs: "prefix",
  azurerm: "key",
  http: "address",
  remote: "workspaces",
  cloud: "workspaces",
  local: "path",
};

type Names = Parameters<typeof resolveBackend>[1];
type Values = Readonly<Record<string, BackendValue>>;

const folder = ({ project, environment, component }: Names) =>
  [project, environment, ...(component === undefined ? [] : [component])].join("/");
const stateKey = (names: Names) => ({ key: `${folder(names)}/terraform.tfstate` });

/** What counts where it is not written. */
const OWN: Partial<Readonly<Record<BackendType, (names: Names) => Values>>> = {
  s3: stateKey,
  gcs: (names) => ({ prefix: folder(names) }),
  azurerm: stateKey,
};

function withWorkspace(settings: Values, { project, environment: name, component }: Names): Values {
  const { workspaces } = settings;
  const named = typeof workspaces === "object" && "name" in workspaces;
  return named
    ? settings
    : {
        ...settings,
        workspaces: { name: stackId(project, nameScope({ name, ...(component !== undefined && { component }) })) },
      };
}

function valuesOf(fields: Readonly<Record<string, Located<unknown> | undefined>>): Values {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => (field ? [[name, plainValue(field.value)] as const] : [])),
  );
}

function plainValue(value: unknown): BackendValue {
  if (Array.isArray(value)) return (value as readonly Located<string>[]).map((item) => item.value);
  if (typeof value === "object" && value !== null) {
    const { fields } = value as { readonly fields: Readonly<Record<string, Located<string> | undefined>> };
    return Object.fromEntries(Object.entries(fields).flatMap(([name, one]) => (one ? [[name, one.value]] : [])));
  }
  return value as BackendValue;
}

function versionsOf(rows: BackendSettings, settings: Values): readonly string[] {
  return Object.entries(rows).flatMap(([name, { since }]) => (Object.hasOwn(settings, name) && since ? [since] : []));
}

/** The latest of some versions, `1.10.0` of `1.6.3` and `1.10.0`. */
function latest(versions: readonly string[]): string | undefined {
  return [...versions].sort((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1);
}
