const LINES = [".terraform/", "*.tfstate", "*.tfstate.*", "*.tfplan"];

/** A first .gitignore: what Terraform downloads and states, which may hold secrets. The lock file of the providers is to be committed. */
export const IGNORED = `# What Terraform downloads, states and plans. Commit .terraform.lock.hcl.\n${LINES.join("\n")}\n`;

/** What a .gitignore lacks of it. Empty where it has a word for each, in whatever form. */
export function notIgnored(text: string): readonly string[] {
  const said = new Set(text.split(/\r?\n/).map(bare));
  return LINES.filter((line) => !said.has(bare(line)));
}

/** A pattern without what does not narrow it: `.terraform`, and the same in any folder, are as `.terraform/`. */
function bare(line: string): string {
  return line
    .trim()
    .replace(/^(?:\*\*)?\//, "")
    .replace(/\/\*?\*?$/, "");
}
