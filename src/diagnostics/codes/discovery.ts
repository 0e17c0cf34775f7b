import { quotedList } from "../lists.js";
import { code, didYouMean, thereAre } from "./entry.js";

/** NK340 to NK349, and notes from NK920 on: networks, and how services find each other. */
export const discovery = {
  NK340: code<{ name: string; known: readonly string[]; suggestion: string | undefined }>({
    severity: "error",
    title: "Unknown network",
    message: ({ name }) => `There is no network \`${name}\`.`,
    help: ({ name, known, suggestion }) =>
      didYouMean(suggestion) ?? (known.length > 1 ? thereAre(known) : `Add it: \`networks: { ${name}: {} }\`.`),
    workedOut: ["suggestion"],
    why: "With a mistake in the name, the service would be alone on a network and could reach nobody.",
    fix: "Correct the name, or declare the network under `networks`. `default` is always there.",
  }),
  NK341: code<{ service: string; count: number; maximum: number }>({
    severity: "error",
    title: "Too many networks",
    message: ({ service, count, maximum }) =>
      `\`${service}\` is on ${count} networks that have servers, and a task can be on ${maximum}.`,
    help: () => "Let services that all reach each other share one network.",
    ownWords: ["maximum"],
    why: "A network is a security group, and a task of ECS carries five at most, its own among them.",
    fix: "Put services that may all reach each other on one network.",
  }),
  NK342: code<{ service: string; variable: string; one: string; other: string }>({
    severity: "error",
    title: "One variable for two services",
    message: ({ service, variable, one, other }) =>
      `In \`${service}\`, \`${one}\` and \`${other}\` would get the same variable, \`${variable}\`.`,
    help: ({ variable }) => `Rename one of them, or set \`${variable}\` in \`env\` yourself.`,
    why: "The URL of each service that can be reached is put into the environment, with `-` as `_` and in capitals.",
    fix: "Rename one of the services, or set the variable in `env` of the service that uses it.",
  }),
  NK920: code<{ services: readonly string[] }>({
    severity: "note",
    title: "Proxy of Service Connect",
    message: ({ services }) =>
      `Each task of ${quotedList(services)} runs a proxy of Service Connect, which finds other services by name. It takes 0.25 vCPU and 64 MiB of the task.`,
    help: () =>
      "If that is fine, write `infra.discovery: service-connect`. With `none` there are no proxies and no names.",
    why: "Services that may reach each other do so by name, and AWS asks for this much in addition to what the program needs.",
    fix: "Nothing needs to be done; `infra.discovery: service-connect` shows that you know. With `none`, or on no common `networks`, services get no proxy.",
  }),
  NK921: code<{ service: string; image: string; port: number; dependent?: string }>({
    severity: "warning",
    title: "Server without a port",
    message: ({ service, dependent }) =>
      dependent === undefined
        ? `No other service can reach \`${service}\`: the file names no port of it.`
        : `\`${dependent}\` depends on \`${service}\`, but cannot reach it: the file names no port of \`${service}\`.`,
    help: ({ service, image, port }) => `Add \`expose: ${port}\` to \`${service}\`: that is the port of ${image}.`,
    why: "Only ports that the file names are open, and only to services on a common network. Docker opens all of them there.",
    fix: "Add `expose` with the port that the image listens on. If nobody should reach the server, accept the warning: `x-nanokit: { accept: [NK921] }` at the service.",
  }),
  NK922: code<{ services: readonly string[] }>({
    severity: "note",
    title: "Names are not found",
    message: ({ services }) =>
      `${quotedList(services)} can be reached by others, but not by name: \`discovery\` is \`none\`.`,
    help: () => "Remove `discovery: none`, or find them in your own way.",
    why: "The security groups let others in, but nothing tells them the address.",
    fix: "Nothing needs to be done if you have your own discovery. Otherwise remove `infra.discovery: none`.",
  }),
} as const;
