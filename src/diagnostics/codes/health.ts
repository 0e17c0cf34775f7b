import { code, type Nothing } from "./entry.js";

function preparation(question: string | undefined): string {
  const example = question === undefined ? "" : ` (\`until ${question}; do sleep 2; done\`)`;
  return `wait in \`hooks.prestart\` until it answers in its own protocol${example}`;
}

/** NK557 to NK562: health checks, and what services wait for. */
export const health = {
  NK557: code<{ key: string; found: string; minimum: number; maximum: number; isTime: boolean }>({
    severity: "error",
    title: "Health check that ECS does not take",
    message: ({ key, found, minimum, maximum, isTime }) =>
      `\`${key}\` cannot be ${found}: ECS takes ${isTime ? "whole seconds" : "a whole number"} from ${minimum} to ${maximum}.`,
    ownWords: ["minimum", "maximum"],
    why: "Compose takes any time. ECS has limits for each, and would refuse the task definition.",
    fix: "Write a time within the limits that the message names.",
  }),
  NK558: code<Nothing>({
    severity: "error",
    title: "Two health checks",
    message: () => "`healthCheck` stands beside `aws.healthCheck`, and a container has one check.",
    help: () => "Keep one of them.",
    why: "Both are the check of the container, one in the words of compose and one in those of ECS.",
    fix: "Remove one. In an environment, take one away with `healthCheck: null`.",
  }),
  NK559: code<{ service: string; most: number }>({
    severity: "warning",
    title: "Check that ends a first start",
    message: ({ service }) =>
      `ECS may replace \`${service}\` while it still makes its files: its check gives up before a first start on EFS is over.`,
    help: ({ most }) =>
      `Write \`start_period: ${most}s\`, the most that ECS takes, or leave it out: a service that writes to a volume has that.`,
    ownWords: ["most"],
    why: "Compose only marks a container as unhealthy. ECS stops it, halfway through making its files, and begins anew.",
    fix: "Make `start_period` longer, or leave it out. A check that succeeds earlier counts at once.",
  }),
  NK560: code<{ service: string; other: string; checked: boolean; waits: boolean; question?: string }>({
    severity: "note",
    title: "Nothing waits for health",
    message: ({ service, other, checked, waits }) =>
      waits && checked
        ? `\`${service}\` is made when \`${other}\` is healthy, but its later starts do not wait: ECS does not let one service wait for another.`
        : `\`${service}\` does not wait until \`${other}\` is healthy: ECS does not let one service wait for another.`,
    help: ({ other, checked, question }) =>
      `Have the program try again, or ${preparation(question)}.${checked ? "" : ` And \`${other}\` has no \`healthCheck\` that could tell.`}`,
    workedOut: ["question"],
    why: "ECS starts the tasks of each service on their own, after a failure too. And a name answers at once: the proxy in the own task takes the connection, whether there is somebody behind it or not.",
    fix: "Nothing needs to be done for a program that tries again. `infra.waitForDeployments` has an apply go on to the next service when one is steady.",
  }),
  NK561: code<{ service: string; other: string }>({
    severity: "warning",
    title: "Service that ends",
    message: ({ service, other }) =>
      `\`${service}\` does not wait until \`${other}\` has completed: ECS keeps a service running, and starts it again whenever it ends.`,
    help: ({ service, other }) =>
      `Have what \`${other}\` does run as \`hooks.prestart\` of \`${service}\`, before each of its tasks, or as a job under \`cron\`; \`instances: 0\` keeps \`${other}\` off.`,
    why: "A service of ECS is meant to run. What runs once is a container before that of the service, or a task of its own.",
    fix: "Move the command to `hooks.prestart` of the service that waits, which starts when it has ended with success.",
  }),
  NK562: code<Nothing>({
    severity: "error",
    title: "Health check without a test",
    message: () => "This health check has no `test`, so nothing would be checked.",
    help: () => "Write a `test`, or `disable: true` for no check.",
    why: "What compose takes from the image, ECS does not: it ignores a HEALTHCHECK in a Dockerfile.",
    fix: "Write the `test` that the Dockerfile has, or `disable: true`.",
  }),
} as const;
