import { type Json, objectOf } from "../../stack/json.js";
import { onTheSameFiles } from "../mounted.js";
import type { Finding, Rule } from "./rule.js";

/** A container that from now on runs as another user, on files that are there and belong to whoever wrote them. */
export const otherUser: Rule<"otherUser"> = (change, around) => {
  if (change.action === "create" || change.action === "destroy") return [];
  // Where the access point names a user, files belong to that one.
  const containers = onTheSameFiles(
    change,
    around,
    ({ accessPoint }, blocks) => objectOf(blocks.get(accessPoint)?.body).posix_user === undefined,
  );
  return containers.flatMap(({ old, now }) => compared(old.user, now.user));
};

function compared(old: Json | undefined, now: Json | undefined): readonly Finding<"changed" | "named" | "notNamed">[] {
  if (old === now) return [];
  if (typeof now !== "string") return typeof old === "string" ? [{ says: ["notNamed"], values: { old } }] : [];
  return typeof old === "string"
    ? [{ says: ["changed"], values: { old, now } }]
    : [{ says: ["named"], values: { now } }];
}
