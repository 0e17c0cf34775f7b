import { type Reference, readReferences, usesArgument } from "../../shell/references.js";

/** Values of variables, from the `.env` beside a compose file. */
export type Values = Readonly<Record<string, string>>;

/** The variable that compose sets by itself. Nothing has it later, so its value stands in its place. */
export const PROJECT_NAME = "COMPOSE_PROJECT_NAME";

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

  #expand(text: string): Expanded {
    const parts = readReferences(text).map((part): Expanded => {
      if (part.kind === "reference") return this.#reference(part);
      if (part.kind === "dollar") return { written: "$$", resolved: "$" };
      if (part.kind === "unreadable") return { written: `$${part.text}`, resolved: "" };
      return { written: part.text.replaceAll("${", "$${"), resolved: part.text };
    });
    return {
      written: parts.map(({ written }) => written).join(""),
      resolved: parts.map(({ resolved }) => resolved).join(""),
    };
  }

  #reference(reference: Reference): Expanded {
    const { name, operator, argument } = reference;
    if (name === PROJECT_NAME && !operator.endsWith("+")) {
      const resolved = this.#values[name] ?? "";
      return { written: literal(resolved), resolved };
    }
    this.#names.add(name);
    if (this.#secret(name)) return { written: `$$\{${name}}`, resolved: `$\{${name}}` };
    const value = Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
    if (operator.endsWith("+")) {
      this.#decided = true;
      return usesArgument(reference, value) ? this.#expand(argument) : { written: "", resolved: "" };
    }
    // nanokit.yml takes an empty variable for unset, so what `-` leaves empty has an empty default.
    if (operator === "-" && value === "") return { written: `\${${name}:-}`, resolved: "" };
    if (operator.endsWith("-")) {
      const fallback = this.#expand(argument);
      const resolved = value || fallback.resolved;
      if (!hasOddBraces(fallback.written)) return { written: `\${${name}:-${fallback.written}}`, resolved };
      return { written: value ? `\${${name}}` : fallback.written, resolved };
    }
    if (value !== undefined && value !== "") return { written: `\${${name}}`, resolved: value };
    if (value === undefined) this.#unset.add(name);
    if (operator.endsWith("?")) this.#required.add(name);
    return { written: `\${${name}:-}`, resolved: "" };
  }
}

interface Expanded {
  readonly written: string;
  readonly resolved: string;
}

/** Whether a default holds braces that belong to no reference: nanokit.yml would end it at the first of them. */
function hasOddBraces(written: string): boolean {
  return readReferences(written).some((part) => part.kind === "text" && /[{}]/.test(part.text));
}

/** A text that means itself in nanokit.yml. */
export function literal(text: string): string {
  return text.replaceAll("$", "$$$$");
}
