import { quotedList } from "../lists.js";
import { code, type Nothing } from "./entry.js";

/** What gives private subnets a way out, as the help of findings has it. */
const WAYS = "`nat: single` for one NAT gateway, `nat: per-zone` for one in each zone, or `endpoints: true`";

/** NK481 to NK499: private networks. */
export const privateNetworks = {
  NK481: code<{ network: string; task: string; others: number }>({
    severity: "error",
    title: "Private tasks without a way out",
    message: ({ task, others }) =>
      `\`${task}\`${andOthers(others)} would run in private subnets without a way out: ${others === 0 ? "it" : "they"} could not pull images, write logs or read secrets.`,
    help: ({ network }) =>
      `Under \`infra\` write ${WAYS}. Or write \`visibility: public\` at the network \`${network}\`: all ports stay closed to the internet.`,
    why: "Fargate pulls images, writes logs and reads secrets through the network of the task. Without a way there, no task starts.",
    fix: "Set `infra.nat` or `infra.endpoints`, which cost money by the hour, or put the service on a public network: its tasks then have public addresses, with every port closed to the internet.",
  }),
  NK482: code<{ task: string; image: string; region: string | undefined }>({
    severity: "error",
    title: "Image that private tasks cannot pull",
    message: ({ task, image, region }) =>
      `\`${task}\` runs in private subnets that have endpoints alone. It can pull images only from ECR${region === undefined ? "" : ` in ${region}`}, and \`${image}\` is elsewhere.`,
    help: () =>
      "Push a copy to ECR, and write that: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/<name>:<tag>`. Or write `nat: single` under `infra`.",
    why: "An endpoint leads to one service of AWS in one region. Docker Hub, ghcr.io, ECR Public, ECR of other regions and its host that ends with `on.aws` are on the internet.",
    fix: "Name an image in ECR of the environment's region, or set `infra.nat`.",
  }),
  NK483: code<{ task: string; secret: string; secretRegion: string; region: string }>({
    severity: "error",
    title: "Secret that private tasks cannot read",
    message: ({ task, secret, secretRegion, region }) =>
      `\`${task}\` runs in private subnets that have endpoints alone. It can read secrets only in ${region}, and \`${secret}\` is in ${secretRegion}.`,
    help: ({ region }) =>
      `Have Secrets Manager replicate it to ${region}, and name that copy. Or write \`nat: single\` under \`infra\`.`,
    why: "Endpoints take no requests for other regions, and a task whose secrets cannot be read does not start.",
    fix: "Keep the secret in the environment's region, or set `infra.nat`.",
  }),
  NK484: code<{ zone: string; last: string }>({
    severity: "error",
    title: "Zone without room for a private subnet",
    message: ({ zone, last }) =>
      `There is no address range for a private subnet in ${zone}: only zones a to ${last} have one.`,
    ownWords: ["last"],
    help: ({ last }) => `Under \`infra.zones\` name zones whose last letter is a to ${last}.`,
    why: "The VPC is divided into sixteen ranges, and the letter of a zone decides which are its own. The private subnet of a zone after f would have the range of another zone's public subnet.",
    fix: "Name zones with letters from a to f.",
  }),
  NK485: code<{ addresses: number; gateways: number }>({
    severity: "error",
    title: "Not one address for each NAT gateway",
    message: ({ addresses, gateways }) =>
      `There ${gateways === 1 ? "is 1 NAT gateway" : `are ${gateways} NAT gateways`}, but \`addresses\` names ${addresses === 1 ? "1 address" : `${addresses} addresses`}.`,
    help: ({ gateways }) =>
      gateways === 0
        ? "Remove `addresses`, or write `mode: single`."
        : "Write one address for each gateway, in the order of the zones.",
    why: "A NAT gateway has one address, and an address that nothing uses costs money.",
    fix: "With `single` name one address. With `per-zone` name as many as there are zones: two, if `infra.zones` names none.",
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
      alone
        ? "They reach nothing else. If a program calls other addresses, write `nat: single` under `infra`."
        : undefined,
    why: "Interface endpoints are paid for by the hour and zone, and 0.01 for each gigabyte; S3 and DynamoDB cost nothing. Prices are those of us-east-1 in April 2026; other regions are up to twice as much.",
    fix: "Nothing has to be done. From four interfaces in two zones on, they cost more than one NAT gateway.",
  }),
  NK489: code<{ key: string; environments: readonly string[] }>({
    severity: "note",
    perEnvironment: true,
    title: "Way out that nothing uses",
    message: ({ key, environments }) =>
      `Nothing in ${quotedList(environments)} runs in private subnets, so \`${key}\` has no effect there, and nothing is made.`,
    why: "Tasks on a public network have public addresses, and need no other way to the internet.",
    fix: "Put services on a network with `visibility: private`, or leave the setting for later.",
  }),
  NK491: code<{ task: string }>({
    severity: "warning",
    title: "First pull that leads out of the VPC",
    message: ({ task }) =>
      `The first pull of the image of \`${task}\` has to fetch it from the internet into the pull-through cache, and endpoints alone do not lead to the internet.`,
    help: () =>
      "Pull each new image once from another place, in your pipeline for instance. Or write `nat: single` under `infra`.",
    why: "ECR's cache needs a way to the internet from the subnet of whoever pulls an image first through an endpoint. Later pulls need none.",
    fix: "Have the pipeline pull each new image once, or set `infra.nat`.",
  }),
  NK490: code<{ region: string }>({
    severity: "error",
    title: "Endpoints in a region where their names are not known",
    message: ({ region }) => `nanokit-tf does not know the names of VPC endpoints in ${region}.`,
    help: () => "Remove `endpoints`, and write `nat: single`.",
    why: "In separate parts of AWS, such as China, some of these names begin differently, and AWS would refuse a wrong one.",
    fix: "Use `infra.nat` there.",
  }),
  NK492: code<{ subnet: string }>({
    severity: "error",
    title: "Subnet of both kinds",
    message: ({ subnet }) => `${subnet} is named as a public subnet and as a private one.`,
    help: () => "Name it once: a public subnet has a route to an internet gateway, and a private one has none.",
    why: "Tasks in a subnet with a route to an internet gateway reach the internet by their public addresses, and private tasks have none.",
    fix: "Remove it from `public` or from `private`, where it is wrong.",
  }),
  NK493: code<{ vpc: string; task: string; others: number; named: boolean }>({
    severity: "note",
    title: "Private tasks in an existing VPC",
    message: ({ vpc, task, others }) =>
      `\`${task}\`${andOthers(others)} ${others === 0 ? "runs" : "run"} in private subnets of ${vpc}. No way out of them is made: that VPC must have one.`,
    help: ({ named }) =>
      `Check that it has NAT, or endpoints for ECR, logs and secrets.${named ? "" : " To choose the subnets, write `infra: { subnets: { private: [...] } }`."}`,
    why: "Fargate pulls images, writes logs and reads secrets through the network of the task. Nothing of an existing VPC is changed, so no way out is made there.",
    fix: "Nothing has to be done if the private subnets of the VPC have a route to NAT, a transit gateway or a firewall. If only some have one, the others are not used unless they are named.",
  }),
  NK498: code<{ vpc: string }>({
    severity: "note",
    title: "Services that run in all subnets of a VPC",
    message: ({ vpc }) =>
      `Tasks run in all suitable subnets of ${vpc}. When somebody adds a subnet to it, the next apply deploys every service again.`,
    help: () =>
      "Write `infra: { subnets: one-per-zone }` to use one subnet in each zone, or choose them by tag or by id.",
    why: "Terraform finds the subnets when it plans, and a service lists those that it runs in. When the list changes, ECS starts new tasks.",
    fix: "Write `infra.subnets`: `one-per-zone`, tags, or ids. The first apply with it has services deployed once.",
  }),
  NK500: code<{ vpc: string }>({
    severity: "note",
    title: "DNS servers of an existing VPC that may not know the file system",
    message: ({ vpc }) =>
      `Tasks find the file system by its DNS name. The DNS servers in the DHCP options of ${vpc} may not know that name.`,
    help: ({ vpc }) =>
      `Check that they are \`AmazonProvidedDNS\`, or that they ask it for names that end in \`amazonaws.com\`: aws ec2 describe-vpcs --vpc-ids ${vpc} --query 'Vpcs[0].DhcpOptionsId', then aws ec2 describe-dhcp-options.`,
    why: "Only Amazon's resolver knows the name of a file system, and only in the VPC. Terraform sees which DNS servers a VPC has, but not what they forward, so a plan cannot tell whether tasks will start.",
    fix: "Nothing has to be done where the DHCP options of the VPC name `AmazonProvidedDNS`, as they do by default.",
  }),
  NK494: code<{ environments: readonly string[] }>({
    severity: "note",
    perEnvironment: true,
    title: "Private subnets that nothing runs in",
    message: ({ environments }) =>
      `Nothing in ${quotedList(environments)} runs in private subnets, so these are not used there.`,
    why: "Tasks on a public network have public addresses and run in public subnets.",
    fix: "Put services on a network with `visibility: private`, or leave the subnets for later.",
  }),
  NK495: code<Nothing>({
    severity: "error",
    title: "Subnets by tag for both kinds, and for one",
    message: () => "`tag` finds public and private subnets, but here the subnets of one kind are named as well.",
    help: () =>
      "Write tags for each kind: `{ public: { tag: { Tier: public } }, private: { tag: { Tier: private } } }`.",
    why: "Of the subnets that `tag` finds for both kinds, the routes tell which are private. If one kind is named as well, it is not clear what `tag` is for.",
    fix: "Keep `tag` alone, or `public` and `private` alone.",
  }),
  NK496: code<{ key: string; part: "key" | "value"; problem: string }>({
    severity: "error",
    title: "Tag that no subnet can have",
    message: ({ key, part, problem }) =>
      part === "key" ? `The key of the tag \`${key}\` ${problem}.` : `The value of the tag \`${key}\` ${problem}.`,
    ownWords: ["part", "problem"],
    help: () => "Write the tag exactly as the subnets have it: `*` and `?` match no other characters.",
    why: "AWS takes letters, digits, spaces and _.:/=+-@ in tags, up to 128 characters in a key and 256 in a value. So no subnet would be found.",
    fix: "Write a tag that the subnets have.",
  }),
  NK497: code<Nothing>({
    severity: "error",
    title: "No tag to find subnets by",
    message: () => "`tag` is empty, so it would find every subnet of the VPC.",
    help: () => "Write at least one tag: `tag: { Tier: private }`.",
    why: "A subnet is used when it has all tags that are written. With none, subnets that are for something else would be used.",
    fix: "Write a tag that the subnets have, or leave `tag` out.",
  }),
} as const;

function andOthers(others: number): string {
  if (others === 0) return "";
  return others === 1 ? " and 1 other" : ` and ${others} others`;
}
