import { type Edit, put, rename } from "./edit.js";

/** Hosts, and what answers them. */
export const frontDoor: readonly Edit[] = [
  { name: "hosts: published service renamed", base: "published", change: rename("services/web", "site") },
  {
    name: "hosts: moved to another service",
    base: "published",
    change: (file) => {
      put("services/web/host", "api.example.com")(file);
      put("services/api/host", "shop.example.com")(file);
    },
  },
  { name: "hosts: HTTPS", base: "http", change: put("infra/dns", "aws") },
];
