import type { Fix, TextEdit } from "../diagnostics/fix.js";
import type { ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";

/**
 * Writes variables into the `env` of a service: before those that are there, or behind `image` where there are none. Undefined where the
 * layout of the file leaves open how.
 */
export function addedVariables(
  service: Entry<ServiceDocument>,
  variables: Readonly<Record<string, string>>,
): Fix | undefined {
  const names = Object.keys(variables);
  if (names.length === 0) return undefined;
  const edit = service.value.value.written.has("env")
    ? besideOthers(service, variables)
    : behindImage(service, variables);
  return edit && { title: `env: ${names.join(", ")}`, edits: [edit] };
}

type Variables = Readonly<Record<string, string>>;

function besideOthers({ value: { value } }: Entry<ServiceDocument>, variables: Variables): TextEdit | undefined {
  const { env } = value.fields;
  const starts = [...(env?.value.values() ?? [])].map(({ key }) => key.location.start);
  if (!env || starts.length === 0) return undefined;
  const { file } = env.location;
  const start = Math.min(...starts);
  const pairs = written(variables);
  const flow = file.text[env.location.start] === "{";
  const indent = indentBefore(file.text, start);
  if (!flow && indent === undefined) return undefined;
  const newText = pairs.map((pair) => (flow ? `${pair}, ` : `${pair}\n${indent}`)).join("");
  return { location: { file, start, end: start }, newText };
}

function behindImage({ value: service }: Entry<ServiceDocument>, variables: Variables): TextEdit | undefined {
  const { fields, written: keys } = service.value;
  const key = keys.get("image")?.location;
  if (!fields.image || !key || fields.imageOf || fields.image.origin === "runtime") return undefined;
  const { file, end } = fields.image.location;
  const at = (offset: number) => ({ file, start: offset, end: offset });
  const pairs = written(variables);
  if (file.text[service.location.start] === "{") {
    return { location: at(end), newText: `, env: { ${pairs.join(", ")} }` };
  }
  const [rest = ""] = /^[^\r\n]*/.exec(file.text.slice(end)) ?? [];
  const indent = indentBefore(file.text, key.start);
  if (indent === undefined || !/^\s*(?:#.*)?$/.test(rest)) return undefined;
  const lines = [`${indent}env:`, ...pairs.map((pair) => `${indent}  ${pair}`)];
  return { location: at(end + rest.length), newText: lines.map((line) => `\n${line}`).join("") };
}

/** `NAME: value`, in quotes where YAML would read something else. */
function written(variables: Variables): readonly string[] {
  return Object.entries(variables).map(
    ([name, value]) =>
      `${name}: ${/^[A-Za-z][\w.@]*$/.test(value) && !/^(?:true|false)$/.test(value) ? value : `"${value}"`}`,
  );
}

/** The spaces that a line begins with, when nothing but them stands before the offset. */
function indentBefore(text: string, offset: number): string | undefined {
  return /(?:^|[\r\n])( *)$/.exec(text.slice(0, offset))?.[1];
}
