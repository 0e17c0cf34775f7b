import type { EcsTaskDefinitionVolume } from "@cdktf/provider-aws/lib/ecs-task-definition/index.js";
import { FILES_PATH, filesContainerName } from "../aws/container-files.js";
import {
  type ContainerLogs,
  type ContainerMount,
  type ContainerProps,
  type ContainerSecret,
  containerDefinition,
} from "./container.js";
import type { TerraformJson } from "./json-document.js";
import { literal, type TerraformString, template } from "./terraform-string.js";

/** Files that are put into the containers of a task before they begin, by one that has the same image and runs as root. */
export interface TaskFilesProps {
  /** What reads the words and writes the files. Source of the words: `fileWords`. */
  readonly entryPoint: readonly TerraformString[];
  /** What it is told to write. */
  readonly words: readonly TerraformString[];
  /** What it writes that ECS reads when a task starts. The execution role has to be let read them. @default nothing */
  readonly secrets?: readonly ContainerSecret[];
  /** Volumes of the task that it fills. */
  readonly volumes: readonly TaskVolume[];
}

/** A folder on the disk of a task, which goes with it. */
export interface TaskVolume {
  /** Letters, digits, `_` and `-`, at most 255. */
  readonly volumeName: TerraformString;
  readonly containerPath: TerraformString;
}

/** Name of the container that writes the files. */
export function filesName({ containerName }: ContainerProps): TerraformString {
  return template`${containerName}${literal(filesContainerName(""))}`;
}

/**
 * The definition of the container that writes the files: the image of another, and nothing else of it. Streams of the log group are named
 * `files/<container>/<task>`.
 */
export function filesDefinition(
  container: ContainerProps,
  { entryPoint, words, secrets, volumes }: TaskFilesProps,
  logs: ContainerLogs,
): { readonly [key: string]: TerraformJson } {
  const { image, repositoryCredentials } = container;
  const definition = containerDefinition(
    {
      containerName: filesName(container),
      image,
      ...(repositoryCredentials !== undefined && { repositoryCredentials }),
      entryPoint,
      command: words,
      ...(secrets && { secrets }),
      // Volumes of a task belong to root.
      user: literal("0:0"),
    },
    volumes.map(({ volumeName, containerPath }) => ({
      volumeName,
      containerPath: template`${literal(FILES_PATH)}${containerPath}`,
      readOnly: false,
    })),
    { ...logs, streamPrefix: literal("files") },
  );
  return { ...definition, essential: false };
}

/** The mounts of a container, with those of the files: what holds others stands before them. */
export function withFiles(
  mounts: readonly ContainerMount[],
  files: TaskFilesProps | undefined,
): readonly ContainerMount[] {
  if (!files) return mounts;
  const all = [...mounts, ...files.volumes.map((volume) => ({ ...volume, readOnly: false }))];
  return all.sort((a, b) => (a.containerPath < b.containerPath ? -1 : 1));
}

/** The volumes as part of a task definition. */
export function taskVolumes({ volumes }: TaskFilesProps): readonly EcsTaskDefinitionVolume[] {
  return volumes.map(({ volumeName }) => ({ name: volumeName }));
}
