import { containerPathProblem, normalizedContainerPath } from "../../aws/container.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { type Fix, replaceText } from "../../diagnostics/fix.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { Mount } from "../../model/project.js";
import { KEY } from "../../schema/patterns.js";
import { type MountParts, type MountProblem, mountOf, mountReading } from "../mounts.js";

/** What is wrong with the mounts of a service or a job: bind mounts, anonymous volumes, paths that a container cannot have, one path twice. */
export function checkMounts(service: string, volumes: readonly Located<string>[], diagnostics: Diagnostics): void {
  const byPath = new Map<string, Mount>();
  for (const written of volumes) {
    const reading = mountReading(written.value);
    for (const problem of reading.problems) reportProblem(problem, written, reading, service, diagnostics);
    const mount = mountOf(reading, written.location);
    const before = mount && byPath.get(mount.containerPath);
    if (before) {
      diagnostics.report("NK317", mount.source, { service, path: mount.containerPath }, [
        related("firstMount", before.source),
      ]);
    } else if (mount) byPath.set(mount.containerPath, mount);
  }
}

function reportProblem(
  problem: MountProblem,
  written: Located<string>,
  parts: MountParts,
  service: string,
  diagnostics: Diagnostics,
): void {
  const { location, value: found } = written;
  const fixTo = (path: string) => withPath(path, written, parts);
  switch (problem.kind) {
    case "anonymous":
      diagnostics.report("NK312", location, { path: problem.path });
      break;
    case "bind":
      diagnostics.report("NK311", location, { host: problem.host, path: problem.path });
      break;
    case "form":
      diagnostics.report("NK313", location, { found });
      break;
    case "volume":
      diagnostics.report("NK107", location, { keyName: "volume", key: problem.volume, means: KEY.means, plain: true });
      break;
    case "relative": {
      // `./data` may be meant from the working directory of the image.
      const fix = /^[\w-]/.test(problem.path) ? fixTo(`/${problem.path}`) : undefined;
      diagnostics.report("NK314", location, { path: problem.path }, [], fix);
      break;
    }
    case "root":
      diagnostics.report("NK316", location, { service });
      break;
    case "path": {
      const params = { path: problem.path, problem: problem.problem };
      diagnostics.report("NK315", location, params, [], fixTo(normalizedContainerPath(problem.path)));
      break;
    }
    case "system": {
      const { path, system, reason } = problem;
      diagnostics.report("NK318", location, { path, system, reason });
      break;
    }
  }
}

/** The mount with another path, where a container can have that. */
function withPath(path: string, { value, location }: Located<string>, { volume, mode }: MountParts): Fix | undefined {
  const text = [volume, path, ...(mode === undefined ? [] : [mode])].join(":");
  return containerPathProblem(path) ? undefined : replaceText(location, value, text);
}
