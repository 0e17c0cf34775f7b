export { AccessPoint, type AccessPointProps, type PosixIdentity } from "./access-point.js";
export type { Addressable } from "./address.js";
export { type BackupCopies, BackupPlan, type BackupPlanProps } from "./backup-plan.js";
export { BackupRole, type BackupRoleProps } from "./backup-role.js";
export { CacheReplicationGroup, type CacheReplicationGroupProps } from "./cache-replication-group.js";
export { CacheSubnets, type CacheSubnetsProps } from "./cache-subnets.js";
export type { CapacityProvider } from "./capacity-providers.js";
export { Cluster, type ClusterProps, type ICluster, type ImportedClusterProps } from "./cluster.js";
export type { ContainerProps, ContainerSecret, ContainerVariable } from "./container.js";
export type { TaskFilesProps, TaskVolume } from "./container-files.js";
export type { ContainerHealthCheck, ContainerSettings } from "./container-settings.js";
export { DatabaseInstance, type DatabaseInstanceProps } from "./database-instance.js";
export { DatabaseSubnets, type DatabaseSubnetsProps } from "./database-subnets.js";
export { DeadLetterQueue, type DeadLetterQueueProps, type IDeadLetterQueue } from "./dead-letter-queue.js";
export { type EcsTasksTrustProps, ecsExecutionTrust, ecsTasksTrust } from "./ecs-trust.js";
export type { EfsMount } from "./efs-mounts.js";
export { ExecutionRole, type ExecutionRoleProps, type IExecutionRole } from "./execution-role.js";
export { ExistingVpc, type ExistingVpcProps } from "./existing-vpc.js";
export { FargateJob, type FargateJobProps } from "./fargate-job.js";
export {
  type DeploymentStrategy,
  type ExistingTaskRoleProps,
  FargateService,
  type FargateServiceBaseProps,
  type FargateServiceProps,
  type LoadBalancerTarget,
  type ServiceJobProps,
  type TaskRoleProps,
} from "./fargate-service.js";
export {
  FileSystem,
  type FileSystemProps,
  type FileSystemTransitions,
  type IFileSystem,
  type ImportedFileSystemProps,
  type MountAccess,
} from "./file-system.js";
export { FileSystemClients, type FileSystemClientsProps } from "./file-system-clients.js";
export { type FlowLogGroupProps, FlowLogs, type FlowLogsProps } from "./flow-logs.js";
export { HostRoute, type HostRouteProps, type RoutedHost } from "./host-route.js";
export { HostedZone } from "./hosted-zone.js";
export { JsonDocument, type JsonDocumentPart, type TerraformJson } from "./json-document.js";
export { LoadBalancer, type LoadBalancerProps } from "./load-balancer.js";
export type { Host, ILoadBalancer } from "./load-balancer-base.js";
export { ManagedCertificate, type ManagedCertificateProps } from "./managed-certificate.js";
export { MountTargets, type MountTargetsProps } from "./mount-targets.js";
export type { NatProps } from "./nat-gateways.js";
export type {
  INetwork,
  MountTargetPlacement,
  Precondition,
  PrivateNetwork,
  TaskVisibility,
  ZoneSubnets,
} from "./network.js";
export { type PolicyConditions, type PolicyPrincipals, type PolicyStatement, policyDocument } from "./policy.js";
export {
  PrivateName,
  type PrivateNameProps,
  PrivateNamespace,
  type PrivateNamespaceProps,
} from "./private-namespace.js";
export {
  type PickedSubnets,
  type PrivateSubnetRanges,
  PublicVpc,
  type PublicVpcProps,
  type ZoneSubnet,
} from "./public-vpc.js";
export { type ImageLifecycle, imageLifecycle, Repository, type RepositoryProps } from "./repository.js";
export { type ImportedRoleProps, type IRole, Role, type RoleProps } from "./role.js";
export type { RunnableTask } from "./runnable-task.js";
export { type ISecurityGroup, SecurityGroup, type SecurityGroupProps, type TcpRule } from "./security-group.js";
export { ServiceConnectNamespace, type ServiceConnectNamespaceProps } from "./service-connect-namespace.js";
export { ServiceScaling, type ServiceScalingProps } from "./service-scaling.js";
export type { ContainerDependency, SidecarProps } from "./sidecars.js";
export type { Tags } from "./tags.js";
export { type ScheduleTimes, TaskSchedule, type TaskScheduleProps } from "./task-schedule.js";
export { TaskScheduler, type TaskSchedulerProps } from "./task-scheduler.js";
export type { TaskPlacement } from "./task-subnets.js";
export { code, evaluated, quoted, type TerraformCode } from "./terraform-code.js";
export { expression, literal, type TerraformString, template } from "./terraform-string.js";
export type { VolumeSeedProps } from "./volume-seed.js";
export type { EndpointsProps } from "./vpc-endpoints.js";
