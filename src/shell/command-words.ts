/** Characters that no shell changes. */
const PLAIN = "A-Za-z0-9_./:=@%+,-";

/** Plain characters, and quoted texts in which a shell changes nothing. */
const WORD = new RegExp(`^(?:[${PLAIN}]|'[^']*'|"[^"\\\\$\`]*")+$`);

/** What a shell does itself, and no program of that name: `exec gunicorn` run without a shell is a program `exec` that there is not.
 * Source: POSIX.1-2017, Shell Command Language, 2.4 (reserved words), 2.14 (special built-in utilities), and XCU 1.6 (regular built-ins). */
const OF_THE_SHELL: ReadonlySet<string> = new Set([
  ...["!", "{", "case", "for", "if", "until", "while"],
  ...[".", ":", "break", "continue", "eval", "exec", "exit", "export", "readonly", "return", "set", "shift", "times"],
  ...["trap", "unset", "source"],
  ...["alias", "bg", "cd", "command", "fc", "fg", "getopts", "hash", "jobs", "read", "type", "ulimit", "umask"],
  ...["unalias", "wait"],
]);

/**
 * A command line as the words that a shell would make of it; undefined when it needs a shell: for pipes, variables, patterns. Then the
 * program runs without one, as process 1, and gets the stop signal. A first word with `=` would be an assignment to a shell.
 */
export function commandWords(command: string): readonly string[] | undefined {
  const written = command.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  if (written.join("") !== withoutGaps(command) || !written.every((word) => WORD.test(word))) return undefined;
  const [first = ""] = written;
  if (first.includes("=") || OF_THE_SHELL.has(first) || /[\r\n]/.test(command)) return undefined;
  return written.map((word) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, one?: string, two?: string) => one ?? two ?? ""),
  );
}

/** The text without the white space between words; that within quotes stays. */
function withoutGaps(command: string): string {
  return command.replace(/('[^']*'|"[^"]*")|\s+/g, (_, quoted?: string) => quoted ?? "");
}
