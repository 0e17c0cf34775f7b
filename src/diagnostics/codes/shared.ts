import { code, type Nothing } from "./entry.js";

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
} as const;
