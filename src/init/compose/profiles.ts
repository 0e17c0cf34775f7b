import { itemsOf, keysOf, type SourceEntry, textOf } from "./source.js";
import { translateVariables, type Values } from "./variables.js";

/** Services of the profiles that `.env` asks for run as those without any. */
export function withoutAskedProfiles(
  services: ReadonlyMap<string, SourceEntry>,
  values: Values,
): ReadonlyMap<string, SourceEntry> {
  const asked = (values.COMPOSE_PROFILES ?? "").split(",").map((one) => one.trim());
  const isAsked = (name: string) => name !== "" && (asked.includes(name) || asked.includes("*"));
  return new Map(
    [...services].map(([name, entry]): readonly [string, SourceEntry] => {
      const { value } = entry;
      const profiles = itemsOf(keysOf(value).get("profiles")?.value).map(
        (item) => translateVariables(textOf(item.value) ?? "", values).resolved,
      );
      if (value.kind !== "map" || !profiles.some(isAsked)) return [name, entry];
      return [name, { ...entry, value: { ...value, entries: value.entries.filter(({ key }) => key !== "profiles") } }];
    }),
  );
}
