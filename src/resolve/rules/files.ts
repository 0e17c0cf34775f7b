import { secretFileNameProblem } from "../../aws/container-files.js";
import { imageWithoutShell } from "../../aws/images/without-shell.js";
import { TASK_DEFINITION_BYTES_MAX } from "../../aws/task-definition.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { related } from "../../diagnostics/related.js";
import type { Mount } from "../../model/project.js";
import type { CronDocument, ServiceDocument, SidecarDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import { type FileProblem, readFiles } from "../files.js";
import { fileOf } from "../secrets.js";

type Fields = Pick<ServiceDocument["fields"], "files" | "image" | "secrets" | "tmpfs" | "user">;

/**
 * Refuses files that cannot be read or put where they are to be, and those that nobody should read; likewise secrets that are files. `builds`
 * says whether the container could have an image that is built.
 */
export function checkFiles(
  { key, value }: Entry<ServiceDocument | SidecarDocument | CronDocument>,
  mounts: readonly Mount[],
  builds: boolean,
  context: Context,
): void {
  const fields: Fields = value.value.fields;
  checkShell(key.value, fields, builds, context.diagnostics);
  checkSecretNames(fields, context.diagnostics);
  const image = fields.image?.value;
  for (const problem of readFiles(fields, mounts, context).problems)
    report(problem, { image, builds }, context.diagnostics);
}

/** The container that writes them has the image of the service. */
function checkShell(service: string, fields: Fields, builds: boolean, diagnostics: Diagnostics): void {
  const { files, image } = fields;
  const found = image && imageWithoutShell(image.value);
  if (!found) return;
  const params = { service, image: found.name, other: found.other };
  if (files && files.value.size > 0) diagnostics.report("NK578", image.location, { ...params, builds });
  for (const { key, file } of secretFiles(fields))
    diagnostics.report("NK395", file.location, { ...params, secret: key.value });
}

/** A shell reads the secret, by its name. */
function checkSecretNames(fields: Fields, diagnostics: Diagnostics): void {
  for (const { key } of secretFiles(fields)) {
    const problem = secretFileNameProblem(key.value);
    if (problem !== undefined) diagnostics.report("NK396", key.location, { secret: key.value, problem });
  }
}

function secretFiles({ secrets }: Fields) {
  return [...(secrets?.value.values() ?? [])].flatMap((secret) => {
    const file = fileOf(secret);
    return file ? [{ key: secret.key, file }] : [];
  });
}

/** The line of a Dockerfile that puts an entry of `files` into an image. */
function copyLine({ from, place }: { readonly from: string; readonly place: string }): string {
  return /\s/.test(from + place) ? `COPY ${JSON.stringify([from, place])}` : `COPY ${from} ${place}`;
}

/** @param container its image, undefined where it is built, and whether it could be */
function report(
  found: FileProblem,
  { image, builds }: { readonly image: string | undefined; readonly builds: boolean },
  diagnostics: Diagnostics,
): void {
  const { location } = found;
  switch (found.kind) {
    case "unread":
      diagnostics.report("NK570", location, { path: found.path, why: found.why });
      break;
    case "large":
      diagnostics.report("NK571", location, {
        path: found.path,
        bytes: found.bytes,
        limit: TASK_DEFINITION_BYTES_MAX,
        copy: copyLine(found.entry ?? { from: found.path, place: found.path }),
        image,
        builds,
      });
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
