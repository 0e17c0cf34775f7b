import { quotedList } from "../lists.js";
import { code, didYouMean, type Nothing, thereAre } from "./entry.js";

/** NK36: jobs on a schedule; NK931 to NK934: notes on them. */
export const cron = {
  NK360: code<{ found: string; reason: string; fix?: string }>({
    severity: "error",
    title: "Not a schedule",
    message: ({ found, reason }) => `${found === "" ? "The schedule" : `\`${found}\``} ${reason}.`,
    help: ({ fix }) => (fix === undefined ? undefined : `Write \`${fix}\`.`),
    workedOut: ["fix"],
    why: "EventBridge Scheduler would refuse it, or fire at other times than meant.",
    fix: "Write crontab: minute, hour, day of the month, month, day of the week; or `@daily` and the like.",
  }),
  NK361: code<{ timezone: string; problem: string }>({
    severity: "error",
    title: "Not a time zone",
    message: ({ timezone, problem }) =>
      timezone === "" ? "The time zone is empty." : `\`${timezone}\` cannot be the time zone: it ${problem}.`,
    help: () => "Write a name such as `Europe/Berlin`, or leave it out for UTC.",
    why: "Abbreviations mean different zones in different places, and AWS takes names of the IANA database.",
    fix: "Write a name of the IANA database: `Europe/Berlin`, `America/New_York`, `UTC`.",
  }),
  NK362: code<{ name: string; known: readonly string[]; suggestion: string | undefined; removedIn?: string }>({
    severity: "error",
    title: "Job of an unknown service",
    message: ({ name, removedIn }) =>
      removedIn === undefined
        ? `There is no service \`${name}\` for the job to run in.`
        : `The environment \`${removedIn}\` removes \`${name}\`, so there is nothing for the job to run in.`,
    help: ({ known, suggestion, removedIn }) =>
      removedIn === undefined
        ? (didYouMean(suggestion) ?? thereAre(known))
        : `Remove the job too: \`null\` under \`environments.${removedIn}.cron\`.`,
    workedOut: ["suggestion"],
    why: "The job has the image, the variables and the volumes of its service.",
    fix: "Correct the name, or give the job an `image` of its own.",
  }),
  NK363: code<{ job: string }>({
    severity: "error",
    title: "Job without an image",
    message: ({ job }) => `The job \`${job}\` has no \`service\` and no \`image\`.`,
    help: () => "Add `service:` to run with what a service has, or `image:` to run on its own.",
    why: "There is nothing to run the command in.",
    fix: "Add `service` or `image`.",
  }),
  NK364: code<{ job: string; daysPer400Years: number | undefined; example: string | undefined }>({
    severity: "warning",
    title: "Job that runs twice on some days",
    message: ({ job, daysPer400Years, example }) =>
      `On days that both day fields name, \`${job}\` runs twice at the same time${daysPer400Years === undefined ? "" : `: on ${timesAYear(daysPer400Years)}, ${example} among them`}.`,
    help: () => "Write `*` in one of the two day fields, or make sure that the command can run twice at once.",
    workedOut: ["daysPer400Years", "example"],
    why: "In crontab a job runs when one of its two day fields fits. EventBridge Scheduler takes only one such field, so the job gets two schedules, and both start it on such a day.",
    fix: "Restrict the days of the month or the weekdays, not both. Or make sure that the command can run twice at once.",
  }),
  NK365: code<{ job: string; service: string; image: string; volume: string }>({
    severity: "warning",
    accept: "place",
    title: "Job that uses the files of a database",
    message: ({ job, service, image, volume }) =>
      `\`${job}\` runs next to \`${service}\` (${image}) with the same volume \`${volume}\`: a command that starts the server or changes its files would destroy them.`,
    help: ({ volume }) =>
      `Let the command only read, or let the server itself do the work. If it is safe here, say so: \`volumes.${volume}.efs.sharedWriters: true\`.`,
    why: "The job is a task of its own that mounts what the server keeps open. A copy made while the server writes is not usable; a second server destroys the files.",
    fix: "Let the server itself do the work, or AWS Backup, which copies the file system daily. To say that it is safe, set `volumes.<v>.efs.sharedWriters: true`.",
  }),
  NK366: code<Nothing>({
    severity: "error",
    title: "Empty command",
    message: () => "`command` is empty.",
    help: () => "Write the program to run.",
    why: "There is nothing to run.",
    fix: "Write a command.",
  }),
  NK367: code<{ jobs: number; limit: number }>({
    severity: "error",
    title: "More jobs than a role can name",
    message: ({ jobs, limit }) =>
      `There are too many jobs: the role that starts them names each one, and ${jobs} do not fit into the ${limit} characters of its policy.`,
    help: () => "Put several commands into one job, or split the project.",
    ownWords: ["limit"],
    why: "IAM limits the policies of a role, and a pattern instead of the names would allow more than the file says.",
    fix: "Put several commands into one job, or split the project.",
  }),
  NK368: code<{ job: string; service: string; others: readonly string[] }>({
    severity: "warning",
    title: "Job that cannot reach what its service can",
    message: ({ job, service, others }) =>
      `\`${service}\` reaches ${quotedList(others)} by name, and \`${job}\` cannot: tasks on a schedule cannot use Service Connect.`,
    help: ({ others }) =>
      `Write \`depends_on: [${others.join(", ")}]\` at the job: then it finds them by names in private DNS.`,
    why: "ECS gives the names to tasks of services only. A job that begins with `node cleanup.js` and calls the database fails there.",
    fix: "Name what it calls in the job's `depends_on`. Or let it use a public host name, or files on a volume.",
  }),
  NK568: code<{ job: string; count: number }>({
    severity: "error",
    title: "Job with volumes on too many networks",
    message: ({ job, count }) =>
      `\`${job}\` mounts volumes and is on ${count} networks that have servers: it would need more than the five security groups of a task.`,
    help: () => "Remove one of the job's networks, or put the services that it calls on one network.",
    why: "Each network is a security group. The task needs one more of its own, and one more to reach the file system. ECS takes five for a task.",
    fix: "Put services that the job calls on one network.",
  }),
  NK588: code<{ found: string }>({
    severity: "error",
    title: "Not a time to give up after",
    message: ({ found }) =>
      `\`maxAge: ${found}\` is not possible: EventBridge Scheduler tries to start a job for one minute to one day.`,
    help: () => "Write whole seconds from `60s` to `24h`, such as `10m`.",
    why: "EventBridge Scheduler tries for a minute at least, and for a day at most.",
    fix: "Write a time from `60s` to `24h`.",
  }),
  NK589: code<{ name: string; known: readonly string[]; suggestion: string | undefined; removedIn?: string }>({
    severity: "error",
    title: "Job that calls an unknown service",
    message: ({ name, removedIn }) =>
      removedIn === undefined
        ? `There is no service \`${name}\` for the job to call.`
        : `The environment \`${removedIn}\` removes \`${name}\`, so the job has nothing to call.`,
    help: ({ known, suggestion, removedIn }) =>
      removedIn === undefined
        ? (didYouMean(suggestion) ?? thereAre(known))
        : `Take it out of the job's \`depends_on\` under \`environments.${removedIn}.cron\` too.`,
    workedOut: ["suggestion"],
    why: "Each service of `depends_on` gets a name in private DNS, which the job is told.",
    fix: "Correct the name. Services of other repositories cannot be named here.",
  }),
  NK590: code<{ job: string; service: string; networks: readonly string[]; ofService: boolean }>({
    severity: "error",
    title: "Job on no network of the service that it calls",
    message: ({ job, service }) => `\`${job}\` cannot reach \`${service}\`: they share no network.`,
    help: ({ networks, ofService }) =>
      networks.length === 0
        ? "Put the service on a network."
        : `Add ${quotedList(networks)} to the \`networks\` of ${ofService ? "the service that the job runs as" : "the job"}.`,
    why: "A service lets in only what shares a network with it. To know its name is not enough.",
    fix: "Add a network of the service to `networks`: at the job if it has an `image`, otherwise at the service that the job runs as.",
  }),
  NK591: code<{ job: string; service: string }>({
    severity: "error",
    title: "Job that calls a service without a port",
    message: ({ job, service }) => `\`${job}\` calls \`${service}\`, which listens on no port.`,
    help: ({ service }) => `Say at \`${service}\` what it listens on: \`expose: 5432\`.`,
    why: "The security group of a service lets others in on the ports that it says, and on no other.",
    fix: "Add `expose` to the service, or take it out of the job's `depends_on`.",
  }),
  NK592: code<{ service: string; host: string; variables: readonly string[] }>({
    severity: "note",
    title: "Name in private DNS",
    message: ({ service, host }) =>
      `Jobs find \`${service}\` as \`${host}\`, the private name of its tasks, and not as \`${service}\`.`,
    help: ({ variables }) =>
      variables.length === 0 ? undefined : `The job gets this name in ${quotedList(variables)}.`,
    why: "Service Connect gives short names only to tasks of services. So the names for jobs are in a private hosted zone, at about 0.50 USD a month. When a service gets its first such name, it is deployed again: ECS registers only tasks that start after that.",
    fix: "Nothing needs to be done. If a program wants the address in another variable, set it in the command: `PGHOST=$$NANOKIT_HOST_DB pg_dump`.",
  }),
  NK593: code<{ job: string; key: string; service: string }>({
    severity: "error",
    title: "Key that a job of a service does not have",
    message: ({ job, key, service }) =>
      `\`${key}\` cannot be written at \`${job}\`: the job runs as \`${service}\`, with the ${key} of that service.`,
    help: ({ key }) => `Write \`${key}\` at the service, or give the job an \`image\` of its own.`,
    why: "A job with `service` is that service with another command: it has the networks and security groups of the service.",
    fix: "Write the key at the service, or give the job an `image` of its own.",
  }),
  NK931: code<{ job: string; service: string }>({
    severity: "note",
    title: "Job next to its service",
    message: ({ job, service }) =>
      `\`${job}\` runs in a task of its own, with image, variables, secrets and volumes of \`${service}\`: nothing on AWS runs a command in a running container on a schedule.`,
    why: "The job does not see what the service's containers have in memory or outside volumes, and it runs also while the service is down.",
    fix: "Nothing needs to be done, unless the command relies on a process of the service being in the same container.",
  }),
  NK932: code<{ job: string }>({
    severity: "note",
    title: "Job that finds no service by name",
    message: ({ job }) =>
      `\`${job}\` cannot reach other services by name: tasks on a schedule cannot use Service Connect.`,
    help: () => "Write the services that it calls in the job's `depends_on`.",
    why: "ECS gives the names to tasks of services only.",
    fix: "Name what it calls in the job's `depends_on`. Or let it use a public host name, or files on a volume.",
  }),
  NK933: code<{ job: string; service: string }>({
    severity: "note",
    title: "Job that does not run",
    message: ({ job, service }) => `\`${job}\` is created but does not run, as \`${service}\` has no instances.`,
    why: "`instances: 0` keeps everything of a service and runs nothing, not even its jobs.",
    fix: "Nothing needs to be done. Give the job an `image` of its own to run it anyway.",
  }),
} as const;

function timesAYear(daysPer400Years: number): string {
  const perYear = daysPer400Years / 400;
  if (perYear >= 0.95) return `about ${Math.round(perYear)} ${Math.round(perYear) === 1 ? "day" : "days"} a year`;
  return `one day in about ${Math.round(1 / perYear)} years`;
}
