import { NAME_LIMITS, type NameLimit } from "./names.js";

/** Keys of the tags by which the parts of a stack are known: who may manage a resource is told by the first two. */
export const TAGS = {
  project: "nanokit:project",
  environment: "nanokit:environment",
  component: "nanokit:component",
  service: "nanokit:service",
  volume: "nanokit:volume",
  job: "nanokit:job",
  database: "nanokit:database",
  /** Of a load balancer that components may publish on: by what, `https` or `http`. */
  publishes: "nanokit:publishes",
} as const;

/** What {@link TAGS.publishes} says of a load balancer. */
export function publishedBy(https: boolean): "https" | "http" {
  return https ? "https" : "http";
}

/** Most tags that a resource can have. Source: EC2 user guide, Using_Tags, tag restrictions; the same for IAM, ECS, EFS. */
const RESOURCE_TAGS_MAX = 50;

/** Most tags that we give to one resource ourselves, those of its environment included, but for that of a component. */
export const OWN_TAGS_MAX = 4;

/** Most tags that a file can add to everything. */
export function addedTagsMax(component: string | undefined): number {
  return RESOURCE_TAGS_MAX - OWN_TAGS_MAX - (component === undefined ? 0 : 1);
}

/** The tags by which everything in an environment, or in a component of it, is known. */
export function scopeTags({ project, name, component }: Tagged): Readonly<Record<string, string>> {
  return {
    [TAGS.project]: project,
    [TAGS.environment]: name,
    ...(component !== undefined && { [TAGS.component]: component }),
  };
}

interface Tagged {
  readonly project: string;
  readonly name: string;
  readonly component?: string;
}

/** What keeps AWS, or us, from taking a key of a tag, after "it"; undefined when nothing does. */
export function tagKeyProblem(key: string): string | undefined {
  if (key === "") return "is empty";
  if (/^aws:/i.test(key)) return "begins with `aws:`, which AWS reserves";
  if (/^nanokit:/i.test(key)) return "begins with `nanokit:`, which nanokit-tf reserves for its own tags";
  if (key.toLowerCase() === "name") return "is set by nanokit-tf, with another value for each resource";
  return limitProblem(key, NAME_LIMITS.tagKey);
}

/** What keeps AWS from taking a value of a tag, after "it"; undefined when nothing does. An empty one is fine. */
export function tagValueProblem(value: string): string | undefined {
  return limitProblem(value, NAME_LIMITS.tagValue);
}

/** What keeps subnets from having a key of a tag, after "it"; undefined when nothing does. Those that AWS gives them serve as well. */
export function foundTagKeyProblem(key: string): string | undefined {
  return key === "" ? "is empty" : limitProblem(key.replace(/^aws:/i, "") || key, NAME_LIMITS.tagKey);
}

function limitProblem(text: string, { max, pattern }: NameLimit): string | undefined {
  if ([...text].length > max) return `has more than ${max} characters`;
  return pattern.test(text) ? undefined : "may hold only letters, digits, spaces and _.:/=+-@";
}
