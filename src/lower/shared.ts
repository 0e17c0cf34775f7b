import type { Construct } from "constructs";
import {
  environmentName,
  fileSystemName,
  loadBalancerGroupName,
  loadBalancerName,
  networkGroupName,
} from "../aws/names.js";
import { publishedBy, scopeTags, TAGS } from "../aws/tags.js";
import type { FoundLoadBalancerProps } from "../constructs/existing-load-balancer.js";
import { FileSystem, type IFileSystem } from "../constructs/file-system.js";
import { FoundSecurityGroup } from "../constructs/found-security-group.js";
import { FoundVpc } from "../constructs/found-vpc.js";
import { LoadBalancer } from "../constructs/load-balancer.js";
import type { ILoadBalancer } from "../constructs/load-balancer-base.js";
import type { INetwork } from "../constructs/network.js";
import { Scope } from "../constructs/scope.js";
import type { ISecurityGroup } from "../constructs/security-group.js";
import { type IServiceConnectNamespace, ServiceConnectNamespace } from "../constructs/service-connect-namespace.js";
import { literal, type TerraformString, template } from "../constructs/terraform-string.js";
import type { Environment } from "../model/project.js";
import { literalTags } from "./tags.js";

// What a component finds that the repository without one makes: by the names that it has there, and never changed.

/** The id of the VPC. */
export function sharedVpc(stack: Construct, environment: Environment): TerraformString {
  const { project, name } = environment;
  const vpc = literal(environmentName(project, name));
  return new FoundVpc(stack, "shared-vpc", {
    tags: { ...literalTags(scopeTags({ project, name })), Name: vpc },
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

/** The load balancer that it has for all. */
export function sharedLoadBalancer(
  stack: Construct,
  environment: Environment,
  props: Pick<FoundLoadBalancerProps, "network" | "vpcId" | "https" | "madeCertificateArn" | "certificateArns">,
): ILoadBalancer {
  const { project, name } = environment;
  const owner = primary(environment);
  const https = literal(props.https ? "HTTPS" : "HTTP");
  const advice = literal(
    props.https
      ? "infra: { provide: { loadBalancer: true } } there, with a certificate, and apply it first. If it is to stay without HTTPS, write infra: { loadBalancer: { https: false } } here."
      : "infra: { provide: { loadBalancer: true } } there and apply it first. If it has a certificate, leave out infra.loadBalancer.https here.",
  );
  return LoadBalancer.fromName(stack, "load-balancer", {
    ...props,
    loadBalancerName: literal(loadBalancerName(project, name)),
    securityGroupName: literal(loadBalancerGroupName(project, name)),
    tags: literalTags(scopeTags({ project, name })),
    errorMessage: template`${owner} has no load balancer ${literal(loadBalancerName(project, name))}. Write infra: { provide: { loadBalancer: true } } there and apply it first.`,
    offer: {
      key: literal(TAGS.publishes),
      value: literal(publishedBy(props.https)),
      errorMessage: template`${owner} has a load balancer, but offers none with ${https} to components. Write ${advice}`,
    },
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
    return [network, new FoundSecurityGroup(scope, network, { vpcId, groupName, errorMessage })] as const;
  });
  const [first] = groups;
  const namespace =
    environment.discovery &&
    ServiceConnectNamespace.fromNamespaceName(stack, "shared-service-connect", {
      namespaceName: literal(environmentName(project, name)),
      ...(first && { isThere: first[1].isThere }),
    });
  return { groups: new Map(groups.map(([network, { securityGroup }]) => [network, securityGroup])), namespace };
}

/** How messages call the repository without a component. */
function primary({ project, name }: Environment): TerraformString {
  return template`The repository of ${literal(project)} without a component, in ${literal(name)},`;
}
