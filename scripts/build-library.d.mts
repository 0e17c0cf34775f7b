/** Builds the library into a folder. */
export function buildLibrary(outdir: string): Promise<void>;
