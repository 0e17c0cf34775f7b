import { ALL_CAPABILITIES, DEFAULT_CAPABILITIES } from "../../aws/capabilities.js";
import { listed } from "../../diagnostics/lists.js";
import { type JsonObject, listOf, objectOf } from "../../stack/json.js";
import { containersOf } from "../mounted.js";
import type { Finding, Rule } from "./rule.js";

/** Which capabilities of Linux containers that stay get from now on, and which they lose. */
export const capabilities: Rule<"capabilities"> = ({ action, address }, { before, after }) => {
  if (action === "create" || action === "destroy") return [];
  const [old = [], now = []] = [before, after].map((blocks) =>
    containersOf(objectOf(blocks.get(address)?.body).container_definitions, blocks),
  );
  return old.flatMap(({ id, body }) => {
    const other = now.find((one) => one.id === id);
    return other ? compared(body, other.body) : [];
  });
};

function compared(old: JsonObject, now: JsonObject): readonly Finding<"more" | "fewer">[] {
  const [had, has] = [ofContainer(old), ofContainer(now)];
  const container = String(now.name);
  const found = (says: "more" | "fewer", names: readonly string[]): readonly Finding<"more" | "fewer">[] =>
    names.length > 0 ? [{ says: [says], values: { container, names: listed(names, "and") } }] : [];
  return [
    ...found(
      "more",
      has.filter((name) => !had.includes(name)),
    ),
    ...found(
      "fewer",
      had.filter((name) => !has.includes(name)),
    ),
  ];
}

/** What a container has in the end: docker drops first, and then adds. */
function ofContainer({ linuxParameters }: JsonObject): readonly string[] {
  const { add, drop } = objectOf(objectOf(linuxParameters).capabilities);
  const dropped = listOf(drop);
  const kept = dropped.includes(ALL_CAPABILITIES) ? [] : DEFAULT_CAPABILITIES.filter((name) => !dropped.includes(name));
  const added = listOf(add).filter((name) => typeof name === "string");
  return [...new Set([...kept, ...added])].sort();
}
