import { CONTAINERS_MAX, TASK_DEFINITION_BYTES_MAX } from "../../aws/task-definition.js";
import type { SourceLocation } from "../../diagnostics/source.js";
import type { Environment } from "../../model/project.js";
import type { Context } from "../context.js";
import { type TaskPart, type TaskSize, taskSizes } from "../task-size.js";

/** Refuses services and jobs whose task definition is larger than ECS takes, or has more containers. */
export function checkTaskSizes(environment: Environment, context: Context): void {
  for (const size of taskSizes(environment)) {
    const { of, name, bytes, parts, containers } = size;
    if (containers.length > CONTAINERS_MAX) {
      const { sidecars } = (of === "service" && context.services.get(name)?.value.value.fields) || {};
      const params = { what: of, name, containers, limit: CONTAINERS_MAX };
      context.diagnostics.report("NK479", sidecars?.location ?? size.source, params);
    }
    if (bytes <= TASK_DEFINITION_BYTES_MAX) continue;
    const most = largest(parts);
    const params = { what: of, name, bytes, limit: TASK_DEFINITION_BYTES_MAX, most };
    const whole = of === "service" ? context.services.get(name)?.value.location : undefined;
    // The number of bytes would tell how long a secret is.
    context.diagnostics.report("NK470", placeOf(size, most, context), params, [], undefined, whole ? [whole] : []);
  }
}

/** What takes most of it, where that is one key; or else the name. */
function placeOf({ of, name, source, largestFile }: TaskSize, most: TaskPart, { services }: Context): SourceLocation {
  if (most === "files" && largestFile) return largestFile;
  const { env, secrets } = (of === "service" && services.get(name)?.value.value.fields) || {};
  const field = most === "variables" ? env : most === "secrets" ? secrets : undefined;
  return field?.location ?? source;
}

function largest(parts: TaskSize["parts"]): TaskPart {
  return (Object.keys(parts) as TaskPart[]).reduce((most, part) => (parts[part] > parts[most] ? part : most));
}
