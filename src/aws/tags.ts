/** Keys of the tags by which the parts of a stack are known: who may manage a resource is told by the first two. */
export const TAGS = {
  project: "nanokit:project",
  environment: "nanokit:environment",
  service: "nanokit:service",
  volume: "nanokit:volume",
  job: "nanokit:job",
} as const;
