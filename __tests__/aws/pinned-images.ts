import type { ImageFacts } from "../../src/aws/images/index.js";

/** What is known of an image, in a line: `999:999 drops database /var/lib/data; program /app; sqlite /srv/x.db`. */
export function factsLine({ owner, start, database, dataPaths, program, sqlite }: ImageFacts): string {
  const who = owner === undefined ? "nobody known" : `${owner.uid}:${owner.gid}`;
  const first = [who, start, ...(database ? ["database"] : []), ...dataPaths].join(" ");
  const lists = Object.entries({ program, sqlite: sqlite?.paths ?? [] }).filter(([, list]) => list.length > 0);
  return [first, ...lists.map(([what, list]) => `${what} ${list.join(" ")}`)].join("; ");
}
