import type { Exemption } from "./exemptions.js";

/** What {@link coverageGaps} looks at. */
export interface Coverage {
  /** Every code of the registry. */
  readonly codes: readonly string[];
  /** The codes that some spec expects. */
  readonly expected: ReadonlySet<string>;
  readonly exemptions: Readonly<Record<string, Exemption | undefined>>;
  /** The text of a test file, or undefined when there is none. */
  readonly readTest: (path: string) => string | undefined;
}

/** One line per code that neither a spec nor a named test shows, and per exemption that is not needed. */
export function coverageGaps({ codes, expected, exemptions, readTest }: Coverage): readonly string[] {
  return codes.flatMap((code) => {
    const exemption = exemptions[code];
    if (expected.has(code)) return exemption ? [`${code} has a spec: take it out of exemptions.ts`] : [];
    if (!exemption) return [`${code} is expected by no spec`];
    const test = readTest(exemption.test);
    if (test === undefined) return [`${code} is left to ${exemption.test}, which does not exist`];
    return test.includes(code) ? [] : [`${code} is left to ${exemption.test}, which does not name it`];
  });
}
