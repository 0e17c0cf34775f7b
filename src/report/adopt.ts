import { environmentName, fileSystemName, nameScope, stackId } from "../aws/names.js";
import { scopeTags } from "../aws/tags.js";
import type { Environment } from "../model/project.js";
import { shellWord } from "../shell/word.js";

/** Commands that look up ids by the names and tags that nanokit-tf and Nanokit give: nothing here asks AWS itself. */
export function lookUpCommands(environment: Environment): string {
  const { project, name, network, fileSystem } = environment;
  const tags = Object.entries(scopeTags(environment))
    .map(([key, value]) => `Name=tag:${key},Values=${value}`)
    .join(" ");
  const cluster = shellWord(environmentName(project, nameScope(environment)));
  return [
    `# Ids of what ${stackId(project, nameScope(environment))} may adopt, for: nanokit-tf adopt -e ${name} --file-system ... --vpc ... --cluster ...`,
    ...(fileSystem?.kind === "managed"
      ? [
          "# --file-system; another creation token than this one cannot be adopted: see infra.efs.existing",
          aws("efs describe-file-systems", environment, [
            `--creation-token ${shellWord(fileSystemName(project, nameScope(environment)))}`,
            "--query 'FileSystems[].[FileSystemId,Encrypted,PerformanceMode]'",
          ]),
          "# its mount targets, each --import ADDRESS=ID where its subnet is imported too",
          aws("efs describe-mount-targets", environment, [
            '--file-system-id "$file_system"',
            "--query 'MountTargets[].[AvailabilityZoneName,SubnetId,MountTargetId]'",
          ]),
        ]
      : []),
    ...(network.kind === "dedicated"
      ? [
          "# --vpc, and what is in it: --import ADDRESS=ID",
          aws("ec2 describe-vpcs", environment, [`--filters ${tags}`, "--query 'Vpcs[].[VpcId,CidrBlock]'"]),
          aws("ec2 describe-subnets", environment, [
            `--filters ${tags}`,
            "--query 'Subnets[].[AvailabilityZone,SubnetId,CidrBlock]'",
          ]),
        ]
      : []),
    "# --cluster",
    aws("ecs describe-clusters", environment, [`--clusters ${cluster}`, "--query 'clusters[].[clusterName,status]'"]),
    "",
  ].join("\n");
}

function aws(command: string, { region }: Environment, options: readonly string[]): string {
  const where = region === undefined ? [] : [`--region ${shellWord(region)}`];
  return ["aws", command, ...where, ...options, "--output text"].join(" ");
}
