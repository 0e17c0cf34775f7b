import { code, type Nothing } from "./entry.js";

const SHARED_BALANCER = {
  alone: {
    message: () => "`shared` is for a component that uses what the repository without a component makes.",
    help: () => "Write `infra.shared: true` as well, in a file with a `component`; or leave `shared` out.",
  },
  named: {
    message: (key: string) => `\`shared\` finds the load balancer of the project, and \`${key}\` is for another one.`,
    help: (key: string) => `Leave out \`${key}\`, or \`shared\`.`,
  },
} as const;

/** NK523 to NK532: components that use the infrastructure of the repository without one. */
export const shared = {
  NK523: code<Nothing>({
    severity: "error",
    title: "Shared infrastructure without a component",
    message: () => "`shared` is for a component: the repository without one makes what the components use.",
    help: () => "Give this repository its `component`, beside `name`, or remove `shared`.",
    why: "What is shared is found by the names that it has in the repository without a component. They would be the names of this one.",
    fix: "Write a `component` at the top of the file, or remove `infra.shared`. To join a network or a file system of another kind, name them: `infra.vpc`, `infra.efs.existing`.",
  }),
  NK524: code<{ key: string }>({
    severity: "error",
    title: "Setting of infrastructure that is shared",
    message: ({ key }) => `\`${key}\` has no effect: with \`shared\`, the repository without a component makes that.`,
    help: ({ key }) => `Write \`${key}\` in that repository, and remove it here.`,
    why: "A component that shares the infrastructure never makes or changes it.",
    fix: "Move the setting into the repository without a component, or remove `infra.shared`.",
  }),
  NK525: code<{ environment: string; other: string; component: string }>({
    severity: "error",
    title: "Environment that is called as a component",
    message: ({ environment, other, component }) =>
      `\`${environment}\` has the names that the component \`${component}\` has in \`${other}\`.`,
    help: () => "Call it otherwise, without two hyphens together.",
    why: "After the environment, the names of a component have two hyphens and the component. Two stacks would ask AWS for the same names.",
    fix: "Give the environment a name without two hyphens together.",
  }),
  NK526: code<{ service: string; variable: string; sibling: string; host: string; component: string }>({
    severity: "warning",
    title: "Name of a service that another component may have",
    message: ({ service, variable, sibling, host }) =>
      `\`${service}\` calls \`${sibling}\` in \`${variable}\`; here it is called \`${host}\`.`,
    help: ({ sibling, host }) => `Write \`${host}\` in place of \`${sibling}\`.`,
    why: "With `infra.shared`, all components find each other in one namespace, where a name is there once. A service is called by its key and its component, and by its key alone only in the repository without a component.",
    fix: "Write `<service>.<component>`, or use the variable `NANOKIT_URL_<NAME>`. If a service of the repository without a component is meant, nothing needs to be done.",
  }),
  NK527: code<{ key: string }>({
    severity: "error",
    title: "Component that provides for others",
    message: ({ key }) => `Nobody uses \`${key}\` of a component: they look in the repository without one.`,
    help: () => "Write it in the repository without a `component`.",
    why: "Components find what they share by the names that the repository without a component gives it.",
    fix: "Move `infra.provide` into the repository without a component.",
  }),
  NK528: code<Nothing>({
    severity: "error",
    title: "File system that is there already, provided for components",
    message: () => "The file system is there already, so there is nothing to make for components.",
    help: () => "Remove `provide.efs`, and name the file system in each component: `infra.efs.existing`.",
    why: "Components find the file system that the repository without one makes, by its name. They know nothing of another.",
    fix: "Remove `infra.provide.efs`, and write `infra.efs.existing` with its `securityGroups` in the components too.",
  }),
  NK529: code<{ problem: "alone" | "named"; key: string }>({
    severity: "error",
    title: "Shared load balancer that cannot be meant",
    message: ({ problem, key }) => SHARED_BALANCER[problem].message(key),
    help: ({ problem, key }) => SHARED_BALANCER[problem].help(key),
    ownWords: ["problem", "key"],
    why: "With `infra.loadBalancer.shared`, a component publishes its services on the load balancer that the repository without a component makes for all. It is found by its name there, and its security group too.",
    fix: "Write `infra.shared: true` and `infra.loadBalancer: { shared: true }` in a component; or name another load balancer by `arn` or `listenerArn`, with `securityGroup`.",
  }),
  NK530: code<Nothing>({
    severity: "error",
    title: "Load balancer that is there already, provided for components",
    message: () => "The load balancer is there already, so there is nothing to make for components.",
    help: () => "Remove `provide.loadBalancer`, and name the load balancer in each component: `infra.loadBalancer`.",
    why: "Components find the load balancer that the repository without one makes, by its name. They know nothing of another.",
    fix: "Remove `infra.provide.loadBalancer`, and write `infra.loadBalancer` with `arn` or `listenerArn` and `securityGroup` in the components too.",
  }),
  NK531: code<{ environment: string }>({
    severity: "warning",
    title: "Load balancer for components without HTTPS",
    message: ({ environment }) =>
      `In \`${environment}\` components are published over plain HTTP: no service here has a host that a certificate could be made for, and none is named.`,
    help: () =>
      "Set `infra.certificateArn` to a certificate of ACM for the hosts of components, with which the listener begins.",
    why: "A listener for HTTPS needs a first certificate. Components add theirs to it, and cannot make the listener.",
    fix: "Set `infra.certificateArn`. Without it, components write `infra.loadBalancer.https: false`.",
  }),
} as const;
