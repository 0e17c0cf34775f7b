import { type Json, objectOf } from "../../stack/json.js";
import type { Blocks } from "../../stack/stack.js";
import { containersOf, mountsOf } from "../mounted.js";
import { bodies } from "../surroundings.js";
import type { Finding, Rule } from "./rule.js";

/** A container that from now on runs as another user, on files that are there and belong to whoever wrote them. */
export const otherUser: Rule<"otherUser"> = (change, around) => {
  const { action, address } = change;
  if (action === "create" || action === "destroy") return [];
  const { before, after } = around;
  const kept = ownFiles(address, before);
  if (![...ownFiles(address, after)].some((directory) => kept.has(directory))) return [];
  const { old, now } = bodies(change, around);
  const users = new Map(containersOf(now?.container_definitions, after).map(({ name, user }) => [name, user] as const));
  return containersOf(old?.container_definitions, before).flatMap(({ name, user }) => {
    return users.has(name) ? compared(user, users.get(name)) : [];
  });
};

/** The directories in which files belong to the user of the container, and not to one that the access point names. */
function ownFiles(definition: string, blocks: Blocks): ReadonlySet<string> {
  const mounts = [...mountsOf(blocks.get(definition), blocks).values()];
  return new Set(
    mounts
      .filter(({ accessPoint }) => objectOf(blocks.get(accessPoint)?.body).posix_user === undefined)
      .map(({ directory }) => directory),
  );
}

function compared(old: Json | undefined, now: Json | undefined): readonly Finding<"changed" | "named" | "notNamed">[] {
  if (old === now) return [];
  if (typeof now !== "string") return typeof old === "string" ? [{ says: ["notNamed"], values: { old } }] : [];
  return typeof old === "string"
    ? [{ says: ["changed"], values: { old, now } }]
    : [{ says: ["named"], values: { now } }];
}
