import { isFoundByName } from "../../aws/ports.js";
import type { Service } from "../../model/project.js";
import type { Relations } from "../../model/provenance.js";
import { placeWord } from "./pattern.js";

type Parts = Readonly<Record<string, string>>;

type Entry = Pick<NonNullable<Service["portEntry"]>, "source">;

/** By which entries of `ports` a service listens on what: that of the address, or each where it is of none. */
export function portRelations(
  services: readonly Service[],
  subjectOf: (parts: Parts) => Service | undefined,
): Relations {
  const subjects = (parts: Parts) => (parts.service === undefined ? services : [subjectOf(parts)]);
  const furtherOf = (parts: Parts) => subjects(parts).flatMap((service) => service?.ports ?? []);
  const ownEntriesOf = (parts: Parts) => subjects(parts).flatMap((service) => service?.portEntry ?? []);
  return {
    byTcp: (parts) => placesOf([...ownEntriesOf(parts), ...furtherOf(parts).filter(isFoundByName)]),
    further: (parts) => placesOf(furtherOf(parts)),
    ownEntry: (parts) => placesOf(ownEntriesOf(parts)),
    wouldBeOwn: (parts) => {
      const [only, another] = furtherOf(parts);
      return only && another === undefined && isFoundByName(only) ? [subjectOf(parts)?.name ?? ""] : [];
    },
  };
}

function placesOf(entries: readonly Entry[]): readonly string[] {
  return entries.map(({ source }) => placeWord(source));
}
