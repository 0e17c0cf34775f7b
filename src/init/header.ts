/** The first lines of a nanokit.yml: what tells editors its schema, and what it is. */
export function fileHeader(schema: string, lines: readonly string[]): string {
  return [`# yaml-language-server: $schema=${schema}`, ...lines.map((line) => `# ${line}`.trimEnd()), "", ""].join(
    "\n",
  );
}
