import path from "node:path";
import type { Environment } from "./tools.js";

/** Where terraform shall take the AWS provider from. */
export type ProviderSource =
  /** A filesystem mirror: nothing is downloaded. */
  | { readonly kind: "mirror"; readonly folder: string }
  /** The user's own CLI configuration. */
  | { readonly kind: "config"; readonly file: string }
  /** Terraform's own defaults: it downloads. */
  | { readonly kind: "default" };

/** The questions that choosing asks of the machine. */
export interface Folders {
  exists(file: string): boolean;
  /** Names of the entries of a folder; empty when there is no such folder. */
  list(folder: string): readonly string[];
}

/** Folders below which packages and images usually install a mirror. */
const USUAL_PLACES = ["/opt", "/usr/local/share", "/usr/local/lib", "/usr/share", "/var/lib"];

/**
 * `TF_PLUGIN_MIRROR`; else the user's `TF_CLI_CONFIG_FILE` where the file exists; else a mirror in one of the usual places;
 * else what terraform does by itself.
 */
export function chooseProviderSource(env: Environment, folders: Folders): ProviderSource {
  const { TF_PLUGIN_MIRROR: mirror, TF_CLI_CONFIG_FILE: config } = env;
  if (mirror) return { kind: "mirror", folder: path.resolve(mirror) };
  if (config && folders.exists(config)) return { kind: "config", file: path.resolve(config) };
  const found = USUAL_PLACES.flatMap((place) => folders.list(place).map((name) => path.join(place, name))).find(
    (folder) => holdsAwsProvider(folder, folders),
  );
  return found === undefined ? { kind: "default" } : { kind: "mirror", folder: found };
}

/** A mirror's layout is HOST/NAMESPACE/TYPE. */
function holdsAwsProvider(folder: string, folders: Folders): boolean {
  const hosts = folders.list(folder).filter((name) => name.includes("."));
  return hosts.some((host) => folders.exists(path.join(folder, host, "hashicorp", "aws")));
}

/** The terraform CLI configuration for a source; undefined where the user's own is used. */
export function cliConfig(source: ProviderSource, cacheFolder: string): string | undefined {
  if (source.kind === "config") return undefined;
  if (source.kind === "default") return `plugin_cache_dir = ${quote(cacheFolder)}\n`;
  return `provider_installation {\n  filesystem_mirror {\n    path = ${quote(source.folder)}\n  }\n}\n`;
}

/** A quoted string. The CLI configuration, unlike a stack, has no templates: `${` means itself. */
function quote(text: string): string {
  return JSON.stringify(text);
}
