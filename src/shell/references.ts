/** A part of a text that may hold variables, as compose reads it. */
export type TextPart =
  | { readonly kind: "text"; readonly text: string }
  /** `$$`, one dollar. */
  | { readonly kind: "dollar" }
  | Reference
  /** Braces that hold no name, or too much within each other. */
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

/** References within each other's braces that are read: a bound, as each is read within those around it. */
const MAX_NESTED = 20;

const BRACED = /^([A-Za-z_]\w*)(?:(:?[-?+])([\s\S]*))?$/;

/** The parts of a text. Source: docs.docker.com/reference/compose-file/interpolation. */
export function readReferences(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  const pairs = bracesOf(text);
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
    const pair = rest.startsWith("${") ? pairs.get(at + 1) : undefined;
    if (rest.startsWith("$$")) add({ kind: "dollar" }, 2);
    else if (bare !== undefined)
      add({ kind: "reference", name: bare, operator: "", argument: "", text: `$${bare}` }, bare.length + 1);
    else if (pair !== undefined) {
      const whole = text.slice(at, pair.end + 1);
      const [, name, operator = "", argument = ""] = BRACED.exec(whole.slice(2, -1)) ?? [];
      add(
        name === undefined || pair.height > MAX_NESTED
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

/** The braces of a text by the offset of the opening one: where each is closed, and how many are within each other there. */
function bracesOf(text: string): ReadonlyMap<number, { readonly end: number; readonly height: number }> {
  const pairs = new Map<number, { readonly end: number; readonly height: number }>();
  const open: { readonly at: number; height: number }[] = [];
  for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
    if (brace === "{") open.push({ at: index, height: 1 });
    else {
      const closed = open.pop();
      const around = open.at(-1);
      if (closed) pairs.set(closed.at, { end: index, height: closed.height });
      if (closed && around) around.height = Math.max(around.height, closed.height + 1);
    }
  }
  return pairs;
}

/** What stands for a reference without a value, and without a text of its own for that: nothing, as in a shell, or what is written. */
export type Unset = "empty" | "kept";

/** A text with its variables in place. */
export function substitute(text: string, lookUp: (name: string) => string | undefined, unset: Unset): string {
  const inPlace = (part: TextPart): string => {
    if (part.kind === "text" || part.kind === "unreadable") return part.text;
    if (part.kind === "dollar") return "$";
    const value = lookUp(part.name);
    if (usesArgument(part, value)) return substitute(part.argument, lookUp, unset);
    if (part.operator.endsWith("+")) return "";
    return value ?? (unset === "kept" ? part.text : "");
  };
  return readReferences(text).map(inPlace).join("");
}

/** Whether the default, or the text for a variable that is set, stands in the place of the reference. */
export function usesArgument({ operator }: Reference, value: string | undefined): boolean {
  const isSet = value !== undefined && (value !== "" || !operator.startsWith(":"));
  return (operator.endsWith("-") && !isSet) || (operator.endsWith("+") && isSet);
}
