/** Values of variables, from the `.env` beside a compose file. */
export type Values = Readonly<Record<string, string>>;

/** A text of a compose file in the language of nanokit.yml. */
export interface Translated {
  readonly text: string;
  /** The text with its variables in place, as far as they are known. */
  readonly resolved: string;
  /** Names of the variables in it. */
  readonly names: readonly string[];
  /** Those that have neither a value nor a default: an empty text to compose, and so to the translation. */
  readonly unset: readonly string[];
  /** Those that compose asks for, and that have no value. */
  readonly required: readonly string[];
  /** Whether some `${NAME:+text}` was decided by what `.env` says, as nanokit.yml has no such form. */
  readonly decided: boolean;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;

/**
 * Variables as compose writes them, put as nanokit.yml has them: `$NAME`, `${NAME}`, `${NAME-default}`, `${NAME:?message}`,
 * `${NAME:+text}`, `$$`. Source: docs.docker.com/reference/compose-file/interpolation.
 */
export function translateVariables(text: string, values: Values): Translated {
  return new Translation(values, () => false).run(text);
}

/**
 * The same for a command, whose shell reads the `secret` variables itself: nanokit-tf makes `${NAME}` of `$${NAME}`, and no value, nor a
 * default that is one, stands in a file.
 */
export function translateCommand(text: string, values: Values, secret: (name: string) => boolean): Translated {
  return new Translation(values, secret).run(text);
}

class Translation {
  readonly #values: Values;
  readonly #names = new Set<string>();
  readonly #unset = new Set<string>();
  readonly #required = new Set<string>();
  #decided = false;

  readonly #secret: (name: string) => boolean;

  constructor(values: Values, secret: (name: string) => boolean) {
    this.#values = values;
    this.#secret = secret;
  }

  run(text: string): Translated {
    const { written, resolved } = this.#expand(text);
    return {
      text: written,
      resolved,
      names: [...this.#names],
      unset: [...this.#unset],
      required: [...this.#required],
      decided: this.#decided,
    };
  }

  #expand(text: string): { readonly written: string; readonly resolved: string } {
    let written = "";
    let resolved = "";
    let at = 0;
    while (at < text.length) {
      const rest = text.slice(at);
      const plain = /^\$([A-Za-z_][A-Za-z0-9_]*)/.exec(rest)?.[1];
      if (rest.startsWith("$$")) {
        written += "$$";
        resolved += "$";
        at += 2;
      } else if (plain !== undefined) {
        const one = this.#reference(plain, "", "");
        written += one.written;
        resolved += one.resolved;
        at += plain.length + 1;
      } else if (rest.startsWith("${") && closing(rest) !== undefined) {
        const end = closing(rest) ?? 0;
        const body = rest.slice(2, end);
        const name = NAME.exec(body)?.[0];
        const [, operator = "", argument = ""] = /^(:?[-?+])?([\s\S]*)$/.exec(body.slice(name?.length ?? 0)) ?? [];
        const one =
          name === undefined
            ? { written: `$${rest.slice(0, end + 1)}`, resolved: "" }
            : this.#reference(name, operator, argument);
        written += one.written;
        resolved += one.resolved;
        at += end + 1;
      } else {
        written += text[at] === "$" && rest.startsWith("${") ? "$$" : text[at];
        resolved += text[at];
        at++;
      }
    }
    return { written, resolved };
  }

  #reference(
    name: string,
    operator: string,
    argument: string,
  ): { readonly written: string; readonly resolved: string } {
    this.#names.add(name);
    if (this.#secret(name)) return { written: `$$\{${name}}`, resolved: `$\{${name}}` };
    const value = Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
    if (operator.endsWith("+")) {
      this.#decided = true;
      return value ? this.#expand(argument) : { written: "", resolved: "" };
    }
    if (operator.endsWith("-")) {
      const fallback = this.#expand(argument);
      return { written: `\${${name}:-${fallback.written}}`, resolved: value || fallback.resolved };
    }
    if (value !== undefined && value !== "") return { written: `\${${name}}`, resolved: value };
    if (value === undefined) this.#unset.add(name);
    if (operator.endsWith("?")) this.#required.add(name);
    return { written: `\${${name}:-}`, resolved: "" };
  }
}

/** Offset of the brace that closes the reference at the beginning of a text. */
function closing(text: string): number | undefined {
  let depth = 0;
  for (let at = 1; at < text.length; at++) {
    if (text[at] === "{" && text[at - 1] === "$") depth++;
    if (text[at] === "}" && --depth === 0) return at;
  }
  return undefined;
}

/** A text that means itself in nanokit.yml. */
export function literal(text: string): string {
  return text.replaceAll("$", "$$$$");
}
