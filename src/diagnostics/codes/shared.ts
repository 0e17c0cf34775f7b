import { quotedList } from "../lists.js";
import { code, type Nothing } from "./entry.js";

const SHARED_BALANCER = {
  alone: {
    message: () => "`loadBalancer.shared` needs `infra.shared: true`, in a file with a `component`.",
    help: () => "Write `infra.shared: true` as well, or remove this `shared`.",
  },
  named: {
    message: (key: string) => `\`shared\` uses the load balancer of the project, but \`${key}\` names another one.`,
    help: (key: string) => `Remove \`${key}\`, or remove \`shared\`.`,
  },
} as const;

/** NK523 to NK532: components that use the infrastructure of the repository without one. */
export const shared = {
  NK523: code<Nothing>({
    severity: "error",
    title: "Shared infrastructure without a component",
    message: () =>
      "`shared` needs a `component`: it uses what the repository without a component makes, and this file has none.",
    help: () => "Write `component: <name>` beside `name`, or remove `shared`.",
    why: "Shared things are found by the names that they have in the repository without a component. Without a `component`, this file would give its own things the same names.",
    fix: "Write a `component` at the top of the file, or remove `infra.shared`. To join a network or a file system of another kind, name them: `infra.vpc`, `infra.efs.existing`.",
  }),
  NK524: code<{ key: string }>({
    severity: "error",
    title: "Setting of infrastructure that is shared",
    message: ({ key }) =>
      `\`${key}\` has no effect here: with \`shared\`, the repository without a component decides it.`,
    help: ({ key }) => `Write \`${key}\` in that repository, and remove it here.`,
    why: "A component that shares the infrastructure never makes or changes it.",
    fix: "Move the setting into the repository without a component, or remove `infra.shared`.",
  }),
  NK525: code<{ environment: string; other: string; component: string }>({
    severity: "error",
    title: "Environment with the names of a component",
    message: ({ environment, other, component }) =>
      `The environment \`${environment}\` would have the same names in AWS as the component \`${component}\` has in the environment \`${other}\`.`,
    help: () => "Choose a name for it without `--`.",
    why: "The names of a component end with the environment, two hyphens and the component. Two stacks would ask AWS for the same names.",
    fix: "Give the environment a name without `--`.",
  }),
  NK526: code<{ service: string; variable: string; sibling: string; host: string; component: string }>({
    severity: "warning",
    title: "Name of a service that another component may have",
    message: ({ service, variable, sibling, host }) =>
      `\`${service}\` calls \`${sibling}\` in \`${variable}\`, but in this component the name of that service is \`${host}\`.`,
    help: ({ sibling, host }) => `Write \`${host}\` instead of \`${sibling}\`.`,
    why: "With `infra.shared`, all components find each other in one namespace, where each name exists once. There a service of a component has the name `<service>.<component>`, and a service of the repository without a component has its key as its name.",
    fix: "Write `<service>.<component>`, or use the variable `NANOKIT_URL_<NAME>`. If a service of the repository without a component is meant, nothing needs to be done.",
  }),
  NK527: code<{ key: string }>({
    severity: "error",
    title: "Component that provides for others",
    message: ({ key }) =>
      `\`${key}\` has no effect in a component: components use only what the repository without a component provides.`,
    help: () => "Move it to the file of the repository without a `component`.",
    why: "Components find what they share by the names that the repository without a component gives it.",
    fix: "Move `infra.provide` into the repository without a component.",
  }),
  NK528: code<Nothing>({
    severity: "error",
    title: "File system that is there already, provided for components",
    message: () => "`provide.efs` makes a file system for components, but this file uses an existing one.",
    help: () => "Remove `provide.efs`, and write `infra.efs.existing` in each component.",
    why: "Components find a file system by the name that it gets in the repository without a `component`. They do not find another one.",
    fix: "Remove `infra.provide.efs`, and write `infra.efs.existing` with its `securityGroups` in the components too.",
  }),
  NK529: code<{ problem: "alone" | "named"; key: string }>({
    severity: "error",
    title: "Shared load balancer that is not clear",
    message: ({ problem, key }) => SHARED_BALANCER[problem].message(key),
    help: ({ problem, key }) => SHARED_BALANCER[problem].help(key),
    ownWords: ["problem", "key"],
    why: "With `infra.loadBalancer.shared`, a component publishes its services on the load balancer that the repository without a component makes for all. It is found by its name there, and its security group too.",
    fix: "Write `infra.shared: true` and `infra.loadBalancer: { shared: true }` in a component; or name another load balancer by `arn` or `listenerArn`, with `securityGroup`.",
  }),
  NK530: code<Nothing>({
    severity: "error",
    title: "Load balancer that is there already, provided for components",
    message: () => "`provide.loadBalancer` makes a load balancer for components, but this file uses an existing one.",
    help: () => "Remove `provide.loadBalancer`, and write `infra.loadBalancer` in each component.",
    why: "Components find a load balancer by the name that it gets in the repository without a `component`. They do not find another one.",
    fix: "Remove `infra.provide.loadBalancer`, and write `infra.loadBalancer` with `arn` or `listenerArn` and `securityGroup` in the components too.",
  }),
  NK531: code<{ environments: readonly string[] }>({
    severity: "warning",
    perEnvironment: true,
    title: "Load balancer for components without HTTPS",
    message: ({ environments }) =>
      `In ${quotedList(environments)} the load balancer for components has no HTTPS: the file names no certificate, and none can be made for a host of a service here.`,
    help: () => "Set `infra.certificateArn` to a certificate of ACM, for the hosts of a component for instance.",
    why: "A listener for HTTPS needs a first certificate. Components add theirs to it, and cannot make the listener.",
    fix: "Set `infra.certificateArn`. Without it, components write `infra.loadBalancer.https: false`.",
  }),
} as const;
