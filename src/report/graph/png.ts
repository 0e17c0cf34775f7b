import { initWasm, Resvg } from "@resvg/resvg-wasm";

/** What drawing takes beside the picture. */
export interface PngParts {
  /** The WebAssembly module of resvg. */
  readonly renderer: Uint8Array;
  /** TrueType fonts: nothing is drawn with those of the machine, so that any machine draws the same. */
  readonly fonts: readonly Uint8Array[];
}

/** Pixels to a unit of the SVG: sharp on screens with twice as many pixels, where the picture is as wide as a page. */
const ZOOM = 1.5;

let started: Promise<void> | undefined;

/** An SVG as PNG. */
export async function pngBytes(svg: string, { renderer, fonts }: PngParts): Promise<Uint8Array> {
  started ??= initWasm(renderer as Uint8Array<ArrayBuffer>);
  await started;
  const font = { fontBuffers: [...fonts], defaultFontFamily: "Arimo", sansSerifFamily: "Arimo" };
  return new Resvg(svg, { fitTo: { mode: "zoom", value: ZOOM }, font }).render().asPng();
}
