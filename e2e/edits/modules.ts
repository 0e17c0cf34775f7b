import { type Edit, put, type Step } from "./edit.js";

const NOTHING = () => {};
const another = put("services/api", { image: "ghcr.io/example/api:1", networks: [] });

const intoRoot: readonly Step[] = [
  { form: "module", says: 'terraform -chdir=infra state mv "$one" "module.stage.$one"' },
  { apply: NOTHING, says: "what changes is tags, which each resource has of its own now" },
];
const outOfRoot: readonly Step[] = [
  { form: "root", says: 'terraform -chdir=generated/stacks/shop-stage state mv "$one" "${one#module.stage.}"' },
  { apply: NOTHING, says: "Back to a root it is the same, the other way around" },
];

/** A stack in a root that was written by hand. */
export const modules: readonly Edit[] = [
  {
    name: "modules: a stack with data moves into a root",
    base: "volumes",
    change: NOTHING,
    foretold: { code: "NK608", page: "modules.md", steps: intoRoot },
  },
  {
    name: "modules: a built image moves into a root, and back",
    base: "built",
    change: NOTHING,
    foretold: { code: "NK608", page: "modules.md", steps: [...intoRoot, ...outOfRoot] },
  },
  {
    name: "modules: a service in a root, added and removed",
    base: "built",
    change: another,
    foretold: {
      code: "NK608",
      page: "modules.md",
      steps: [
        ...intoRoot,
        { apply: another, says: "All else is as in a root" },
        { apply: NOTHING, says: "All else is as in a root" },
      ],
    },
  },
];
