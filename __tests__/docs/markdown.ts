/** A fenced block of code. */
export interface CodeBlock {
  readonly language: string;
  readonly text: string;
  /** The HTML comment on the line before it, without its marks: what the block promises. */
  readonly promise: string | undefined;
  /** 1-based, of the opening fence. */
  readonly line: number;
}

/** The fenced blocks of a Markdown text. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  const lines = markdown.split("\n");
  const blocks: CodeBlock[] = [];
  for (let at = 0; at < lines.length; at++) {
    const language = /^```(\w*)$/.exec(lines[at] ?? "")?.[1];
    if (language === undefined) continue;
    const end = lines.indexOf("```", at + 1);
    if (end < 0) throw new Error(`the block in line ${at + 1} is never closed`);
    const promise = /^<!-- (.*) -->$/.exec(lines[at - 1] ?? "")?.[1];
    blocks.push({ language, text: `${lines.slice(at + 1, end).join("\n")}\n`, promise, line: at + 1 });
    at = end;
  }
  return blocks;
}

/** The lines outside fenced blocks, with their 1-based numbers. */
export function proseLines(markdown: string): readonly { readonly text: string; readonly line: number }[] {
  let fenced = false;
  return markdown.split("\n").flatMap((text, index) => {
    const fence = text.startsWith("```");
    if (fence) fenced = !fenced;
    return fence || fenced ? [] : [{ text, line: index + 1 }];
  });
}

/** What stands between backticks outside fenced blocks, with `\|` of tables read as `|`. */
export function codeSpans(markdown: string): readonly string[] {
  const prose = proseLines(markdown)
    .map(({ text }) => text)
    .join("\n");
  return [...prose.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code.replaceAll("\\|", "|"));
}

/** The targets of links. */
export function links(markdown: string): readonly string[] {
  const prose = proseLines(markdown).map(({ text }) => text.replaceAll(/`[^`]*`/g, ""));
  return [...prose.join("\n").matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
}

/** The anchors that a renderer gives to the headings. */
export function anchors(markdown: string): ReadonlySet<string> {
  const headings = proseLines(markdown).flatMap(({ text }) => /^#+ (.*)$/.exec(text)?.[1] ?? []);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

/** The rows of the table whose header row is this one, as cells; the separator is left out. */
export function tableRows(markdown: string, header: readonly string[]): readonly (readonly string[])[] {
  const lines = proseLines(markdown).map(({ text }) => text);
  const start = lines.indexOf(`| ${header.join(" | ")} |`);
  if (start < 0) throw new Error(`there is no table with the header ${header.join(", ")}`);
  const rest = lines.slice(start + 2);
  const end = rest.findIndex((line) => !line.startsWith("|"));
  return rest.slice(0, end < 0 ? undefined : end).map((line) =>
    line
      .slice(1, line.lastIndexOf("|"))
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}
