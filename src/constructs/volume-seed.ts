import { seedContainerName, seedPlace } from "../aws/volume-seed.js";
import { type ContainerLogs, type ContainerProps, containerDefinition } from "./container.js";
import type { TerraformJson } from "./json-document.js";
import { literal, type TerraformString, template } from "./terraform-string.js";

/** Volumes that begin with what the image of a container has: another one, with the same image and as root, copies it before. */
export interface VolumeSeedProps {
  /** What reads the words and copies. Source of the words: `seedWords`. */
  readonly entryPoint: readonly TerraformString[];
  /** What it is told to copy. */
  readonly words: readonly TerraformString[];
  /** The volumes, by their names in the task definition; the container has to write to them. */
  readonly volumeNames: readonly TerraformString[];
}

/** Name of the container that fills the volumes. */
export function seedName({ containerName }: ContainerProps): TerraformString {
  return template`${containerName}${literal(seedContainerName(""))}`;
}

/**
 * The definition of the container that fills volumes: the image of another, and nothing else of it. Streams of the log group are named
 * `seed/<container>/<task>`.
 */
export function seedDefinition(
  container: ContainerProps,
  { entryPoint, words, volumeNames }: VolumeSeedProps,
  logs: ContainerLogs,
): { readonly [key: string]: TerraformJson } {
  const { image, repositoryCredentials } = container;
  const definition = containerDefinition(
    {
      containerName: seedName(container),
      image,
      ...(repositoryCredentials !== undefined && { repositoryCredentials }),
      entryPoint,
      command: words,
      user: literal("0:0"),
    },
    volumeNames.map((volumeName) => ({
      volumeName,
      containerPath: template`${literal(seedPlace(""))}${volumeName}`,
      readOnly: false,
    })),
    { ...logs, streamPrefix: literal("seed") },
  );
  return { ...definition, essential: false };
}
