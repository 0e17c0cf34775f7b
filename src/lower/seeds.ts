import { SEED_ENTRY_POINT, seedWords, type VolumeSeed } from "../aws/volume-seed.js";
import { literal } from "../constructs/terraform-string.js";
import type { VolumeSeedProps } from "../constructs/volume-seed.js";

/** What fills the volumes of a service before its container begins. */
export function lowerSeeds(seeds: readonly VolumeSeed[]): VolumeSeedProps {
  return {
    entryPoint: SEED_ENTRY_POINT.map(literal),
    words: seedWords(seeds).map(literal),
    volumeNames: seeds.map(({ volume }) => literal(volume)),
  };
}
