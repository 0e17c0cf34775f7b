import { type Edit, put } from "./edit.js";

const worker = put("services/web", { image: "nginx:1.29", expose: 80 });

/** Two repositories of one project in one account, with the same keys. */
export const components: readonly Edit[] = [
  {
    name: "component: a service more, beside the repository without one",
    base: "component",
    beside: "plain",
    change: worker,
  },
  {
    name: "component: a service more in the repository without one, beside a component",
    base: "plain",
    beside: "component",
    change: worker,
  },
];
