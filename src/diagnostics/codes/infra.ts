import { code, type Nothing, theEnvironments } from "./entry.js";

/** NK4: network, cluster and file system. */
export const infra = {
  NK410: code<{ zone: string }>({
    severity: "error",
    title: "Zone named twice",
    message: ({ zone }) => `The zone ${zone} is named twice.`,
    help: () => "Remove one of the two.",
    why: "A zone has one public subnet and one mount target; AWS refuses a second mount target in a zone.",
    fix: "Name each zone once.",
  }),
  NK411: code<{ zone: string; region: string }>({
    severity: "error",
    title: "Zone of another region",
    message: ({ zone, region }) => `The zone ${zone} is not in the region ${region}.`,
    help: ({ zone, region }) => `Name zones of ${region}: ${region}${zone.slice(-1)}, for instance.`,
    why: "A VPC is in one region.",
    fix: "Name zones of the environment's region.",
  }),
  NK412: code<{ key: string; vpc: string }>({
    severity: "warning",
    title: "Setting of a VPC that is not made",
    message: ({ key, vpc }) => `\`${key}\` has no effect: the environment runs in the existing ${vpc}.`,
    help: ({ key }) => `Remove it, or set \`${key}: null\` in this environment.`,
    why: "Nothing of an existing VPC is changed.",
    fix: "Remove the key, or set it to null in the environment that has a `vpc`.",
  }),
  NK413: code<{ cidr: string; problem: string }>({
    severity: "error",
    title: "Range that a VPC cannot have",
    message: ({ cidr, problem }) => `\`${cidr}\` ${problem}.`,
    why: "AWS would refuse the VPC or its subnets.",
    fix: "Write an IPv4 range from /16 to /24 whose bits after the prefix are 0, `10.0.0.0/16` for instance.",
  }),
  NK414: code<{ cidr: string }>({
    severity: "warning",
    title: "Range of public addresses",
    message: ({ cidr }) =>
      `${cidr} is not in a private range: the real hosts with these addresses could not be reached.`,
    help: () => "Use a range within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.",
    why: "Inside the VPC, its own range hides the same addresses on the internet.",
    fix: "Use a range within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 (RFC 1918).",
  }),
  NK415: code<Nothing>({
    severity: "error",
    title: "Subnets without a VPC",
    message: () => "`subnets` names subnets of an existing VPC, and there is no `vpc`.",
    help: () => "Add `vpc:` with the id of the VPC that the subnets belong to.",
    why: "A VPC that is made has subnets of its own.",
    fix: "Add `infra.vpc`, or remove `infra.subnets`.",
  }),
  NK416: code<{ count: number; maximum: number }>({
    severity: "error",
    title: "Too many subnets",
    message: ({ count, maximum }) => `These are ${count} subnets; an ECS service can have at most ${maximum}.`,
    help: () => "Keep one or two in each zone, and remove the others.",
    ownWords: ["maximum"],
    why: "AWS would refuse the service.",
    fix: "Name at most 16 subnets.",
  }),
  NK417: code<{ network: string; vpc: string; other: string }>({
    severity: "error",
    title: "Two VPCs",
    message: ({ network, vpc, other }) => `The network \`${network}\` is in ${vpc}, and the environment in ${other}.`,
    help: () => "Name the same VPC in both places, or only in one.",
    why: "One environment runs in one VPC: all mount targets of a file system must be in the same.",
    fix: "Name one VPC.",
  }),
  NK419: code<{ region: string; suggestion: string | undefined }>({
    severity: "warning",
    title: "Region that is not known",
    message: ({ region }) => `No region of AWS is known as \`${region}\`.`,
    help: ({ suggestion }) =>
      suggestion === undefined
        ? "Check the name. A region that is newer than this version of nanokit-tf is no mistake."
        : `Did you mean \`${suggestion}\`?`,
    workedOut: ["suggestion"],
    why: "The provider refuses a region that it does not know; where it knows a newer one, everything works.",
    fix: "Write the code of a region that has ECS and EFS, `eu-central-1` for instance.",
  }),
  NK421: code<{ key: string }>({
    severity: "error",
    title: "Setting of an existing file system",
    message: ({ key }) =>
      `\`${key}\` would have no effect: with \`existing\`, nanokit-tf does not change the file system.`,
    help: ({ key }) => `Remove it, or set \`${key}: null\` in the environment that has \`existing\`.`,
    why: "The key would seem to have an effect.",
    fix: "Remove the key, and change the setting where the file system is made.",
  }),
  NK422: code<{ key: string }>({
    severity: "error",
    title: "Setting for existing file systems only",
    message: ({ key }) => `\`${key}\` is for \`existing\` only; a file system that is made here gets its own.`,
    help: ({ key }) => `Remove \`${key}\`, or name the file system with \`existing\`.`,
    why: "Mount targets and their group always come with a file system of the stack.",
    fix: "Remove the key, or name the file system with `existing`.",
  }),
  NK423: code<Nothing>({
    severity: "error",
    title: "Groups of mount targets that are made",
    message: () => "`securityGroups` is for mount targets that exist already, but `mountTargets` makes new ones.",
    help: () => "Remove `securityGroups` or `mountTargets`.",
    why: "Mount targets that are made get a security group of their own.",
    fix: "Remove `securityGroups`, or `mountTargets`.",
  }),
  NK424: code<{ fileSystem: string }>({
    severity: "error",
    title: "File system in another VPC",
    message: ({ fileSystem }) =>
      `The tasks would run in a new VPC, from where the mount targets of ${fileSystem} cannot be reached.`,
    help: () => "Add `infra.vpc` with the VPC of its mount targets, or `mountTargets: true` if it has none.",
    why: "A file system is reached through mount targets in the tasks' own VPC.",
    fix: "Set `infra.vpc` to the VPC of the mount targets. `mountTargets: true` is for a file system that has none.",
  }),
  NK425: code<{ fileSystem: string }>({
    severity: "warning",
    title: "Mount targets that may refuse",
    message: ({ fileSystem }) =>
      `The mount targets of ${fileSystem} must let in port 2049 from the services, or no task starts.`,
    help: () =>
      "Write their groups under `securityGroups`, or let them take in the groups of the output `security_group_ids`.",
    why: "The security groups of mount targets made elsewhere are not known here.",
    fix: "Name their groups under `infra.efs.securityGroups`, or open them to the groups in the output `security_group_ids`.",
  }),
  NK426: code<Nothing>({
    severity: "error",
    title: "Key without encryption",
    message: () => "A KMS key needs encryption, and `encrypted` is false.",
    help: () => "Remove `encrypted: false`.",
    why: "EFS refuses a key for a file system that is not encrypted.",
    fix: "Remove `encrypted: false`, or the key.",
  }),
  NK427: code<Nothing>({
    severity: "error",
    title: "Provisioned throughput without a number",
    message: () => "Provisioned throughput needs a number of MiB/s.",
    help: () => "Write `throughput: { provisioned: 64 }`.",
    why: "EFS asks how much throughput to provide, and bills it.",
    fix: "Write `throughput: { provisioned: <MiB/s> }`, 1 to 3414.",
  }),
  NK428: code<Nothing>({
    severity: "error",
    title: "maxIO with elastic throughput",
    message: () => "Elastic throughput does not work with the performance mode maxIO.",
    help: () => "Use generalPurpose, which AWS advises anyway.",
    why: "EFS refuses the combination.",
    fix: "Use `performanceMode: generalPurpose`, or another throughput.",
  }),
  NK429: code<{ throughput: string; performanceMode: string }>({
    severity: "error",
    title: "Archive without elastic throughput",
    message: ({ throughput, performanceMode }) =>
      `The Archive class needs elastic throughput and the performance mode generalPurpose; here they are ${throughput} and ${performanceMode}.`,
    help: ({ throughput, performanceMode }) => {
      const settings = [
        ...(throughput === "elastic" ? [] : ["`throughput: elastic`"]),
        ...(performanceMode === "generalPurpose" ? [] : ["`performanceMode: generalPurpose`"]),
      ];
      return `Set ${settings.join(" and ")}, or remove \`toArchive\`.`;
    },
    why: "EFS refuses the combination.",
    fix: "Set `throughput: elastic` (and leave `performanceMode` at generalPurpose), or remove `toArchive`.",
  }),
  NK430: code<{ archive: number; infrequent: number }>({
    severity: "error",
    title: "Archive before Infrequent Access",
    message: ({ archive, infrequent }) =>
      `Files would move to Archive after ${archive} days, which must be later than to Infrequent Access (${infrequent} days).`,
    help: () => "Set `toArchive` to the larger number.",
    why: "EFS moves files to Infrequent Access first.",
    fix: "Set `toArchive` to more days than `toInfrequentAccess`.",
  }),
  NK431: code<Nothing>({
    severity: "warning",
    title: "Nothing to bring back",
    message: () => "`backOnFirstAccess` has no effect: no file ever leaves the standard class.",
    help: () => "Remove `backOnFirstAccess`, or add `toInfrequentAccess: 30`.",
    why: "Without a transition there is nothing to bring back.",
    fix: "Add `toInfrequentAccess` or `toArchive`, or remove `backOnFirstAccess`.",
  }),
  NK432: code<Nothing>({
    severity: "warning",
    title: "Data is not encrypted at rest",
    message: () => "The data will not be encrypted at rest, and this cannot be changed later.",
    help: () => "Remove `encrypted: false`; encryption costs nothing.",
    why: "Encryption is chosen when a file system is made; to change it, the data must move to another one.",
    fix: "Remove `encrypted: false`.",
  }),
  NK433: code<{ environments: readonly string[] }>({
    severity: "note",
    perEnvironment: true,
    title: "EFS settings without a volume",
    message: ({ environments }) =>
      `No service has a volume in ${theEnvironments(environments)}, so no file system is made there, and these settings have no effect.`,
    why: "A file system is made only where a service keeps data.",
    fix: "Give a service a volume, or leave the settings for later.",
  }),
  NK434: code<{ keyRegion: string; region: string }>({
    severity: "error",
    title: "Key of another region",
    message: ({ keyRegion, region }) => `The key is in ${keyRegion}, and the environment in ${region}.`,
    help: ({ region }) => `Name a key of ${region}.`,
    why: "AWS encrypts with keys of the same region only.",
    fix: "Name a key of the environment's region.",
  }),
  NK436: code<{ volume: string; path: string; environment: string; other: string }>({
    severity: "warning",
    accept: "place",
    title: "Directory that environments share",
    message: ({ volume, path, environment, other }) =>
      `\`${environment}\` and \`${other}\` use the same directory, ${path}, for \`${volume}\`: each sees and can delete the other's data.`,
    help: ({ volume }) => `Leave out \`volumes.${volume}.efs.path\`, or set it per environment.`,
    why: "They use the same existing file system, and an explicit path is the same in both. The default path names the environment.",
    fix: "Leave out `efs.path`, or give each environment its own. If the data should be shared, nothing needs to be done.",
  }),
  NK443: code<{ vpc: string }>({
    severity: "warning",
    title: "Flow logs of a VPC that is not made",
    message: ({ vpc }) =>
      `\`flowLogs\` has no effect: the environment runs in the existing ${vpc}, and its owner decides whether traffic is recorded.`,
    help: ({ vpc }) =>
      `Remove the key. To see the flow logs of the VPC: aws ec2 describe-flow-logs --filter Name=resource-id,Values=${vpc} --query 'FlowLogs[].LogDestination'`,
    why: "Nothing of an existing VPC is changed. Its flow logs show the traffic of all that is in it, to whoever may read them, and are paid for by its owner.",
    fix: "Remove the key, or set it to null in the environment that has a `vpc`. Have the owner of the VPC turn flow logs on where they are missing.",
  }),
  NK476: code<Nothing>({
    severity: "error",
    title: "Flow logs that go nowhere",
    message: () => "`flowLogs` has neither `retention` nor `bucket`, so nothing would be recorded.",
    help: () => "Write `retention: 30` for a log group that keeps them for 30 days, or `bucket: <name>`, or both.",
    why: "A flow log is written to a log group or to a bucket.",
    fix: "Write `retention: 30`, or the name of a bucket. `flowLogs: true` is a log group for as long as other logs are kept.",
  }),
  NK477: code<{ name: string; problem: string }>({
    severity: "error",
    title: "No bucket for flow logs",
    message: ({ name, problem }) => `\`${name}\` is not the name of a bucket: it ${problem}.`,
    help: () => "Name the bucket alone, without `s3://` or `arn:`.",
    ownWords: ["problem"],
    why: "AWS refuses the flow log when it is made.",
    fix: "Name an S3 bucket. It may be one of another account, whose policy lets AWS deliver logs.",
  }),
  NK480: code<{ zone: string; region: string; last: string | undefined; suggestion: string | undefined }>({
    severity: "warning",
    title: "Zone that is not known",
    message: ({ zone }) => `No Availability Zone of AWS is known as \`${zone}\`.`,
    help: ({ region, last, suggestion }) => {
      if (suggestion !== undefined) return `Did you mean a zone of \`${suggestion}\`?`;
      if (last !== undefined)
        return `The zones of ${region} end with ${region}${last}, and not every account has all of them.`;
      return "Check the name. A region that is newer than this version of nanokit-tf is no mistake.";
    },
    workedOut: ["last", "suggestion"],
    why: "Terraform plans a subnet in it, and AWS refuses that when the plan is applied.",
    fix: "Name zones that your account has: `aws ec2 describe-availability-zones` lists them.",
  }),
  NK438: code<{ problem: "short" | "wildcards" | "hosts"; from: number; to: number; least: number }>({
    severity: "error",
    title: "Too few priorities for rules",
    message: ({ problem, from, to, least }) =>
      problem === "short"
        ? `From ${from} to ${to} there are fewer than ${least} priorities.`
        : `The priorities from ${from} to ${to} are enough for only ${least} ${problem === "wildcards" ? "wildcards" : "hosts and paths"}, and the services have more.`,
    help: () => "Write a wider range: a lower `from` or a higher `to`. The rules then get new priorities once.",
    ownWords: ["problem"],
    why: "The priority of a rule is made from its host, so that other rules never change it. In a narrow range two rules would soon have the same priority, and AWS refuses the second.",
    fix: "Write at least 10,000 numbers between 1 and 50000 that no one else uses on the listener: `priorities: { from: 20001, to: 50000 }`.",
  }),
  NK439: code<{ cluster: string }>({
    severity: "warning",
    title: "Container Insights of a cluster that is not made",
    message: ({ cluster }) =>
      `\`containerInsights\` has no effect: the environment runs in the existing cluster \`${cluster}\`, and its owner decides what is measured there.`,
    help: ({ cluster }) =>
      `Remove the key. To see what is measured: aws ecs describe-clusters --clusters ${cluster} --include SETTINGS --query 'clusters[].settings'`,
    why: "Nothing of a cluster that is there already is changed, and its owner pays for what is measured.",
    fix: "Remove the key, or set it to null in the environment that has a `cluster`. Have the owner turn Container Insights on where they are wanted.",
  }),
} as const;
