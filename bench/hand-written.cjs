// What somebody writes who makes by hand, with CDKTF alone, the resources that nanokit-tf makes of the file of `npm run bench:scale`: its
// time is what ours is held against.
//
// usage: node bench/hand-written.cjs FOLDER SERVICES SERVICES_WITH_VOLUMES

const { App, Fn, TerraformLocal, TerraformOutput, TerraformStack, Token } = require("cdktf");
const { CloudwatchLogGroup } = require("@cdktf/provider-aws/lib/cloudwatch-log-group");
const { DataAwsAvailabilityZones } = require("@cdktf/provider-aws/lib/data-aws-availability-zones");
const { DataAwsCallerIdentity } = require("@cdktf/provider-aws/lib/data-aws-caller-identity");
const { DataAwsPartition } = require("@cdktf/provider-aws/lib/data-aws-partition");
const { DefaultSecurityGroup } = require("@cdktf/provider-aws/lib/default-security-group");
const { EcsCluster } = require("@cdktf/provider-aws/lib/ecs-cluster");
const { EcsService } = require("@cdktf/provider-aws/lib/ecs-service");
const { EcsTaskDefinition } = require("@cdktf/provider-aws/lib/ecs-task-definition");
const { EfsAccessPoint } = require("@cdktf/provider-aws/lib/efs-access-point");
const { EfsBackupPolicy } = require("@cdktf/provider-aws/lib/efs-backup-policy");
const { EfsFileSystem } = require("@cdktf/provider-aws/lib/efs-file-system");
const { EfsFileSystemPolicy } = require("@cdktf/provider-aws/lib/efs-file-system-policy");
const { EfsMountTarget } = require("@cdktf/provider-aws/lib/efs-mount-target");
const { IamRole } = require("@cdktf/provider-aws/lib/iam-role");
const { IamRolePolicy } = require("@cdktf/provider-aws/lib/iam-role-policy");
const { InternetGateway } = require("@cdktf/provider-aws/lib/internet-gateway");
const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
const { Route } = require("@cdktf/provider-aws/lib/route");
const { RouteTable } = require("@cdktf/provider-aws/lib/route-table");
const { RouteTableAssociation } = require("@cdktf/provider-aws/lib/route-table-association");
const { SecurityGroup } = require("@cdktf/provider-aws/lib/security-group");
const { Subnet } = require("@cdktf/provider-aws/lib/subnet");
const { Vpc } = require("@cdktf/provider-aws/lib/vpc");
const { VpcSecurityGroupEgressRule } = require("@cdktf/provider-aws/lib/vpc-security-group-egress-rule");
const { VpcSecurityGroupIngressRule } = require("@cdktf/provider-aws/lib/vpc-security-group-ingress-rule");

const NAME = "nk-bench-stage";
const REGION = "eu-west-1";
const trust = (principal) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { Service: [principal] } }],
});
const policy = (...statements) => Fn.jsonencode({ Version: "2012-10-17", Statement: statements });

class Network {
  constructor(stack) {
    const zones = new DataAwsAvailabilityZones(stack, "zones", { state: "available" });
    this.vpc = new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true, enableDnsSupport: true });
    new DefaultSecurityGroup(stack, "default", { vpcId: this.vpc.id });
    const gateway = new InternetGateway(stack, "gateway", { vpcId: this.vpc.id });
    const table = new RouteTable(stack, "table", { vpcId: this.vpc.id });
    new Route(stack, "route", { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id });
    this.subnets = [0, 1].map((index) => {
      const subnet = new Subnet(stack, `subnet-${index}`, {
        vpcId: this.vpc.id,
        availabilityZone: Token.asString(Fn.element(zones.names, index)),
        cidrBlock: Fn.cidrsubnet(this.vpc.cidrBlock, 4, index),
        mapPublicIpOnLaunch: true,
      });
      new RouteTableAssociation(stack, `association-${index}`, { routeTableId: table.id, subnetId: subnet.id });
      return subnet;
    });
  }
}

class Storage {
  constructor(stack, { vpc, subnets }) {
    this.fileSystem = new EfsFileSystem(stack, "files", { encrypted: true, lifecycle: { preventDestroy: true } });
    new EfsBackupPolicy(stack, "backup", { fileSystemId: this.fileSystem.id, backupPolicy: { status: "ENABLED" } });
    this.group = new SecurityGroup(stack, "files-group", { name: `nk-efs-${NAME}`, vpcId: vpc.id });
    subnets.forEach((subnet, index) => {
      new EfsMountTarget(stack, `target-${index}`, {
        fileSystemId: this.fileSystem.id,
        subnetId: subnet.id,
        securityGroups: [this.group.id],
      });
    });
  }
}

class Service {
  constructor(stack, name, { network, cluster, executionRole, storage }) {
    const tags = { "nanokit:service": name };
    this.logs = new CloudwatchLogGroup(stack, `${name}-logs`, {
      name: `/nanokit/bench/${name}`,
      retentionInDays: 30,
      tags,
    });
    this.role = new IamRole(stack, `${name}-role`, {
      name: `${NAME}-${name}-task`,
      assumeRolePolicy: Fn.jsonencode(trust("ecs-tasks.amazonaws.com")),
      tags,
    });
    this.group = new SecurityGroup(stack, `${name}-group`, { name: `${NAME}-${name}`, vpcId: network.vpc.id, tags });
    new VpcSecurityGroupEgressRule(stack, `${name}-internet`, {
      securityGroupId: this.group.id,
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "-1",
      tags,
    });
    const accessPoint = storage === undefined ? undefined : this.#mount(stack, name, storage);
    const container = new TerraformLocal(stack, `${name}-container`, {
      name,
      image: "ghcr.io/acme/app:1.0",
      essential: true,
      environment: ["ENV", "PROJECT", "SERVICE"].map((key) => ({ name: `NANOKIT_${key}`, value: name })),
      mountPoints: accessPoint ? [{ sourceVolume: name, containerPath: "/data", readOnly: false }] : [],
      logConfiguration: {
        logDriver: "awslogs",
        options: { "awslogs-group": this.logs.name, "awslogs-region": REGION, "awslogs-stream-prefix": "ecs" },
      },
    });
    const definition = new EcsTaskDefinition(stack, `${name}-definition`, {
      family: `${NAME}-${name}`,
      cpu: "256",
      memory: "512",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
      executionRoleArn: executionRole.arn,
      taskRoleArn: this.role.arn,
      containerDefinitions: Fn.jsonencode([container.expression]),
      volume: accessPoint && [
        {
          name,
          efsVolumeConfiguration: {
            fileSystemId: storage.fileSystem.id,
            transitEncryption: "ENABLED",
            authorizationConfig: { accessPointId: accessPoint.id, iam: "ENABLED" },
          },
        },
      ],
      skipDestroy: true,
      tags,
    });
    this.service = new EcsService(stack, name, {
      name,
      cluster: cluster.arn,
      taskDefinition: definition.arn,
      desiredCount: 1,
      launchType: "FARGATE",
      platformVersion: "1.4.0",
      propagateTags: "SERVICE",
      enableEcsManagedTags: true,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      networkConfiguration: {
        assignPublicIp: true,
        subnets: network.subnets.map(({ id }) => id),
        securityGroups: [this.group.id],
      },
      tags,
    });
  }

  #mount(stack, name, { fileSystem, group }) {
    const nfs = { ipProtocol: "tcp", fromPort: 2049, toPort: 2049 };
    new VpcSecurityGroupEgressRule(stack, `${name}-nfs-out`, {
      ...nfs,
      securityGroupId: this.group.id,
      referencedSecurityGroupId: group.id,
    });
    new VpcSecurityGroupIngressRule(stack, `${name}-nfs-in`, {
      ...nfs,
      securityGroupId: group.id,
      referencedSecurityGroupId: this.group.id,
    });
    const accessPoint = new EfsAccessPoint(stack, `${name}-access-point`, {
      fileSystemId: fileSystem.id,
      rootDirectory: { path: `/${name}`, creationInfo: { ownerUid: 1000, ownerGid: 1000, permissions: "0755" } },
      posixUser: { uid: 1000, gid: 1000 },
    });
    new IamRolePolicy(stack, `${name}-policy`, {
      name: "nanokit",
      role: this.role.id,
      policy: policy({
        Effect: "Allow",
        Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
        Resource: [fileSystem.arn],
        Condition: { StringEquals: { "elasticfilesystem:AccessPointArn": [accessPoint.arn] } },
      }),
    });
    return accessPoint;
  }
}

function main([folder, services, withVolumes]) {
  const app = new App({ outdir: folder });
  const stack = new TerraformStack(app, "bench-stage");
  new AwsProvider(stack, "aws", { region: REGION, defaultTags: [{ tags: { "nanokit:project": "bench" } }] });
  new DataAwsCallerIdentity(stack, "caller");
  new DataAwsPartition(stack, "partition");
  const network = new Network(stack);
  const cluster = new EcsCluster(stack, "cluster", { name: NAME });
  const executionRole = new IamRole(stack, "execution", {
    name: `${NAME}-execution`,
    assumeRolePolicy: Fn.jsonencode(trust("ecs-tasks.amazonaws.com")),
  });
  const storage = Number(withVolumes) > 0 ? new Storage(stack, network) : undefined;
  const all = Array.from({ length: Number(services) }, (_, index) => {
    const own = index < Number(withVolumes) ? { storage } : {};
    return new Service(stack, `s${index + 1}`, { network, cluster, executionRole, ...own });
  });
  new IamRolePolicy(stack, "execution-policy", {
    name: "nanokit",
    role: executionRole.id,
    policy: policy({
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: all.map(({ logs }) => `${logs.arn}:*`),
    }),
  });
  if (storage) {
    new EfsFileSystemPolicy(stack, "files-policy", {
      fileSystemId: storage.fileSystem.id,
      policy: policy({
        Effect: "Allow",
        Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
        Principal: { AWS: all.slice(0, Number(withVolumes)).map(({ role }) => role.arn) },
      }),
    });
  }
  new TerraformOutput(stack, "service-names", { value: all.map(({ service }) => service.name) });
  app.synth();
}

main(process.argv.slice(2));
