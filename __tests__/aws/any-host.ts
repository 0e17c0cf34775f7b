import fc from "fast-check";

/** What stands between two dots of a host. */
export const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,10}[a-z0-9])?$/);

const top = fc.stringMatching(/^[a-z]{2,8}$/);

/** A host that a listener rule can compare. */
export const exact = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 5 }), top)
  .map(([labels, last]) => [...labels, last].join("."));

/** All hosts below another. */
export const wildcard = exact.map((host) => `*.${host}`);
