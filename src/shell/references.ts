/** A part of a text that may hold variables, as compose reads it. */
export type TextPart =
  | { readonly kind: "text"; readonly text: string }
  /** `$$`, one dollar. */
  | { readonly kind: "dollar" }
  | Reference
  /** Braces that hold no name. */
  | { readonly kind: "unreadable"; readonly text: string };

/** `$NAME`, `${NAME}` or `${NAME:-argument}`. */
export interface Reference {
  readonly kind: "reference";
  readonly name: string;
  /** `-` and `:-` give a default, `+` and `:+` a text for a variable that is set, `?` and `:?` a reason why it has to be. Those with a colon take an empty variable for unset. */
  readonly operator: "" | "-" | ":-" | "+" | ":+" | "?" | ":?";
  readonly argument: string;
  /** As it stands. */
  readonly text: string;
}

const BRACED = /^([A-Za-z_]\w*)(?:(:?[-?+])([\s\S]*))?$/;

/** The parts of a text. Source: docs.docker.com/reference/compose-file/interpolation. */
export function readReferences(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let plain = "";
  let at = 0;
  const add = (part: TextPart, length: number) => {
    if (plain !== "") parts.push({ kind: "text", text: plain });
    plain = "";
    parts.push(part);
    at += length;
  };
  while (at < text.length) {
    const rest = text.slice(at);
    const bare = /^\$([A-Za-z_]\w*)/.exec(rest)?.[1];
    const end = rest.startsWith("${") ? closingBrace(rest) : undefined;
    if (rest.startsWith("$$")) add({ kind: "dollar" }, 2);
    else if (bare !== undefined)
      add({ kind: "reference", name: bare, operator: "", argument: "", text: `$${bare}` }, bare.length + 1);
    else if (end !== undefined) {
      const [, name, operator = "", argument = ""] = BRACED.exec(rest.slice(2, end)) ?? [];
      const whole = rest.slice(0, end + 1);
      add(
        name === undefined
          ? { kind: "unreadable", text: whole }
          : { kind: "reference", name, operator: operator as Reference["operator"], argument, text: whole },
        whole.length,
      );
    } else {
      plain += text[at];
      at++;
    }
  }
  if (plain !== "") parts.push({ kind: "text", text: plain });
  return parts;
}

/** Offset of the brace that closes the first one of a text. */
function closingBrace(text: string): number | undefined {
  let depth = 0;
  for (let at = 1; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}" && --depth === 0) return at;
  }
  return undefined;
}

/** A text with its variables in place; one without a value is an empty text, as in a shell. */
export function substitute(text: string, lookUp: (name: string) => string | undefined): string {
  const inPlace = (part: TextPart): string => {
    if (part.kind === "text" || part.kind === "unreadable") return part.text;
    if (part.kind === "dollar") return "$";
    const value = lookUp(part.name);
    return usesArgument(part, value)
      ? substitute(part.argument, lookUp)
      : part.operator.endsWith("+")
        ? ""
        : (value ?? "");
  };
  return readReferences(text).map(inPlace).join("");
}

/** Whether the default, or the text for a variable that is set, stands in the place of the reference. */
export function usesArgument({ operator }: Reference, value: string | undefined): boolean {
  const isSet = value !== undefined && (value !== "" || !operator.startsWith(":"));
  return (operator.endsWith("-") && !isSet) || (operator.endsWith("+") && isSet);
}
