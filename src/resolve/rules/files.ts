import { imageWithoutShell } from "../../aws/images/without-shell.js";
import { TASK_DEFINITION_BYTES_MAX } from "../../aws/task-definition.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { related } from "../../diagnostics/related.js";
import type { Mount } from "../../model/project.js";
import type { ServiceDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import { type FileProblem, readFiles } from "../files.js";

/** Refuses files that cannot be read or put where they are to be, and those that nobody should read. */
export function checkFiles({ key, value }: Entry<ServiceDocument>, mounts: readonly Mount[], context: Context): void {
  const { fields } = value.value;
  checkShell(key.value, fields, context.diagnostics);
  for (const problem of readFiles(fields, mounts, context).problems) report(problem, context.diagnostics);
}

/** The container that writes them has the image of the service. */
function checkShell(service: string, { files, image }: ServiceDocument["fields"], diagnostics: Diagnostics): void {
  const found = image && imageWithoutShell(image.value);
  if (!files || files.value.size === 0 || !found) return;
  diagnostics.report("NK578", image.location, { service, image: found.name, other: found.other });
}

function report(found: FileProblem, diagnostics: Diagnostics): void {
  const { location } = found;
  switch (found.kind) {
    case "unread":
      diagnostics.report("NK570", location, { path: found.path, why: found.why });
      break;
    case "large":
      diagnostics.report("NK571", location, { path: found.path, bytes: found.bytes, limit: TASK_DEFINITION_BYTES_MAX });
      break;
    case "secret": {
      const { path, secret } = found;
      diagnostics.report("NK572", location, { path, by: secret.by, line: secret.by === "name" ? 0 : secret.line });
      break;
    }
    case "path":
      diagnostics.report("NK573", location, { path: found.path, problem: found.problem });
      break;
    case "system":
      diagnostics.report("NK574", location, { folder: found.folder, system: found.system, reason: found.reason });
      break;
    case "taken":
      diagnostics.report("NK575", location, { path: found.path, by: found.by }, [related("otherOne", found.at)]);
      break;
    case "source":
      diagnostics.report("NK576", location, { both: found.both });
      break;
    case "expansion": {
      const { path, problem } = found;
      const name = problem.kind === "binary" ? "" : problem.kind === "form" ? problem.found : problem.name;
      const line = problem.kind === "binary" ? 0 : problem.line;
      diagnostics.report("NK577", location, { path, problem: problem.kind, name, line });
      break;
    }
  }
}
