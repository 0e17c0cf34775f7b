import { type Edit, put } from "./edit.js";

/** What is edited day by day. */
export const everyday: readonly Edit[] = [
  { name: "service: another image", base: "plain", change: put("services/db/image", "mongo:8.0.4") },
  { name: "service: one more", base: "plain", change: put("services/extra", { image: "nginx:1.29", networks: [] }) },
];
