export { AccessPoint, type AccessPointProps, type PosixIdentity } from "./access-point.js";
export { Cluster, type ClusterProps } from "./cluster.js";
export type { ContainerProps, ContainerVariable } from "./container.js";
export { type EcsTasksTrustProps, ecsExecutionTrust, ecsTasksTrust } from "./ecs-trust.js";
export { ExecutionRole } from "./execution-role.js";
export { ExistingVpc, type ExistingVpcProps } from "./existing-vpc.js";
export { type DeploymentStrategy, type EfsMount, FargateService, type FargateServiceProps } from "./fargate-service.js";
export {
  FileSystem,
  type FileSystemProps,
  type FileSystemTransitions,
  type IFileSystem,
  type ImportedFileSystemProps,
  type MountAccess,
} from "./file-system.js";
export { JsonDocument, type TerraformJson } from "./json-document.js";
export { MountTargets, type MountTargetsProps } from "./mount-targets.js";
export type { INetwork, MountTargetPlacement, Precondition } from "./network.js";
export { type PolicyConditions, type PolicyPrincipals, type PolicyStatement, policyDocument } from "./policy.js";
export { type PickedSubnets, PublicVpc, type PublicVpcProps, type ZoneSubnet } from "./public-vpc.js";
export { Role, type RoleProps } from "./role.js";
export { type ISecurityGroup, SecurityGroup, type SecurityGroupProps, type TcpRule } from "./security-group.js";
export type { Tags } from "./tags.js";
export { expression, literal, type TerraformString } from "./terraform-string.js";
