/** What a thing looks like. Fills are light enough for dark text, and borders differ in brightness too, so that print keeps them apart. */
export interface Look {
  readonly fill: string;
  readonly border: string;
}

/**
 * Colours that people with any colour vision tell apart; each thing also has a word or a dash of its own.
 * Source: Okabe and Ito, "Color Universal Design", jfly.uni-koeln.de/color (vermilion, blue, bluish green, reddish purple).
 */
export const palette = {
  public: { fill: "#FDE9DC", border: "#B84A00" },
  internal: { fill: "#FFFFFF", border: "#7A8691" },
  job: { fill: "#F8EBF3", border: "#9C4C7C" },
  volume: { fill: "#E2F3EC", border: "#00704F" },
  network: { fill: "#E4EFF8", border: "#0063A0" },
  plain: { fill: "#F3F5F7", border: "#7A8691" },
} as const satisfies Readonly<Record<string, Look>>;

/** Text, small text, and what is behind everything. */
export const ink = {
  text: "#1B2228",
  small: "#55616C",
  paper: "#FFFFFF",
  vpc: "#F8FAFB",
  vpcBorder: "#A9B4BD",
} as const;
