import { publishedBy, scopeTags, TAGS } from "../aws/tags.js";
import { literal, type TerraformString } from "../constructs/terraform-string.js";
import type { Environment } from "../model/project.js";

/** Tags of everything in an environment, by the provider's `default_tags`. */
export function environmentTags(environment: Environment): Record<string, TerraformString> {
  return literalTags({ ...environment.tags, ...scopeTags(environment) });
}

/** Tags whose values are texts. */
export function literalTags(tags: Readonly<Record<string, string>>): Record<string, TerraformString> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, literal(value)]));
}

/** Tags of what belongs to one service. */
export function serviceTags(service: string): Record<string, TerraformString> {
  return { [TAGS.service]: literal(service) };
}

/** Tags of a load balancer that components publish on. */
export function publishingTags(https: boolean): Record<string, TerraformString> {
  return { [TAGS.publishes]: literal(publishedBy(https)) };
}

/** Tags of what belongs to one volume. The console shows the name. */
export function volumeTags(volume: string): Record<string, TerraformString> {
  return { Name: literal(volume), [TAGS.volume]: literal(volume) };
}

/** Tags of what belongs to one database that AWS runs. The console shows the name. */
export function databaseTags(database: string): Record<string, TerraformString> {
  return { Name: literal(database), [TAGS.database]: literal(database) };
}

/** Tags of what belongs to one job on a schedule, beside those of its service if it has one. */
export function jobTags(job: string, service?: string): Record<string, TerraformString> {
  return { ...(service === undefined ? {} : serviceTags(service)), [TAGS.job]: literal(job) };
}
