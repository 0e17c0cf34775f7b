import { quotedList } from "../lists.js";
import { code, type Nothing } from "./entry.js";

/** What leads out of private subnets, as the help of findings has it. */
const WAYS = "`nat: single` for one NAT gateway, `nat: per-zone` for one in each zone, or `endpoints: true`";

/** NK481 to NK499: private networks. */
export const privateNetworks = {
  NK481: code<{ network: string; task: string; others: number }>({
    severity: "error",
    title: "Private tasks without a way out",
    message: ({ task, others }) =>
      `\`${task}\`${andOthers(others)} would run in private subnets, from where nothing leads to images, logs and secrets.`,
    help: ({ network }) =>
      `Add under \`infra\` ${WAYS}; or make \`${network}\` public: no port is open to the internet.`,
    why: "Fargate pulls images, writes logs and reads secrets through the network of the task. Without a way there, no task starts.",
    fix: "Set `infra.nat` or `infra.endpoints`, which cost money by the hour, or put the service on a public network: it has a public address then, with every port closed to the internet.",
  }),
  NK482: code<{ task: string; image: string; region: string | undefined }>({
    severity: "error",
    title: "Image that private tasks cannot pull",
    message: ({ task, image, region }) =>
      `\`${task}\` runs in private subnets with endpoints alone, from where only images in ECR${region === undefined ? "" : ` of ${region}`} can be pulled, and \`${image}\` is elsewhere.`,
    help: () =>
      "Push a copy to ECR and name it by its host that ends with amazonaws.com; or add `nat: single` under `infra`.",
    why: "An endpoint leads to one service of AWS in one region. Docker Hub, ghcr.io, ECR Public, ECR of other regions and its host that ends with `on.aws` are on the internet.",
    fix: "Name an image in ECR of the environment's region, or set `infra.nat`.",
  }),
  NK483: code<{ task: string; secret: string; secretRegion: string; region: string }>({
    severity: "error",
    title: "Secret that private tasks cannot read",
    message: ({ task, secret, secretRegion, region }) =>
      `\`${task}\` runs in private subnets with endpoints alone, and \`${secret}\` is in ${secretRegion}, not in ${region}.`,
    help: ({ region }) =>
      `Keep a copy in ${region}, which Secrets Manager can replicate to; or add \`nat: single\` under \`infra\`.`,
    why: "Endpoints take no requests for other regions, and a task whose secrets cannot be read does not start.",
    fix: "Keep the secret in the environment's region, or set `infra.nat`.",
  }),
  NK484: code<{ zone: string; last: string }>({
    severity: "error",
    title: "Zone without room for a private subnet",
    message: ({ zone, last }) => `${zone} can have no private subnet: they have ranges for zones a to ${last}.`,
    ownWords: ["last"],
    help: () => "Name zones that the region has: none has one beyond f.",
    why: "The VPC is cut in sixteen, and each zone has its place whichever others there are. The private subnet of a zone beyond f would take the place of another zone's public one.",
    fix: "Name zones with letters from a to f.",
  }),
  NK485: code<{ addresses: number; gateways: number }>({
    severity: "error",
    title: "Not one address for each NAT gateway",
    message: ({ addresses, gateways }) =>
      `There ${gateways === 1 ? "is 1 NAT gateway" : `are ${gateways} NAT gateways`}, and ${addresses === 1 ? "1 address" : `${addresses} addresses`} for them.`,
    help: ({ gateways }) =>
      gateways === 0
        ? "Remove `addresses`, or the mode `none`."
        : "Name one address for each, in the order of the zones.",
    why: "A NAT gateway has one address, and an address left over is paid for nothing.",
    fix: "With `single` name one address, with `per-zone` as many as there are zones: two, where `infra.zones` names none.",
  }),
  NK486: code<{ address: string }>({
    severity: "error",
    title: "Address named twice",
    message: ({ address }) => `${address} is named twice.`,
    help: () => "Name another address for each gateway.",
    why: "AWS refuses a second NAT gateway with the same address.",
    fix: "Name each address once.",
  }),
  NK487: code<{ gateways: number; month: string; gigabyte: string }>({
    severity: "note",
    title: "What NAT costs",
    message: ({ gateways, month, gigabyte }) =>
      `${gateways === 1 ? "The NAT gateway costs" : `The ${gateways} NAT gateways cost`} about ${month} US dollars a month, and ${gigabyte} for each gigabyte that goes through.`,
    ownWords: ["month", "gigabyte"],
    why: "NAT gateways and their addresses are paid by the hour, whatever goes through. Prices are those of us-east-1 in April 2026; other regions are up to twice as much.",
    fix: "Nothing has to be done. A public network costs nothing: its tasks have public addresses, with every port closed to the internet.",
  }),
  NK488: code<{ services: readonly string[]; interfaces: number; zones: number; month: string; alone: boolean }>({
    severity: "note",
    title: "What endpoints cost",
    message: ({ services, interfaces, zones, month }) =>
      `Private tasks reach ${quotedList(services)} within the VPC: ${interfaces === 1 ? "1 interface" : `${interfaces} interfaces`} in ${zones === 1 ? "1 zone" : `${zones} zones`} cost about ${month} US dollars a month.`,
    ownWords: ["services", "month"],
    help: ({ alone }) =>
      alone ? "They reach nothing else: what a program calls beside these is out of reach without `nat`." : undefined,
    why: "Interface endpoints are paid for by the hour and zone, and 0.01 for each gigabyte; S3 and DynamoDB cost nothing. Prices are those of us-east-1 in April 2026; other regions are up to twice as much.",
    fix: "Nothing has to be done. From four interfaces in two zones on, they cost more than one NAT gateway.",
  }),
  NK489: code<{ key: string; environment: string }>({
    severity: "note",
    title: "Way out that nothing takes",
    message: ({ key, environment }) =>
      `Nothing in \`${environment}\` is on private networks alone, so \`${key}\` has no effect there and nothing is made.`,
    why: "Tasks on a public network have public addresses, and need no other way to the internet.",
    fix: "Put services on a network with `visibility: private`, or leave the setting for later.",
  }),
  NK491: code<{ task: string }>({
    severity: "warning",
    title: "First pull that leads out of the VPC",
    message: ({ task }) =>
      `The first pull of the image of \`${task}\` fills the pull-through cache from the internet, and endpoints alone do not lead there.`,
    help: () =>
      "Pull each new image once from elsewhere, in your pipeline for instance; or add `nat: single` under `infra`.",
    why: "ECR's cache needs a way to the internet from the subnet of whoever pulls an image first through an endpoint. Later pulls need none.",
    fix: "Have the pipeline pull each new image once, or set `infra.nat`.",
  }),
  NK490: code<{ region: string }>({
    severity: "error",
    title: "Endpoints in a region where their names are not known",
    message: ({ region }) => `The names of VPC endpoints in ${region} are not known here.`,
    help: () => "Remove `endpoints`, and set `nat`.",
    why: "Outside of the regions of AWS's own part and of GovCloud, some of these names begin otherwise, and AWS would refuse a wrong one.",
    fix: "Use `infra.nat` there.",
  }),
  NK492: code<{ subnet: string }>({
    severity: "error",
    title: "Subnet of both kinds",
    message: ({ subnet }) => `${subnet} is named as a public subnet and as a private one.`,
    help: () => "Name it once: a public subnet has a route to an internet gateway, and a private one has none.",
    why: "Tasks in a subnet with a route to an internet gateway reach the internet by their public addresses, and private tasks have none.",
    fix: "Remove it from the kind that it is not of.",
  }),
  NK493: code<{ vpc: string; task: string; others: number; named: boolean }>({
    severity: "note",
    title: "Private tasks in an existing VPC",
    message: ({ vpc, task, others }) =>
      `\`${task}\`${andOthers(others)} ${others === 0 ? "runs" : "run"} in private subnets of ${vpc}: what leads out of them is up to that VPC.`,
    help: ({ named }) =>
      `See that it has NAT, or endpoints for ECR, logs and secrets${named ? "." : "; `infra: { subnets: { private: [...] } }` names the subnets."}`,
    why: "Fargate pulls images, writes logs and reads secrets through the network of the task. Nothing of an existing VPC is changed, so no way out is made there.",
    fix: "Nothing has to be done where private subnets of the VPC have a route to NAT, a transit gateway or a firewall. Where some have one, subnets without it are not used unless they are named.",
  }),
  NK498: code<{ vpc: string }>({
    severity: "note",
    title: "Services that run in whatever subnets a VPC has",
    message: ({ vpc }) =>
      `Tasks run in all subnets of ${vpc} that serve: one that others add has every service deployed anew, with the next apply.`,
    help: () => "`infra: { subnets: one-per-zone }` uses one in each zone, and so do tags; a list names them for good.",
    why: "Subnets are found when Terraform plans, and a service names those that it runs in. ECS starts new tasks where these change.",
    fix: "Write `infra.subnets`: `one-per-zone`, tags, or ids. The first apply with it has services deployed once.",
  }),
  NK500: code<{ vpc: string }>({
    severity: "note",
    title: "A file system that is found by the DNS servers of an existing VPC",
    message: ({ vpc }) =>
      `Tasks find the file system through the DNS servers of ${vpc}, and those of its DHCP options may not know it.`,
    help: ({ vpc }) =>
      `See that they are \`AmazonProvidedDNS\`, or forward to it what ends in \`amazonaws.com\`: aws ec2 describe-vpcs --vpc-ids ${vpc} --query 'Vpcs[0].DhcpOptionsId', then aws ec2 describe-dhcp-options.`,
    why: "The name of a file system is known to Amazon's resolver alone, and only in the VPC. Terraform sees which DNS servers a VPC has, and not what they forward, so a plan cannot tell whether tasks will start.",
    fix: "Nothing has to be done where the DHCP options of the VPC name `AmazonProvidedDNS`, as they do by default.",
  }),
  NK494: code<{ environment: string }>({
    severity: "note",
    title: "Private subnets that nothing runs in",
    message: ({ environment }) =>
      `Nothing in \`${environment}\` is on private networks alone, so these subnets are not used there.`,
    why: "Tasks on a public network have public addresses and run in public subnets.",
    fix: "Put services on a network with `visibility: private`, or leave the subnets for later.",
  }),
  NK495: code<Nothing>({
    severity: "error",
    title: "Subnets by tag for both kinds, and for one",
    message: () => "`tag` finds the subnets of both kinds, and here those of one kind are named as well.",
    help: () =>
      "Write tags at each kind, as in `{ public: { tag: { Tier: public } }, private: { tag: { Tier: private } } }`.",
    why: "Of subnets that are found for both kinds, routes tell which are private. A kind that is named for itself takes no part in that.",
    fix: "Keep `tag` alone, or `public` and `private` alone.",
  }),
  NK496: code<{ key: string; part: "key" | "value"; problem: string }>({
    severity: "error",
    title: "Tag that no subnet can have",
    message: ({ key, part, problem }) =>
      part === "key" ? `The key of the tag \`${key}\` ${problem}.` : `The value of the tag \`${key}\` ${problem}.`,
    ownWords: ["part", "problem"],
    help: () => "Write the tag as the subnets have it: `*` and `?` do not stand for other characters.",
    why: "AWS takes letters, digits, spaces and _.:/=+-@ in tags, up to 128 characters in a key and 256 in a value. So no subnet would be found.",
    fix: "Write a tag that the subnets have.",
  }),
  NK497: code<Nothing>({
    severity: "error",
    title: "No tag to find subnets by",
    message: () => "No tag is written here, so every subnet of the VPC would do.",
    help: () => "Write one at least, as in `tag: { Tier: private }`.",
    why: "A subnet is used when it has all tags that are written. With none, subnets that are for something else would be used.",
    fix: "Write a tag that the subnets have, or leave `tag` out.",
  }),
} as const;

function andOthers(others: number): string {
  if (others === 0) return "";
  return others === 1 ? " and 1 other" : ` and ${others} others`;
}
