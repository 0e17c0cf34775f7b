import type { Adoption } from "../src/cli/adoption.js";
import { type Aws, xmlText } from "./aws.js";
import { stringAt } from "./json.js";

/** A project whose VPC, file system and cluster somebody made before there was a stack: named as docs/pipelines.md says, in ranges of their own. */
export const BY_HAND = {
  name: "nk-mynapp-stage",
  creationToken: "nk-efs-mynapp-stage",
  range: "10.20.0.0/16",
  subnets: { "eu-central-1a": "10.20.1.0/24", "eu-central-1b": "10.20.2.0/24" },
} as const;

/** Makes all of it, and gives the ids as a stack takes them over, by address. */
export async function makeByHand(aws: Aws): Promise<readonly Adoption[]> {
  const FileSystemId = await fileSystem(aws);
  await aws.ecs("CreateCluster", { clusterName: BY_HAND.name });
  const vpc = await network(aws);
  const targets: Adoption[] = [];
  for (const [zone, SubnetId] of vpc.subnets) {
    const made = await aws.efs("POST", "mount-targets", { FileSystemId, SubnetId });
    targets.push({ address: `aws_efs_mount_target.${zone}`, id: stringAt(made, "MountTargetId") ?? "" });
  }
  return [
    { address: "aws_efs_file_system.main", id: FileSystemId },
    { address: "aws_ecs_cluster.main", id: BY_HAND.name },
    ...vpc.adoptions,
    ...targets,
  ];
}

async function fileSystem(aws: Aws): Promise<string> {
  const made = await aws.efs("POST", "file-systems", {
    CreationToken: BY_HAND.creationToken,
    Encrypted: true,
    PerformanceMode: "generalPurpose",
    ThroughputMode: "bursting",
    Tags: [{ Key: "Name", Value: BY_HAND.creationToken }],
  });
  return stringAt(made, "FileSystemId") ?? "";
}

/** A VPC with a public subnet in each of two zones, and one route table for both. */
async function network(aws: Aws) {
  const named = (type: string) => ({
    "TagSpecification.1.ResourceType": type,
    "TagSpecification.1.Tag.1.Key": "Name",
    "TagSpecification.1.Tag.1.Value": BY_HAND.name,
  });
  const make = async (action: string, element: string, parameters: Readonly<Record<string, string>>) =>
    xmlText(await aws.ec2(action, parameters), element);
  const VpcId = await make("CreateVpc", "vpcId", { CidrBlock: BY_HAND.range, ...named("vpc") });
  await aws.ec2("ModifyVpcAttribute", { VpcId, "EnableDnsHostnames.Value": "true" });
  const GatewayId = await make("CreateInternetGateway", "internetGatewayId", {});
  await aws.ec2("AttachInternetGateway", { VpcId, InternetGatewayId: GatewayId });
  const RouteTableId = await make("CreateRouteTable", "routeTableId", { VpcId });
  await aws.ec2("CreateRoute", { RouteTableId, DestinationCidrBlock: "0.0.0.0/0", GatewayId });
  const subnets = new Map<string, string>();
  for (const [AvailabilityZone, CidrBlock] of Object.entries(BY_HAND.subnets)) {
    const SubnetId = await make("CreateSubnet", "subnetId", { VpcId, CidrBlock, AvailabilityZone });
    await aws.ec2("AssociateRouteTable", { RouteTableId, SubnetId });
    subnets.set(AvailabilityZone, SubnetId);
  }
  const adoptions: readonly Adoption[] = [
    { address: "aws_vpc.main", id: VpcId },
    { address: "aws_internet_gateway.main", id: GatewayId },
    { address: "aws_route_table.public", id: RouteTableId },
    { address: "aws_route.public_internet", id: `${RouteTableId}_0.0.0.0/0` },
    ...[...subnets].flatMap(([zone, id]) => [
      { address: `aws_subnet.public_${zone}`, id },
      { address: `aws_route_table_association.public_${zone}`, id: `${id}/${RouteTableId}` },
    ]),
  ];
  return { subnets, adoptions };
}
