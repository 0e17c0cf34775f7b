import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { Subnet } from "@cdktf/provider-aws/lib/subnet/index.js";
import { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import { LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AccessPoint, expression, FileSystem, literal, MountTargets, SecurityGroup } from "nanokit-tf/constructs";

/** Files in a network of its own making, for workers that are described elsewhere and carry its group. */
export class FilesStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: "us-east-1" });
    new LocalBackend(this, { path: "terraform.tfstate" });
    // cdktf asks for the one version that its bindings were made from; the constructs need no more than this.
    this.addOverride("terraform.required_providers.aws.version", ">= 5.100.0, < 7.0.0");

    const vpc = new Vpc(this, "vpc", { cidrBlock: "10.1.0.0/16", enableDnsSupport: true, enableDnsHostnames: true });
    // Taken over with no rules: AWS makes it open to its own members.
    new DefaultSecurityGroup(this, "default-security-group", { vpcId: vpc.id });
    const subnet = (zone: string, cidrBlock: string) =>
      new Subnet(this, `subnet-${zone}`, { vpcId: vpc.id, availabilityZone: zone, cidrBlock });
    const subnets = {
      "us-east-1a": subnet("us-east-1a", "10.1.0.0/24"),
      "us-east-1b": subnet("us-east-1b", "10.1.1.0/24"),
    };
    const workers = new AwsSecurityGroup(this, "workers", {
      vpcId: vpc.id,
      description: "Workers that mount the files",
    });

    const files = new FileSystem(this, "files", { fileSystemName: literal("files"), throughputMode: "elastic" });
    new MountTargets(this, "mount-targets", {
      fileSystem: files,
      network: {
        vpcId: expression(vpc.id),
        mountTargets: {
          kind: "static",
          subnetIds: new Map(Object.entries(subnets).map(([zone, { id }]) => [zone, expression(id)])),
        },
      },
      securityGroupName: literal("files"),
    });
    const reports = new AccessPoint(this, "reports", {
      fileSystemId: files.fileSystemId,
      path: literal("/reports"),
      owner: { uid: 1000, gid: 1000 },
      permissions: literal("0750"),
      identity: { uid: 1000, gid: 1000 },
    });
    files.allowFrom("workers", SecurityGroup.fromSecurityGroupId(this, "workers-group", expression(workers.id)));

    new TerraformOutput(this, "access-point", { value: reports.accessPointId });
    new TerraformOutput(this, "workers-group-id", { value: workers.id });
  }
}
