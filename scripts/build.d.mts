export function buildCli(entry: string, outdir: string, options?: { readonly sourcemap?: boolean }): Promise<void>;
