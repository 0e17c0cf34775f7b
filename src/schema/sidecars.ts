import { CONTAINER_SETTINGS } from "../aws/settings.js";
import { containerFields } from "./container.js";
import { filesField } from "./files.js";
import { healthCheck } from "./health.js";
import { delivery } from "./logging.js";
import { notOnFargate } from "./not-on-fargate.js";
import { CPU, MEMORY, MOUNT } from "./patterns.js";
import { boolean, checkedText, choice, either, list, map, number, object, type Schema, text, used } from "./schema.js";
import { settingFields } from "./settings.js";

const order = either(
  list(text()),
  map(
    "dependency",
    object("a dependency of a sidecar", {
      condition: used(
        choice("service_started", "service_healthy", "service_completed_successfully"),
        "condition of `dependsOn`",
        { doc: "What it waits for: ECS holds it within a task.", default: "`service_started`" },
      ),
    }),
    { emptyValues: true },
  ),
);

/** A container that runs beside that of a service, with the forms of its variables, its secrets and its build. */
export function sidecar<const E extends Schema, const S extends Schema, const B extends Schema>(
  variables: E,
  secrets: S,
  build: B,
) {
  return object(
    "a sidecar",
    {
      image: used(text(), "image of the container", { doc: "Container image, unless there is `build` or `imageOf`." }),
      imageOf: used(text(), "the image of a service, and its ECR repository", {
        doc: "Service whose image it runs, as of a service: the one that it is beside, or another. In place of `image` and `build`.",
        examples: ["web"],
        default: "an image of its own",
      }),
      build: used(
        build,
        "an ECR repository and the Terraform variable `<sidecar>_image_tag`, unless `image` is given",
        {
          doc: "How your pipeline builds its image, as of a service. Sidecars of one name in several services share one image: they have to say the same.",
          examples: ["./proxy", { context: "proxy", dockerfile: "proxy/Dockerfile" }],
          default: "an `image` from elsewhere",
        },
      ),
      registry: used(text(), "`repositoryCredentials` of the container", {
        doc: "Login for the registry of the image, or `pull-through`, as of a service.",
        default: "no login; an image in ECR takes none",
      }),
      ...containerFields,
      env: used(variables, "environment of the container", {
        doc: "Plain environment variables. It has none of the service's.",
      }),
      secrets: used(secrets, "`secrets` of the container", {
        doc: "References to secrets, as of a service. Those that say no name are those of its service.",
      }),
      files: filesField,
      healthCheck: used(healthCheck, "health check of the container", {
        doc: "Check that runs inside the container. ECS replaces a task in which an essential container is unhealthy.",
        default: "none",
      }),
      ...settingFields(CONTAINER_SETTINGS),
      volumes: used(list(checkedText(MOUNT)), "mount points of the container", {
        doc: "Volumes of its service, at paths of its own: `<volume>:<container path>`, with `:ro` for read-only.",
      }),
      cpu: used(either(number(), checkedText(CPU)), "`cpu` of the container: its share while all are busy", {
        doc: "vCPUs of the task's that it is to get: `0.1`, `100m`.",
        default: "what the others leave",
      }),
      memory: used(checkedText(MEMORY), "`memory` of the container: the most that it gets", {
        doc: "Part of the task's memory; it is stopped when it takes more.",
        default: "what the others leave",
      }),
      essential: used(boolean(), "whether the task stops when the container does", {
        doc: "Whether the task stops, and another one takes its place, when it ends.",
        default: "true; false for what others wait to have completed",
      }),
      depends_on: used(order, "`dependsOn` of the container", {
        doc: "Containers of the task that start before it: the service, by its key, or other sidecars.",
        examples: [{ api: { condition: "service_healthy" } }],
      }),
      logging: used(object("logging of a sidecar", delivery), "log driver of the container", {
        doc: "How its output gets to the log group of the service.",
        default: "as of the service",
      }),
    },
    {
      foreign: {
        environment: "env",
        working_dir: "workdir",
        read_only: "readOnly",
        cpus: "cpu",
        mem_limit: "memory",
        healthcheck: "healthCheck",
        stop_grace_period: "stopTimeout",
        start: "entrypoint",
        dockerfile: "build",
        ports: "`ports` of the service",
        expose: "`ports` of the service",
        dependsOn: "depends_on",
      },
      // Within a function, so that the bundle loads the table only where a key is unknown.
      impossible: (key) => notOnFargate(key),
    },
  );
}
