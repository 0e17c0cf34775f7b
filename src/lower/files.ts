import { filesEntryPoint, fileVolumes, fileWords, secretVariable } from "../aws/container-files.js";
import type { TaskFilesProps } from "../constructs/container-files.js";
import { literal } from "../constructs/terraform-string.js";
import type { Secret, ServiceFiles } from "../model/project.js";
import type { LoweredSecrets } from "./secrets.js";

/** What is put into the containers of a service, or into a sidecar by its name, with those of its secrets that are files. */
export function lowerFiles(
  files: ServiceFiles,
  secrets: readonly Secret[],
  lowered: LoweredSecrets,
  sidecar?: string,
): TaskFilesProps {
  const written = secrets.flatMap((one) =>
    one.file === undefined ? [] : [{ ...one, name: secretVariable(one.name) }],
  );
  return {
    entryPoint: filesEntryPoint(files).map(literal),
    ...(written.length > 0 && lowered.ofFiles(written)),
    words: fileWords(files).map(literal),
    volumes: [...fileVolumes(files.mounts, sidecar)].map(([path, name]) => ({
      volumeName: literal(name),
      containerPath: literal(path),
    })),
  };
}
