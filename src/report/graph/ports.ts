import type { Card } from "./picture.js";

/** The part of a label at which a line ends. */
export const ports = {
  host: (index: number) => `host-${index + 1}`,
  card: ({ kind, name }: Pick<Card, "kind" | "name">) => `${kind}-${name}`,
  // No key holds a space.
  mount: ({ kind, name }: Pick<Card, "kind" | "name">, index: number) =>
    `${kind === "job" ? "job " : ""}mount-${name}-${index + 1}`,
  volume: (name: string) => `volume-${name}`,
} as const;
