import { fileVolumes, fileWords } from "../aws/container-files.js";
import type { TaskFilesProps } from "../constructs/container-files.js";
import { literal } from "../constructs/terraform-string.js";
import type { ServiceFiles } from "../model/project.js";

/** What is put into the containers of a service. */
export function lowerFiles(files: ServiceFiles): TaskFilesProps {
  return {
    words: fileWords(files).map(literal),
    volumes: [...fileVolumes(files.mounts)].map(([path, name]) => ({
      volumeName: literal(name),
      containerPath: literal(path),
    })),
  };
}
