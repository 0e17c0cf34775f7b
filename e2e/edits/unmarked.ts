import type { Change } from "../../src/changes/changes.js";
import type { Planned } from "./messages.js";

/** What holds data or answers requests: to destroy it or to make it anew interrupts something, or loses it. */
const HELD = [
  "aws_ecs_service",
  "aws_efs_access_point",
  "aws_efs_file_system",
  "aws_efs_mount_target",
  "aws_lb",
  "aws_lb_listener",
];

/** What a plan destroys or makes anew although `check` says of it neither that it interrupts something nor that data is lost. */
export function unmarked(planned: readonly Planned[], changes: readonly Change[]): readonly string[] {
  const told = new Set(
    changes
      .filter(({ marks }) => marks.some(({ kind }) => kind === "interrupts" || kind === "data" || kind === "closes"))
      .map(({ address }) => address),
  );
  // Mount targets that go with their file system are told with it, as data that is lost.
  const parts = told.has("aws_efs_file_system.main") ? ["aws_efs_mount_target"] : [];
  return (
    planned
      .filter(
        ({ type, action }) =>
          HELD.includes(type) && !parts.includes(type) && (action === "delete" || action === "replace"),
      )
      .map(({ address }) => address)
      .filter((address) => !told.has(address) && !told.has(address.replace(/\[.*$/, "")))
      // A lock has no data: it goes with the volume that it is for.
      .filter((address) => !told.has(address.replace("._lock_", ".")))
  );
}
