import { listed, quotedList } from "../lists.js";
import { code, thereAre } from "./entry.js";

const NUMBERS = {
  outside: "a port is a number from 1 to 65535",
  order: "the first port of a range must be lower than the last",
} as const;

const NETWORK_LOAD_BALANCER =
  "For TCP and UDP, write a Network Load Balancer in your own Terraform beside the stack, and allow its security group in that of the tasks (`output.security_group_ids`).";

/** NK550 to NK556, and NK567: ports of a service beside its own. */
export const ports = {
  NK550: code<{ port: string; other: string }>({
    severity: "error",
    title: "Port that is there twice",
    message: ({ port, other }) =>
      port === other ? `Port ${port} is there twice.` : `Port ${port} and port ${other} have ports in common.`,
    help: () => "Keep one of them. The same number with TCP and with UDP is two ports.",
    why: "A container listens on a port once, and ECS accepts no port twice.",
    fix: "Remove one of the entries, or make ranges end before the next begins.",
  }),
  NK551: code<{ found: string; problem: keyof typeof NUMBERS }>({
    severity: "error",
    title: "Not a port",
    message: ({ found, problem }) => `\`${found}\` is not a port: ${NUMBERS[problem]}.`,
    ownWords: ["problem"],
    why: "A port is a number of 16 bits, and nobody can call port 0.",
    fix: "Write a number from 1 to 65535, or a range such as `10000-10010/udp`.",
  }),
  NK552: code<{ service: string; name: string; own: boolean; variable?: string }>({
    severity: "error",
    title: "Name of two ports",
    message: ({ service, name, own, variable }) =>
      own
        ? `No other port can have the name \`${name}\`: ECS already uses it for the main port of \`${service}\`.`
        : variable === undefined
          ? `Two ports of \`${service}\` are called \`${name}\`.`
          : `The name \`${name}\` and the name of another port of \`${service}\` give the same variable, \`${variable}\`: there \`-\` becomes \`_\`.`,
    help: () => "Give it another name.",
    workedOut: ["variable"],
    why: "In a task definition each name is for one port. The main port of a service has the name of the service.",
    fix: "Give each port of a service a name of its own, and none the name of the service.",
  }),
  NK553: code<{ service: string; wanted: string; known: readonly string[] }>({
    severity: "error",
    title: "Unknown port",
    message: ({ service, wanted }) => `\`${service}\` has no port \`${wanted}\`.`,
    help: ({ known }) => (known.length > 0 ? thereAre(known) : "Name the port under `ports` or as `expose`."),
    why: "Requests for the `host` go to one of the ports that the service says it listens on.",
    fix: "Write the number or the name of a port that is under `ports`, or is `expose`.",
  }),
  NK554: code<{ service: string; ports: readonly string[] }>({
    severity: "error",
    title: "Port that the load balancer cannot reach",
    message: ({ service, ports }) =>
      `The load balancer cannot publish ${listed(ports)} of \`${service}\`: it needs one port that speaks HTTP.`,
    help: () => `Name the port on which it speaks HTTP, or remove \`host\`. ${NETWORK_LOAD_BALANCER}`,
    why: "An Application Load Balancer passes on HTTP only, to one port of a task.",
    fix: `Add the port on which the container speaks HTTP, or remove \`host\`. ${NETWORK_LOAD_BALANCER}`,
  }),
  NK555: code<{ service: string; ports: readonly string[] }>({
    severity: "warning",
    title: "Ports that no name leads to",
    message: ({ service, ports }) =>
      `No name leads to ${listed(ports)} of \`${service}\`: Service Connect supports only single ports, and only TCP.`,
    help: ({ service }) =>
      `Services on its networks may call them, but need the address of a task: have \`${service}\` tell it to them, or write an internal Network Load Balancer in your own Terraform.`,
    why: "The proxy that finds services by name knows single ports, and only TCP: no UDP and no ranges.",
    fix: "Use TCP where the program can. Otherwise tell callers the address of the task, which its metadata has (`ECS_CONTAINER_METADATA_URI_V4`), or make an internal Network Load Balancer, or a service of Cloud Map with DNS, in Terraform of your own.",
  }),
  NK556: code<{ service: string; ports: readonly string[]; published?: number }>({
    severity: "note",
    title: "Ports are not published",
    message: ({ service, ports, published }) =>
      published === undefined
        ? `${quotedList(ports)} of \`${service}\` ${ports.length === 1 ? "stays" : "stay"} private: services on its networks reach ${ports.length === 1 ? "it" : "them"}, and the internet does not.`
        : `The load balancer leads to port ${published} of \`${service}\`: ${listed(ports)} ${ports.length === 1 ? "stays" : "stay"} private.`,
    help: ({ ports, published }) => {
      const which =
        published === undefined
          ? "`host` publishes one that speaks HTTP."
          : "`aws.targetGroup.port` names another one.";
      return ports.some((port) => /udp|-/.test(port)) ? `${which} ${NETWORK_LOAD_BALANCER}` : which;
    },
    why: "`ports` names the ports that the container listens on. A port that the file does not publish stays closed, and a host leads to one port.",
    fix: `Nothing needs to be done where only other services call them. ${NETWORK_LOAD_BALANCER}`,
  }),
  NK567: code<{ port: string; protocol: string; written: string }>({
    severity: "error",
    title: "Port of two protocols",
    message: ({ port, protocol, written }) =>
      `\`${port}\` is ${written.toUpperCase()}, and \`protocol\` says \`${protocol}\`.`,
    help: ({ written }) => `Remove \`protocol\` to keep ${written.toUpperCase()}, or write the port as a number alone.`,
    why: "The word after the slash is the protocol too, and HTTP uses TCP. With two different ones, it is not clear which one is meant.",
    fix: "Write the port as a number beside `protocol`, or leave `protocol` out.",
  }),
} as const;
