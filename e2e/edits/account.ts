import { type Edit, put } from "./edit.js";

/** What an account asks of everything in it. */
export const account: readonly Edit[] = [
  { name: "tags: for the first time", base: "plain", change: put("infra/tags", { Owner: "platform" }) },
  { name: "tags: another value", base: "account", change: put("infra/tags/Owner", "web") },
  { name: "tags: none any more", base: "account", change: put("infra/tags", undefined) },
  {
    name: "roles: a boundary for the first time",
    base: "plain",
    change: put("infra/roles", { permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" }),
  },
  { name: "roles: no boundary any more", base: "account", change: put("infra/roles/permissionsBoundary", undefined) },
  { name: "roles: a path for the first time", base: "plain", change: put("infra/roles", { path: "/platform/" }) },
  { name: "roles: another path", base: "account", change: put("infra/roles/path", "/platform/shop/") },
  { name: "roles: no path any more", base: "account", change: put("infra/roles/path", undefined) },
];
