import type { Construct } from "constructs";
import { environmentName, fileSystemName, networkGroupName } from "../aws/names.js";
import { scopeTags } from "../aws/tags.js";
import { FileSystem, type IFileSystem } from "../constructs/file-system.js";
import { FoundSecurityGroup } from "../constructs/found-security-group.js";
import { FoundVpc } from "../constructs/found-vpc.js";
import type { INetwork } from "../constructs/network.js";
import { Scope } from "../constructs/scope.js";
import type { ISecurityGroup } from "../constructs/security-group.js";
import { type IServiceConnectNamespace, ServiceConnectNamespace } from "../constructs/service-connect-namespace.js";
import { literal, type TerraformString, template } from "../constructs/terraform-string.js";
import type { Environment } from "../model/project.js";

// What a component finds that the repository without one makes: by the names that it has there, and never changed.

/** The id of the VPC. */
export function sharedVpc(stack: Construct, environment: Environment): TerraformString {
  const { project, name } = environment;
  const vpc = literal(environmentName(project, name));
  const tags = Object.entries({ ...scopeTags({ project, name }) }).map(
    ([key, value]) => [key, literal(value)] as const,
  );
  return new FoundVpc(stack, "shared-vpc", {
    tags: { ...Object.fromEntries(tags), Name: vpc },
    errorMessage: template`There is not one VPC called ${vpc}. ${primary(environment)} makes it: apply that one first. If it runs in a VPC that was there already, name it here as well: infra.vpc.`,
  }).vpcId;
}

/** The file system, and the group of its mount targets. */
export function sharedFileSystem(stack: Construct, environment: Environment, network: INetwork): IFileSystem {
  const fileSystem = literal(fileSystemName(environment.project, environment.name));
  return FileSystem.fromFileSystemName(stack, "shared-file-system", {
    fileSystemName: fileSystem,
    network,
    securityGroupName: fileSystem,
    errorMessage: template`${primary(environment)} makes no file system ${fileSystem} here, as none of its services has a volume. Write infra: { provide: { efs: true } } there and apply it first. If it uses a file system that was there already, name it here as well: infra.efs.existing.`,
  });
}

/** The group of each network that services of the component are on, and the namespace. */
export function sharedDiscovery(
  stack: Construct,
  environment: Environment,
  { vpcId }: INetwork,
): {
  readonly groups: ReadonlyMap<string, ISecurityGroup>;
  readonly namespace: IServiceConnectNamespace | undefined;
} {
  const { project, name, networks = [] } = environment;
  const scope = new Scope(stack, "shared-networks");
  const groups = networks.map((network) => {
    const errorMessage = template`${primary(environment)} has no security group for the network ${literal(network)}, as nobody there uses it. Write infra: { provide: { discovery: true } } there, with this network among its networks, and apply it first.`;
    const groupName = literal(networkGroupName(project, name, network));
    return [network, new FoundSecurityGroup(scope, network, { vpcId, groupName, errorMessage }).securityGroup] as const;
  });
  const namespaceName = literal(environmentName(project, name));
  const namespace =
    environment.discovery && ServiceConnectNamespace.fromNamespaceName(stack, "shared-service-connect", namespaceName);
  return { groups: new Map(groups), namespace };
}

/** How messages call the repository without a component. */
function primary({ project, name }: Environment): TerraformString {
  return template`The repository of ${literal(project)} without a component, in ${literal(name)},`;
}
