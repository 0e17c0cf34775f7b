import { quotedList } from "../lists.js";
import { code, theEnvironments } from "./entry.js";

/** NK470 to NK479: more than AWS takes, or takes without being asked to raise a quota. */
export const limits = {
  NK470: code<{
    what: "service" | "job";
    name: string;
    bytes: number;
    limit: number;
    most: "variables" | "urls" | "secrets" | "commands" | "files";
  }>({
    severity: "error",
    title: "Task definition too large",
    message: ({ what, name, bytes, limit, most }) =>
      `The task definition of ${what === "job" ? "the job " : ""}\`${name}\` has ${bytes} bytes, and ECS allows ${limit}. ${mostOfIt[most]}`,
    help: ({ most }) => smaller[most],
    ownWords: ["what", "limit", "most"],
    why: "Image, variables, names of secrets and commands of all containers of a task are in one document, and ECS refuses a larger one when Terraform applies. This limit cannot be raised.",
    fix: "Move long values into `secrets`, of which only the names count, into a file of the image or of a volume, or into another service.",
  }),
  NK479: code<{ what: "service" | "job"; name: string; containers: readonly string[]; limit: number }>({
    severity: "error",
    title: "More containers than a task takes",
    message: ({ what, name, containers, limit }) =>
      `A task of ${what === "job" ? "the job " : ""}\`${name}\` would have ${containers.length} containers, and ECS allows ${limit}: ${quotedList(containers, "and")}.`,
    help: () => "Run some of its sidecars as services of their own, or take them out.",
    ownWords: ["what", "limit"],
    why: "ECS refuses a task definition with more when Terraform applies, and this limit cannot be raised. What runs before a service, puts files into a container or fills a volume is a container too.",
    fix: "Run a sidecar as a service of its own, or put its files and what runs before the service into the image.",
  }),
  NK471: code<{ count: number; limit: number }>({
    severity: "error",
    title: "More published services than a load balancer takes",
    message: ({ count, limit }) =>
      `${count} services have a public host, and a load balancer can have ${limit} target groups, one for each of them.`,
    help: () => "Publish fewer, or split the project: each project has a load balancer of its own.",
    ownWords: ["limit"],
    why: "AWS refuses the next target group when Terraform applies. This limit cannot be raised.",
    fix: "Let one service pass requests on to several others, or split the project into several.",
  }),
  NK472: code<{
    environments: readonly string[];
    count: number;
    limit: number;
    of: string;
    quota: string;
    service: string;
  }>({
    severity: "warning",
    perEnvironment: true,
    title: "More than the default quota",
    message: ({ environments, count, limit, of, quota, service }) =>
      `${quotedList(environments)} ${environments.length === 1 ? `needs ${count}` : `need ${count} each`}, and AWS allows ${limit} ${of} unless the quota \`${quota}\` of ${service} is raised.`,
    help: ({ quota }) =>
      `Have \`${quota}\` raised before you apply, in the Service Quotas console or by AWS Support, or split the project over several accounts.`,
    ownWords: ["limit", "of", "quota", "service"],
    why: "AWS refuses what is beyond when it is made, and the apply stops there. What else is in the account counts too.",
    fix: "Have the quota raised, or split the project over several accounts. Nothing needs to be done if it is raised already.",
  }),
  NK473: code<{ environments: readonly string[]; count: number; limit: number; quota: string }>({
    severity: "note",
    perEnvironment: true,
    title: "More vCPUs than a new account has",
    message: ({ environments, count, limit, quota }) =>
      `All tasks together have ${count} vCPUs in ${theEnvironments(environments)}, and a new account may run ${limit}: the quota \`${quota}\` of AWS Fargate.`,
    help: ({ quota }) => `See in the Service Quotas console what \`${quota}\` is in your account, and have it raised.`,
    ownWords: ["limit", "quota"],
    why: "The apply goes through, and ECS starts no more tasks than the quota allows: the others wait, and the events of their services say why. AWS raises it by itself as an account is used. A deployment that starts new tasks beside the old ones needs more for a while.",
    fix: "Have the quota raised where it is lower. Nothing needs to be done otherwise.",
  }),
  NK474: code<{ count: number; limit: number }>({
    severity: "error",
    title: "More names than a certificate takes",
    message: ({ count, limit }) =>
      `The certificate would have ${count} names, and ACM allows ${limit} even where the quota is raised.`,
    help: () => "Use wildcards such as `*.example.com`, or set `certificateArn`.",
    ownWords: ["limit"],
    why: "ACM refuses a certificate with more names.",
    fix: "Use a wildcard in place of many hosts, set `infra.certificateArn`, or split the project.",
  }),
} as const;

const mostOfIt = {
  variables: "Most of that are its variables.",
  urls: "Most of that are the URLs of the services that it can reach.",
  secrets: "Most of that are the names of its secrets.",
  commands: "Most of that are its commands.",
  files: "Most of that are its files.",
} as const;

const smaller = {
  variables:
    "Move long values into `secrets`, of which only the names count, or into a file of the image or of a volume.",
  urls: "Services that need not reach each other can be on `networks` of their own: then they do not get each other's URL.",
  secrets: "Keep several values in one secret as JSON, and let the program read it whole.",
  commands: "Put the script into the image, or on a volume, and call it.",
  files: "Have the largest built into the image: `COPY` in a Dockerfile, and `build` in place of `image`.",
} as const;
