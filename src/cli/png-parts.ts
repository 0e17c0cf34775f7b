import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { PngParts } from "../report/graph/png.js";

/** Files of packages that drawing reads; the build puts them into the folder `assets` of what it makes, which a test checks. */
export const ASSETS = {
  renderer: "@resvg/resvg-wasm/index_bg.wasm",
  regular: "@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf",
  bold: "@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf",
} as const;

/** What drawing a png takes. */
export function pngParts(): PngParts {
  return { renderer: read(ASSETS.renderer), fonts: [read(ASSETS.regular), read(ASSETS.bold)] };
}

/** The built command has them beside its files; run from its sources, it has them in its packages. */
function read(asset: string): Uint8Array {
  const built = fileURLToPath(new URL(`./assets/${basename(asset)}`, import.meta.url));
  return readFileSync(existsSync(built) ? built : createRequire(import.meta.url).resolve(asset));
}
