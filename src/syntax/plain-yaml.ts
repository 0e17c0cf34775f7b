import { stringify } from "yaml";

/** Plain values as YAML, which ends with a line break. */
export function plainYaml(value: unknown): string {
  return stringify(value);
}
