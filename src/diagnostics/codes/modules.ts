import { quotedList } from "../lists.js";
import { code } from "./entry.js";

/** What the provider of an alias has to be, which a module is passed. */
const NEEDED_BY_ALIAS: ReadonlyMap<string, string> = new Map([
  ["aws.copies", "`aws.copies` needs the region of `infra.efs.backup.copyTo`."],
  ["aws.dns", "`aws.dns` needs the role of `infra.hostedZone`."],
]);

/** NK514 to NK516: stacks that are modules, and what only a root can have. */
export const modules = {
  NK514: code<{ stack: string }>({
    severity: "error",
    title: "Backend of a module",
    message: ({ stack }) => `${stack} is a module, and a module cannot have a backend: it has no state of its own.`,
    help: () =>
      "Write the backend in the root that calls the module, and remove `infra.backend` for this environment. To have a root again: `nanokit-tf synth --root`.",
    why: "Terraform uses only the backend of the root. It ignores that of a module, with a warning.",
    fix: "Remove `infra.backend`, or set it to `null` in the environments whose stack is a module. Write the backend in the root that calls it.",
  }),
  NK515: code<{ stack: string; aliases: readonly string[] }>({
    severity: "note",
    aboutOutput: true,
    title: "Providers that a module asks for",
    message: ({ stack, aliases }) =>
      `${stack} is a module, and asks the root that calls it for ${quotedList(aliases)}.`,
    help: ({ aliases }) =>
      `Pass it in the call: \`providers = { aws = aws, ${aliases.map((one) => `${one} = ${one}`).join(", ")} }\`. ${aliases.flatMap((one) => NEEDED_BY_ALIAS.get(one) ?? []).join(" ")}`.trimEnd(),
    ownWords: ["aliases"],
    why: "A module with a provider of its own cannot be called with `for_each`. And when its call is removed, Terraform cannot destroy its resources.",
    fix: "Write a provider with this alias in the root, and pass it in the call of the module.",
  }),
  NK516: code<{ path: string; block: string }>({
    severity: "error",
    title: "File beside a module that only a root can have",
    message: ({ path, block }) => `${path} has \`${block}\`, which belongs in the root that calls the module.`,
    help: ({ path }) => `Move it there. If the file has nothing else: \`git mv ${path}\` to the folder of the root.`,
    ownWords: ["block"],
    why: "In a module, Terraform refuses `import` and ignores a backend. A module with a provider of its own cannot be called with `for_each`.",
    fix: "Move the block into a file of the root. In an import block, write `module.<call>.` in front of the address there.",
  }),
} as const;
