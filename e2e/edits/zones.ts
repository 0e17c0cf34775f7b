import { type Edit, put } from "./edit.js";

const zonesOf = (...letters: readonly string[]) =>
  put(
    "infra/zones",
    letters.map((letter) => `us-east-1${letter}`),
  );

/** Zones named, added, removed, exchanged. */
export const zones: readonly Edit[] = [
  { name: "zones: named for the first time", base: "plain", change: zonesOf("a", "b") },
  { name: "zones: named for the first time, three", base: "plain", change: zonesOf("a", "b", "c") },
  { name: "zones: named for the first time, others", base: "plain", change: zonesOf("c", "d") },
  { name: "zones: no longer named", base: "zones", change: put("infra/zones", undefined) },
  { name: "zones: a third one", base: "zones", change: zonesOf("a", "b", "c") },
  { name: "zones: one exchanged", base: "zones", change: zonesOf("a", "c") },
  { name: "zones: both exchanged", base: "zones", change: zonesOf("c", "d") },
  { name: "zones: one fewer", base: "three-zones", change: zonesOf("a", "b") },
];
