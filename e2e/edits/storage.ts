import { type Edit, put } from "./edit.js";

/** Volumes and the file system. */
export const storage: readonly Edit[] = [
  { name: "volumes: another owner", base: "volumes", change: put("volumes/uploads/efs", { uid: 1001, gid: 1001 }) },
];
