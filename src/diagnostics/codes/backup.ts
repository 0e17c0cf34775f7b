import { code } from "./entry.js";

/** NK39: backups of the file system by a plan. Of NK394, `check` says the same. */
export const backup = {
  NK390: code<{ found: string; reason: string; fix?: string }>({
    severity: "error",
    title: "Not a schedule of backups",
    message: ({ found, reason }) => `${found === "" ? "The schedule" : `\`${found}\``} ${reason}.`,
    help: ({ fix }) => (fix === undefined ? undefined : `Write \`${fix}\`.`),
    workedOut: ["fix"],
    why: "AWS Backup would refuse it, or begin at other times than meant.",
    fix: "Write crontab: minute, hour, day of the month, month, day of the week; or `@daily` and the like. Times are in UTC.",
  }),
  NK391: code<{ unfit: "interval" | "days" | "often" }>({
    severity: "error",
    title: "Schedule that AWS Backup cannot follow",
    ownWords: ["unfit"],
    message: ({ unfit }) => `AWS Backup ${CANNOT[unfit]}.`,
    help: ({ unfit }) => INSTEAD[unfit],
    why: "A rule of AWS Backup has one expression of cron, which fires once an hour at most, and no intervals.",
    fix: "Write one minute of the hour, and restrict the days of the month or the weekdays, not both: `0 3 * * *`, `0 */6 * * *`, `0 3 * * SUN`.",
  }),
  NK392: code<{ region: string }>({
    severity: "error",
    title: "Copies into the same region",
    message: ({ region }) => `The copies would be in ${region}, like the file system: both would be lost together.`,
    help: () => "Name another region, or the ARN of a vault, in another account for instance.",
    why: "A copy is there for the day on which the region, or what is in it, is lost.",
    fix: "Name another region than `infra.region`, or the ARN of a vault.",
  }),
  NK393: code<{ to: string; region: string }>({
    severity: "error",
    title: "Copies into another partition of AWS",
    message: ({ to, region }) =>
      `${to} is in another partition of AWS than ${region}, and backups cannot be copied there.`,
    help: () => "Name a region of the same partition (`aws`, `aws-cn`, `aws-us-gov`).",
    why: "China, GovCloud and the like are apart from the rest of AWS: accounts, keys and vaults of one are unknown to the other.",
    fix: "Name a region of the same partition as `infra.region`.",
  }),
  NK394: code<{ stack: string; address: string; text: string }>({
    severity: "warning",
    aboutOutput: true,
    title: "Vault that goes with recovery points in it",
    message: ({ stack, address, text }) => `In ${stack}, \`${address}\` ${text}`,
    why: "AWS deletes a vault only once it is empty, so this apply and every later one would fail. No backup is lost.",
    fix: "Have Terraform forget the vault before the apply, with the command in the message. It stays in AWS, with what is in it.",
  }),
} as const;

const CANNOT = {
  interval: "does not accept intervals",
  days: "does not accept days of the month together with weekdays",
  often: "starts at most one backup an hour",
} as const;

const INSTEAD = {
  interval: "Write the hours: `0 */6 * * *` for every six.",
  days: "Write `*` for one of the two: `0 3 * * SUN`.",
  often: "Write one minute: `0 * * * *` for every hour.",
} as const;
