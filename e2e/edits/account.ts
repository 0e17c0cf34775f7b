import { all, type Edit, put } from "./edit.js";

/** What an account asks of everything in it. */
export const account: readonly Edit[] = [
  {
    name: "roles: of a service, one that is there already",
    base: "plain",
    change: put("services/worker/aws", { taskRole: "platform/worker", executionRole: "start" }),
  },
  {
    name: "roles: of a service with a volume, one that is there already",
    base: "plain",
    change: put("services/db/aws", { taskRole: "platform/db" }),
  },
  {
    name: "roles: of a service, others that are there already",
    base: "plain",
    first: put("services/worker/aws", { taskRole: "platform/worker", executionRole: "start" }),
    change: put("services/worker/aws", { taskRole: "worker", executionRole: "platform/start" }),
  },
  {
    name: "roles: of a service, its own again",
    base: "plain",
    first: put("services/worker/aws", { taskRole: "platform/worker", executionRole: "start" }),
    change: put("services/worker/aws", undefined),
  },
  {
    name: "roles: of each service, those that are there already",
    base: "plain",
    change: all(
      put("services/worker/aws", { taskRole: "platform/worker", executionRole: "start" }),
      put("services/db/aws", { taskRole: "platform/db", executionRole: "start" }),
    ),
  },
  {
    name: "roles: a boundary for the first time",
    base: "plain",
    change: put("infra/roles", { permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" }),
  },
  { name: "roles: no boundary any more", base: "account", change: put("infra/roles/permissionsBoundary", undefined) },
  { name: "roles: a path for the first time", base: "plain", change: put("infra/roles", { path: "/platform/" }) },
  { name: "roles: another path", base: "account", change: put("infra/roles/path", "/platform/shop/") },
  { name: "roles: no path any more", base: "account", change: put("infra/roles/path", undefined) },
  { name: "tags: for the first time", base: "plain", change: put("infra/tags", { Owner: "platform" }) },
  { name: "tags: another value", base: "account", change: put("infra/tags/Owner", "web") },
  { name: "tags: none any more", base: "account", change: put("infra/tags", undefined) },
];
