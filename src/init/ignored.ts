import { isHarmlessValue, namesSecret } from "../secrets/names.js";
import { parseDotenv } from "../shell/dotenv.js";

const VALUES = ".env";
const LINES = [".terraform/", "*.tfstate", "*.tfstate.*", "*.tfplan"];

/** What a project has beside the files of Terraform. */
export interface Ignored {
  /** Text of the `.env` that a compose file was read with. @default there is none */
  readonly dotenv?: string;
}

function holdsSecrets({ dotenv = "" }: Ignored): boolean {
  return Object.entries(parseDotenv(dotenv).values).some(
    ([name, value]) => namesSecret(name) && !isHarmlessValue(value),
  );
}

/** A first .gitignore: what Terraform downloads and states, which may hold secrets. The lock file of the providers is to be committed. */
export function ignoreFile(beside: Ignored): string {
  const values = holdsSecrets(beside) ? `\n# It holds secrets.\n${VALUES}\n` : "";
  return `# What Terraform downloads, states and plans. Commit .terraform.lock.hcl.\n${LINES.join("\n")}\n${values}`;
}

/** What a .gitignore lacks of it. Empty where it has a word for each, in whatever form. */
export function notIgnored(text: string, beside: Ignored): readonly string[] {
  const said = new Set(text.split(/\r?\n/).map(bare));
  return [...LINES, ...(holdsSecrets(beside) ? [VALUES] : [])].filter((line) => !said.has(bare(line)));
}

/** A pattern without what does not narrow it: `.terraform`, and the same in any folder, are as `.terraform/`. */
function bare(line: string): string {
  return line
    .trim()
    .replace(/^(?:\*\*)?\//, "")
    .replace(/\/\*?\*?$/, "");
}
