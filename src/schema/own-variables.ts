/** Variables that every container gets: where it runs. A file cannot set them. */
export const OWN_VARIABLES = {
  project: "NANOKIT_PROJECT",
  environment: "NANOKIT_ENV",
  /** Not of a job with an image of its own. */
  service: "NANOKIT_SERVICE",
} as const;

const names: ReadonlySet<string> = new Set(Object.values(OWN_VARIABLES));

/** Whether a variable is one of {@link OWN_VARIABLES}. */
export function isOwnVariable(name: string): boolean {
  return names.has(name);
}

/** The variable with the host name by which a job finds a service: `main-db` -> `NANOKIT_HOST_MAIN_DB`. */
export function hostVariable(service: string): string {
  return `NANOKIT_HOST_${inVariable(service)}`;
}

/** The variable with the URL of another service: `main-db` -> `NANOKIT_URL_MAIN_DB`; of a further port by its name, `..._METRICS`. */
export function urlVariable(service: string, port?: string): string {
  const words = [service, ...(port === undefined ? [] : [port])].join("_");
  return `NANOKIT_URL_${inVariable(words)}`;
}

/** A name as it is in that of a variable: `main-db` -> `MAIN_DB`. */
export function inVariable(name: string): string {
  return name.toUpperCase().replaceAll("-", "_");
}
