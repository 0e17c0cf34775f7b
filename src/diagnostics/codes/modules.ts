import { quotedList } from "../lists.js";
import { code } from "./entry.js";

/** NK514 to NK516: stacks that are modules, and what only a root can have. */
export const modules = {
  NK514: code<{ stack: string }>({
    severity: "error",
    title: "Backend of a module",
    message: ({ stack }) => `${stack} is a module, and a module has no state of its own.`,
    help: () =>
      "Remove `infra.backend` for it: the root that calls the module says where the state is. `nanokit-tf synth --root` makes a root of it again.",
    why: "Terraform heeds the backend of the root alone, and passes over that of a module with a warning.",
    fix: "Take `infra.backend` out, or set it to `null` in the environments whose stack is a module. The backend goes into the root that calls it.",
  }),
  NK515: code<{ stack: string; aliases: readonly string[] }>({
    severity: "note",
    aboutOutput: true,
    title: "Providers that a module asks for",
    message: ({ stack, aliases }) =>
      `${stack} is a module, and asks the root that calls it for ${quotedList(aliases)}.`,
    help: ({ aliases }) =>
      `Pass it in the call: \`providers = { aws = aws, ${aliases.map((one) => `${one} = ${one}`).join(", ")} }\`. \`aws.copies\` is of the region that \`infra.efs.backup.copyTo\` names, \`aws.dns\` takes the role of \`infra.hostedZone\`.`,
    ownWords: ["aliases"],
    why: "A module should have no provider of its own: it could not be called for several, and what it made could not be destroyed once the call is gone.",
    fix: "Write a provider with this alias in the root, and pass it in the call of the module.",
  }),
  NK516: code<{ path: string; block: string }>({
    severity: "error",
    title: "File beside a module that only a root can have",
    message: ({ path, block }) => `${path} has \`${block}\`, which belongs in the root that calls the module.`,
    help: ({ path }) => `Move it there. If nothing else is in it: \`git mv ${path}\` to the folder of the root.`,
    ownWords: ["block"],
    why: "Terraform refuses `import` in a module, passes over its backend, and cannot call a module with a provider of its own for several.",
    fix: "Move the block into a file of the root. Of an import block, the address gets `module.<call>.` in front there.",
  }),
} as const;
