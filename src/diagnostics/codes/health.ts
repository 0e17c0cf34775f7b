import { code, type Nothing } from "./entry.js";

function preparation(other: string, question: string | undefined): string {
  const example = question === undefined ? "" : ` (\`until ${question}; do sleep 2; done\`)`;
  return `wait in \`hooks.prestart\` until \`${other}\` answers${example}`;
}

/** NK557 to NK562: health checks, and what services wait for. */
export const health = {
  NK557: code<{ key: string; found: string; minimum: number; maximum: number; isTime: boolean }>({
    severity: "error",
    title: "Health check that ECS does not accept",
    message: ({ key, found, minimum, maximum, isTime }) =>
      `\`${key}\` cannot be ${found}: ECS accepts ${isTime ? "whole seconds" : "a whole number"} from ${minimum} to ${maximum}.`,
    ownWords: ["minimum", "maximum"],
    why: "Compose takes any time. ECS has limits for each, and would refuse the task definition.",
    fix: "Write a time within the limits that the message names.",
  }),
  NK558: code<Nothing>({
    severity: "error",
    title: "Two health checks",
    message: () => "`healthCheck` and `aws.healthCheck` are both written, but a container has one check.",
    help: () => "Keep one of them.",
    why: "Both are the check of the container, one in the words of compose and one in those of ECS.",
    fix: "Remove one. To remove it in one environment, write `healthCheck: null` there.",
  }),
  NK559: code<{ service: string; most: number }>({
    severity: "warning",
    title: "Check that ends a first start",
    message: ({ service }) =>
      `ECS may stop \`${service}\` during its first start: the health check fails before the service has made its files on EFS.`,
    help: ({ most }) =>
      `Write \`start_period: ${most}s\`, the most that ECS takes, or remove it: a service that writes to a volume gets ${most}s by default.`,
    ownWords: ["most"],
    why: "Compose only marks a container as unhealthy. ECS stops it before its files are complete, and starts it again.",
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
      `Let the program try again, or ${preparation(other, question)}.${checked ? "" : ` \`${other}\` has no \`healthCheck\` either.`}`,
    workedOut: ["question"],
    why: "ECS starts the tasks of each service on their own, after a failure too. A connection by name opens at once, even if nobody answers: the proxy in the task of the service takes it.",
    fix: "Nothing needs to be done for a program that tries again. With `infra.waitForDeployments`, an apply makes the next service only when the one before runs.",
  }),
  NK561: code<{ service: string; other: string }>({
    severity: "warning",
    title: "Service that ends",
    message: ({ service, other }) =>
      `\`${service}\` does not wait until \`${other}\` has completed: ECS keeps a service running, and starts it again whenever it ends.`,
    help: ({ service, other }) =>
      `Move the command of \`${other}\` to \`hooks.prestart\` of \`${service}\`, which runs before each of its tasks, or to a job under \`cron\`. To switch \`${other}\` off, write \`instances: 0\`.`,
    why: "A service of ECS should run all the time. A command that runs once belongs into a container that starts before the service, or into a job.",
    fix: "Move the command to `hooks.prestart` of the service that waits, which starts after the command has ended with success.",
  }),
  NK562: code<Nothing>({
    severity: "error",
    title: "Health check without a test",
    message: () => "This health check has no `test`, so nothing would be checked.",
    help: () => "Write a `test`, or `disable: true` for no check.",
    why: "Without a `test`, compose uses the HEALTHCHECK of the Dockerfile. ECS ignores that.",
    fix: "Write the `test` that the Dockerfile has, or `disable: true`.",
  }),
} as const;
