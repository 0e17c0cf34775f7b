import { carriedSecret, secretLook } from "../secrets/forms.js";
import { secretsWithin } from "../secrets/written.js";
import { isList, isObject, type Json, type JsonObject } from "../stack/json.js";
import type { AttributeChange, Change } from "./changes.js";

/** What is shown in the place of a secret. */
export const SECRET = "(secret)";

/** A shorter text is replaced only where it is all there is. */
const MIN_PART = 4;

/** Whether a value holds a secret that is known of the file. */
export type IsSecret = (text: string) => boolean;

/**
 * The changes without the values of secrets, old or new: of variables with such a name, of what is one by its form or stands behind an
 * option that says so, and of what the file is known to have. That a value changes is still told.
 */
export function withoutSecretValues(changes: readonly Change[], isSecret: IsSecret): readonly Change[] {
  return changes.map((change) => ({
    ...change,
    attributes: change.attributes.map((attribute) => withoutSecrets(attribute, isSecret)),
  }));
}

function withoutSecrets(change: AttributeChange, isSecret: IsSecret): AttributeChange {
  const { before, after } = change;
  const name = nameIn(change.path);
  const blanked = (value: Json) => blank(value, name, isSecret);
  const sides = {
    ...(before !== undefined && { before: blanked(before) }),
    ...(after !== undefined && { after: blanked(after) }),
  };
  // The old value of a variable is as secret as its new one, and of the old one nothing but its place is known.
  const whole = sides.before === SECRET || sides.after === SECRET;
  return {
    ...change,
    ...sides,
    ...(whole && typeof before === "string" && { before: SECRET }),
    ...(whole && typeof after === "string" && { after: SECRET }),
  };
}

/** The name in the last brackets of a path: `environment["DB_PASSWORD"]`. */
function nameIn(path: string): string {
  return /\["((?:[^"\\]|\\.)*)"\](?:\.value)?$/.exec(path)?.[1] ?? "";
}

function blank(value: Json, name: string, isSecret: IsSecret): Json {
  if (typeof value === "string") return blankText(value, name, isSecret);
  if (isList(value)) return blankList(value, isSecret);
  return isObject(value) ? blankObject(value, name, isSecret) : value;
}

function blankText(text: string, name: string, isSecret: IsSecret): string {
  if (secretLook(name, text) === "name" || carriedSecret(text) === "key" || isSecret(written(text))) return SECRET;
  return without(text, secretsWithin(text));
}

/** The text as it was before its templates were escaped for Terraform. */
function written(text: string): string {
  return text.replaceAll("$${", "${").replaceAll("%%{", "%{");
}

/** A variable of a container is an object with its name and value. */
function blankObject(object: JsonObject, name: string, isSecret: IsSecret): JsonObject {
  const own = typeof object.name === "string" ? object.name : name;
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      if (key === "name" || isReference(key)) return [key, value];
      return [key, blank(value, key === "value" ? own : key, isSecret)];
    }),
  );
}

/** The address of a secret is none. */
function isReference(key: string): boolean {
  return key === "valueFrom";
}

/** The words of a command may show what is secret only together: `--password`, `hunter2`. */
function blankList(list: readonly Json[], isSecret: IsSecret): readonly Json[] {
  const words = list.filter((item) => typeof item === "string");
  const found = secretsWithin(words.join(" "));
  return list.map((item) => {
    if (typeof item !== "string") return blank(item, "", isSecret);
    return found.includes(item) ? SECRET : blankText(without(item, found), "", isSecret);
  });
}

function without(text: string, secrets: readonly string[]): string {
  return [...secrets]
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => {
      if (rest === secret) return SECRET;
      return secret.length < MIN_PART ? rest : rest.replaceAll(secret, SECRET);
    }, text);
}
