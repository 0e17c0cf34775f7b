/** Widths in thousandths of the size, of Arial and the fonts with its metrics. Source: Adobe, Helvetica.afm and Helvetica-Bold.afm. */
const regular: readonly (readonly [characters: string, width: number])[] = [
  ["ijl'|", 225],
  ["ft/I.,:;! ", 280],
  ['()[]-r`"', 335],
  ["{}*^", 400],
  ["ckszyvxJ", 500],
  ["FTZL", 600],
  ["ABEKPSVXY&", 670],
  ["CDHNRUw", 722],
  ["GOQ", 780],
  ["mM%", 850],
  ["W@", 1000],
];

const byCharacter = new Map(
  regular.flatMap(([characters, width]) => [...characters].map((one) => [one, width] as const)),
);

/** Of digits, most small letters, and what is not in the table; a letter beyond Latin, Greek and Cyrillic may be as wide as high. */
const USUAL = 560;
const WIDE = 1000;

/** What bold adds, and room for fonts that are a little wider. */
const BOLD = 1.08;
const ROOM = 1.03;

/** Width of a text in points, rather too much than too little. */
export function widthOf(text: string, size: number, weight: "regular" | "bold" = "regular"): number {
  const units = [...text].reduce((sum, one) => sum + (byCharacter.get(one) ?? (one > "\u04FF" ? WIDE : USUAL)), 0);
  return (units / 1000) * size * (weight === "bold" ? BOLD : 1) * ROOM;
}
