import { type Aws, xmlText } from "./aws.js";
import { type BalancerName, EXISTING_BALANCER, type StackEntry, type SubnetName } from "./entries.js";
import { objectAt, stringAt } from "./json.js";

/** What exists before a stack is applied. */
export interface World {
  /** The ids to put in place of those that stand in the stack. */
  readonly ids: ReadonlyMap<string, string>;
  /** The subnets of the VPC that was made, if one was. */
  readonly subnets?: Readonly<Record<SubnetName, string>>;
}

/** Makes what a stack's entry says exists already. */
export async function makeWorld(entry: StackEntry, aws: Aws, region: string): Promise<World> {
  const ids = new Map<string, string>();
  if (entry.existingFileSystem !== undefined) ids.set(entry.existingFileSystem, await makeFileSystem(aws));
  if (entry.certificate !== undefined) ids.set(entry.certificate, await makeCertificate(aws));
  for (const arn of entry.otherCertificates ?? []) ids.set(arn, await makeCertificate(aws));
  for (const arn of entry.webAcls ?? []) ids.set(arn, await makeWebAcl(aws, arn));
  for (const id of entry.addresses ?? []) ids.set(id, await makeAddress(aws));
  const [zone] = await makeHostedZones(aws, entry);
  if (entry.hostedZoneId !== undefined && zone !== undefined) ids.set(entry.hostedZoneId, zone);
  if (entry.cluster !== undefined) await aws.ecs("CreateCluster", { clusterName: entry.cluster });
  for (const name of entry.buckets ?? []) await aws.makeBucket(name);
  for (const name of entry.secrets ?? []) await aws.secretsManager("CreateSecret", { Name: name, SecretString: "{}" });
  if (entry.vpcId === undefined) return { ids };
  const { vpcId, subnets } = await makeVpc(aws, region);
  ids.set(entry.vpcId, vpcId);
  for (const [placeholder, name] of Object.entries(entry.subnets)) ids.set(placeholder, subnets[name]);
  const FileSystemId = ids.get(entry.existingFileSystem ?? "");
  for (const name of entry.mountTargetsIn ?? []) {
    await aws.efs("POST", "mount-targets", { FileSystemId, SubnetId: subnets[name] });
  }
  if (entry.securityGroup !== undefined) {
    const group = await makeSecurityGroup(aws, vpcId);
    ids.set(entry.securityGroup, group);
    if (entry.loadBalancer) {
      const made = await makeLoadBalancer(aws, subnets, group);
      for (const [name, arn] of Object.entries(made)) {
        if (entry.loadBalancer === "any" || entry.loadBalancer === name)
          ids.set(EXISTING_BALANCER[name as BalancerName], arn);
      }
    }
  }
  return { ids, subnets };
}

async function makeFileSystem(aws: Aws): Promise<string> {
  const made = await aws.efs("POST", "file-systems", { CreationToken: "made-beforehand", Encrypted: true });
  const id = stringAt(made, "FileSystemId");
  if (id === undefined) throw new Error("the emulator made no file system");
  return id;
}

async function makeCertificate(aws: Aws): Promise<string> {
  const made = await aws.acm("RequestCertificate", { DomainName: "shop.example.com", ValidationMethod: "DNS" });
  const arn = stringAt(made, "CertificateArn");
  if (arn === undefined) throw new Error("the emulator made no certificate");
  return arn;
}

async function makeAddress(aws: Aws): Promise<string> {
  return xmlText(await aws.ec2("AllocateAddress", { Domain: "vpc" }), "allocationId");
}

/** One of the name that stands in the ARN: `...:regional/webacl/<name>/<id>`. */
async function makeWebAcl(aws: Aws, arn: string): Promise<string> {
  const Name = arn.split("/").at(-2) ?? arn;
  const made = await aws.waf("CreateWebACL", {
    Name,
    Scope: "REGIONAL",
    DefaultAction: { Allow: {} },
    VisibilityConfig: { SampledRequestsEnabled: false, CloudWatchMetricsEnabled: false, MetricName: Name },
  });
  const real = stringAt(objectAt(made, "Summary"), "ARN");
  if (real === undefined) throw new Error("the emulator made no web ACL");
  return real;
}

/** The zone in each account that has one; their ids. */
async function makeHostedZones(aws: Aws, entry: StackEntry): Promise<readonly string[]> {
  const { hostedZone, hostedZoneAccounts } = entry;
  if (hostedZone === undefined) return [];
  if (hostedZoneAccounts === undefined) return [await makeHostedZone(aws, hostedZone)];
  const made: string[] = [];
  for (const account of hostedZoneAccounts) made.push(await makeHostedZone(await aws.inAccount(account), hostedZone));
  return made;
}

async function makeHostedZone(aws: Aws, name: string): Promise<string> {
  const zone = `<Name>${name}</Name><CallerReference>made-beforehand</CallerReference>`;
  const made = await aws.route53(
    "hostedzone",
    `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">${zone}</CreateHostedZoneRequest>`,
  );
  return xmlText(made, "Id").replace("/hostedzone/", "");
}

/** With a listener for HTTP and one for HTTPS, and a rule of someone else's on each. */
async function makeLoadBalancer(
  aws: Aws,
  subnets: Readonly<Record<SubnetName, string>>,
  group: string,
): Promise<Readonly<Record<BalancerName, string>>> {
  const made = await aws.elb("CreateLoadBalancer", {
    Name: "edge",
    "Subnets.member.1": subnets["public-a1"],
    "Subnets.member.2": subnets["public-b"],
    "SecurityGroups.member.1": group,
  });
  const LoadBalancerArn = xmlText(made, "LoadBalancerArn");
  const answer = (parameter: string, text: string) => ({
    [`${parameter}.member.1.Type`]: "fixed-response",
    [`${parameter}.member.1.FixedResponseConfig.StatusCode`]: "404",
    [`${parameter}.member.1.FixedResponseConfig.MessageBody`]: text,
    [`${parameter}.member.1.FixedResponseConfig.ContentType`]: "text/plain",
  });
  const certificate = { "Certificates.member.1.CertificateArn": await makeCertificate(aws) };
  const listen = async (Port: string, Protocol: string, more: Readonly<Record<string, string>>) => {
    const listener = { LoadBalancerArn, Port, Protocol, ...more, ...answer("DefaultActions", "nothing here") };
    const ListenerArn = xmlText(await aws.elb("CreateListener", listener), "ListenerArn");
    await aws.elb("CreateRule", {
      ListenerArn,
      Priority: "100",
      "Conditions.member.1.Field": "host-header",
      "Conditions.member.1.Values.member.1": "other.example.com",
      ...answer("Actions", "someone else's"),
    });
    return ListenerArn;
  };
  return {
    arn: LoadBalancerArn,
    http: await listen("80", "HTTP", {}),
    https: await listen("443", "HTTPS", certificate),
  };
}

async function makeSecurityGroup(aws: Aws, vpcId: string): Promise<string> {
  const parameters = { VpcId: vpcId, GroupName: "made-beforehand", GroupDescription: "Mount targets made elsewhere" };
  return xmlText(await aws.ec2("CreateSecurityGroup", parameters), "groupId");
}

/**
 * A VPC as people have them: DNS on; the main route table leads to the internet, so that subnets with no association of
 * their own are public; one public subnet is associated with a second such table; one is private by an association with
 * a table that leads nowhere. That one is alone in its zone, so that a mount target there cannot go unnoticed. Another private one, in a
 * zone with public ones, leads out through NAT. All have tags.
 */
async function makeVpc(aws: Aws, region: string) {
  const vpcId = xmlText(await aws.ec2("CreateVpc", { CidrBlock: "10.9.0.0/16" }), "vpcId");
  await aws.ec2("ModifyVpcAttribute", { VpcId: vpcId, "EnableDnsSupport.Value": "true" });
  await aws.ec2("ModifyVpcAttribute", { VpcId: vpcId, "EnableDnsHostnames.Value": "true" });
  const subnet = async (zone: string, network: number) => {
    const parameters = { VpcId: vpcId, CidrBlock: `10.9.${network}.0/24`, AvailabilityZone: `${region}${zone}` };
    return xmlText(await aws.ec2("CreateSubnet", parameters), "subnetId");
  };
  const subnets = {
    "public-a1": await subnet("a", 1),
    "public-a2": await subnet("a", 2),
    "public-b": await subnet("b", 3),
    "private-a": await subnet("a", 5),
    "private-c": await subnet("c", 4),
  };
  await makeRoutes(aws, vpcId, subnets);
  for (const [name, id] of Object.entries(subnets)) await tagSubnet(aws, id, name.startsWith("public"));
  return { vpcId, subnets };
}

/** What the team of the network calls its subnets, and what Kubernetes finds those for internal load balancers by. */
async function tagSubnet(aws: Aws, id: string, open: boolean): Promise<void> {
  await aws.ec2("CreateTags", {
    "ResourceId.1": id,
    "Tag.1.Key": "Tier",
    "Tag.1.Value": open ? "public" : "private",
    "Tag.2.Key": "Team",
    "Tag.2.Value": "shop",
    ...(!open && { "Tag.3.Key": "kubernetes.io/role/internal-elb", "Tag.3.Value": "1" }),
  });
}

/** A further subnet of each kind in zones that have one, with the same tags: a public one by the main route table, a private one by its own. */
export async function addSubnets(aws: Aws, region: string, vpcId: string): Promise<void> {
  for (const [zone, network, open] of [
    ["a", 10, true],
    ["b", 11, true],
    ["a", 12, false],
    ["c", 20, false],
  ] as const) {
    const parameters = { VpcId: vpcId, CidrBlock: `10.9.${network}.0/24`, AvailabilityZone: `${region}${zone}` };
    const id = xmlText(await aws.ec2("CreateSubnet", parameters), "subnetId");
    await tagSubnet(aws, id, open);
    if (open) continue;
    const table = xmlText(await aws.ec2("CreateRouteTable", { VpcId: vpcId }), "routeTableId");
    await aws.ec2("AssociateRouteTable", { RouteTableId: table, SubnetId: id });
  }
}

async function makeRoutes(aws: Aws, vpcId: string, subnets: Record<SubnetName, string>): Promise<void> {
  const gateway = xmlText(await aws.ec2("CreateInternetGateway"), "internetGatewayId");
  await aws.ec2("AttachInternetGateway", { VpcId: vpcId, InternetGatewayId: gateway });
  const main = await aws.ec2("DescribeRouteTables", { "Filter.1.Name": "vpc-id", "Filter.1.Value.1": vpcId });
  const newTable = async () => xmlText(await aws.ec2("CreateRouteTable", { VpcId: vpcId }), "routeTableId");
  const toInternet = (RouteTableId: string) =>
    aws.ec2("CreateRoute", { RouteTableId, DestinationCidrBlock: "0.0.0.0/0", GatewayId: gateway });
  const second = await newTable();
  const nowhere = await newTable();
  await toInternet(xmlText(main, "routeTableId"));
  await toInternet(second);
  await aws.ec2("AssociateRouteTable", { RouteTableId: second, SubnetId: subnets["public-a2"] });
  await aws.ec2("AssociateRouteTable", { RouteTableId: nowhere, SubnetId: subnets["private-c"] });
  const outward = await newTable();
  const nat = xmlText(
    await aws.ec2("CreateNatGateway", { SubnetId: subnets["public-a1"], ConnectivityType: "private" }),
    "natGatewayId",
  );
  await aws.ec2("CreateRoute", { RouteTableId: outward, DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: nat });
  await aws.ec2("AssociateRouteTable", { RouteTableId: outward, SubnetId: subnets["private-a"] });
}
