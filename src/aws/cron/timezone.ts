/** Most characters of a schedule's time zone. Source: botocore scheduler, ScheduleExpressionTimezone. */
export const TIMEZONE_MAX = 50;

/** What names of the IANA database look like that have an area: `Europe/Berlin`, `America/Port-au-Prince`, `Etc/GMT+5`. */
const areaAndPlace = /^[A-Z][A-Za-z_]*(?:\/[A-Z][A-Za-z0-9_+-]*)+$/;

/**
 * Why a text is no time zone for a schedule, in words that follow "it"; undefined when it is one. The names are those that the running
 * Node.js knows (Intl). Refused although Intl takes them: other letter case, and names without an area but UTC. Some of these are
 * abbreviations of several places, of which Intl picks one (`IST`, `BST`), the rest are old names for what now has an area (`EST`).
 */
export function timezoneProblem(text: string): string | undefined {
  if (text === "UTC") return undefined;
  if (text === "") return "is empty";
  if (text.length > TIMEZONE_MAX) return `is ${text.length} characters long, and AWS allows ${TIMEZONE_MAX}`;
  const known = knownAs(text);
  if (known === undefined) return "is not a time zone of the IANA database, such as Europe/Berlin or UTC";
  if (known !== text && known.toLowerCase() === text.toLowerCase()) return `is spelled ${known} in the IANA database`;
  if (!text.includes("/")) return "has no area in front, unlike Europe/Berlin";
  return areaAndPlace.test(text) ? undefined : "has characters that no time zone of the IANA database has";
}

/** The name of a time zone that is written in other letter case; undefined for what is no time zone, or written right. */
export function timezoneSpelling(text: string): string | undefined {
  const known = knownAs(text);
  return known !== text && known?.toLowerCase() === text.toLowerCase() ? known : undefined;
}

/** The name by which Intl calls a time zone; of several names that the database gives it, perhaps another one. */
function knownAs(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
