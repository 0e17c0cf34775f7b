import { environmentName, fileSystemName, nameScope, stackId } from "../aws/names.js";
import type { Environment } from "../model/project.js";
import { shellWord } from "../shell/word.js";
import { inRegion } from "./in-region.js";

/** Commands that look up ids by the names and tags that nanokit-tf and Nanokit give: nothing here asks AWS itself. */
export function lookUpCommands(environment: Environment): string {
  const { project, name, network, fileSystem } = environment;
  const cluster = shellWord(environmentName(project, nameScope(environment)));
  return [
    `# Finds the ids of what ${stackId(project, nameScope(environment))} can adopt. Then: nanokit-tf adopt -e ${name} --file-system ID --vpc ID --cluster NAME`,
    ...(fileSystem?.kind === "managed"
      ? [
          "# For --file-system. One with another creation token cannot be adopted: use infra.efs.existing. Set file_system=ID for the next command.",
          aws("efs describe-file-systems", environment, [
            `--creation-token ${shellWord(fileSystemName(project, nameScope(environment)))}`,
            "--query 'FileSystems[].[FileSystemId,Encrypted,PerformanceMode]'",
          ]),
          "# Its mount targets: --import ADDRESS=ID for each whose subnet is imported too.",
          aws("efs describe-mount-targets", environment, [
            '--file-system-id "$file_system"',
            "--query 'MountTargets[].[AvailabilityZoneName,SubnetId,MountTargetId]'",
          ]),
        ]
      : []),
    ...(network.kind === "dedicated" ? lookUpNetwork(environment) : []),
    "# For --cluster.",
    aws("ecs describe-clusters", environment, [`--clusters ${cluster}`, "--query 'clusters[].[clusterName,status]'"]),
    "",
  ].join("\n");
}

/** By the name that the VPC has from us and from Nanokit; what is in it by the VPC, whatever it is called. */
function lookUpNetwork(environment: Environment): readonly string[] {
  const name = environmentName(environment.project, nameScope(environment));
  const inside = (what: string, filter: string, query: string) =>
    aws(`ec2 describe-${what}`, environment, [`--filters Name=${filter},Values="$vpc"`, `--query '${query}'`]);
  return [
    "# For --vpc. Set vpc=ID for the next commands.",
    aws("ec2 describe-vpcs", environment, [
      `--filters ${shellWord(`Name=tag:Name,Values=${name}`)}`,
      "--query 'Vpcs[].[VpcId,CidrBlock]'",
    ]),
    "# What is in the VPC: --import ADDRESS=ID for each. The ID of a route is ROUTE_TABLE_0.0.0.0/0, that of an association SUBNET/ROUTE_TABLE.",
    inside("subnets", "vpc-id", "Subnets[].[AvailabilityZone,SubnetId,CidrBlock]"),
    inside("internet-gateways", "attachment.vpc-id", "InternetGateways[].InternetGatewayId"),
    inside("route-tables", "vpc-id", "RouteTables[].[RouteTableId,Associations[].SubnetId]"),
  ];
}

function aws(command: string, { region }: Environment, options: readonly string[]): string {
  return [`aws ${command}${inRegion(region)}`, ...options, "--output text"].join(" ");
}
