import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { environmentSchema, identitySchema } from "../../schema/language.js";
import type { Field, Schema } from "../../schema/schema.js";
import { carriedSecret, secretLook } from "../../secrets/forms.js";
import { isHarmlessValue, namesSecret } from "../../secrets/names.js";
import { writtenSecretsIn } from "../../secrets/written.js";
import type { ExpandedVariable, MapNode, ScalarNode, SyntaxNode } from "../../syntax/nodes.js";
import { secretExpansion } from "../known-secrets.js";
import { backendArgument, isBelowSecrets } from "./secrets.js";

/** Keys whose value a shell of a container runs. */
const COMMANDS: ReadonlySet<string> = new Set(["start", "entrypoint", "command", "install", "prestart", "test"]);

/** Blocks whose values are checked where they are used: services have taken in what they inherit. */
const SEEN_ELSEWHERE: ReadonlySet<string> = new Set(["runtimes"]);

/** A value of the file, and what is known of its place. */
interface Place {
  readonly path: readonly string[];
  /** What can stand there; nothing where the language has no such place, which is an error of its own. */
  readonly schemas: readonly Schema[];
  /** Whether the value gets into the generated files. */
  readonly used: boolean;
}

/**
 * Reports secrets in places that cannot keep them: values of variables that are secret, and what is written out. What stands under
 * `secrets` is checked on its own, and so are the names of variables under `env` (see `checkSecretVariables`). No value is repeated.
 */
export function checkExposedSecrets(root: MapNode, diagnostics: Diagnostics): void {
  const schemas = [environmentSchema, identitySchema];
  for (const { key, value } of root.entries.values()) {
    if (!SEEN_ELSEWHERE.has(key)) check(value, below({ path: [], schemas, used: true }, key), diagnostics);
  }
}

function check(node: SyntaxNode, place: Place, diagnostics: Diagnostics): void {
  if (node.kind === "list") {
    const inList = below(place, "-");
    for (const item of node.items) check(item, inList, diagnostics);
  } else if (node.kind === "map") {
    for (const { key, value } of node.entries.values()) check(value, below(place, key), diagnostics);
  } else if (node.text !== "" && place.schemas.length > 0 && !isSeenElsewhere(place.path)) {
    checkValue(node, place, diagnostics);
  }
}

/** Whether other rules refuse a secret in a place. */
function isSeenElsewhere(path: readonly string[]): boolean {
  return isBelowSecrets(path) || backendArgument(path)?.secret === true;
}

function checkValue(node: ScalarNode, place: Place, diagnostics: Diagnostics): void {
  const [key = "", parent] = place.path.filter((step) => step !== "-").reverse();
  if (parent === "env" && place.used) checkVariable(key, node, diagnostics);
  else if (parent === "args") checkArgument(key, node, diagnostics);
  else {
    const command = COMMANDS.has(key);
    const exposed = place.used ? exposedVariable(node) : undefined;
    if (exposed) {
      const { name, location } = exposed;
      diagnostics.report("NK231", location, { variable: name, byName: namesSecret(name), command });
    } else if (!hasSecretVariable(node)) {
      // What an argument of a backend is called says nothing: `kms_encryption_key` names one. A path in a container does not either.
      const name = backendArgument(place.path) || parent === "files" ? "" : key;
      const carries = writtenIn(name, node.text, command);
      if (carries) diagnostics.report("NK233", node.location, { carries, command });
    }
  }
}

/** What `checkSecretVariables` does not see: a name that says nothing, for the value of a variable that is secret. */
function checkVariable(name: string, node: ScalarNode, diagnostics: Diagnostics): void {
  if (secretLook(name, node.text) !== undefined) return;
  const exposed = exposedVariable(node);
  if (exposed) diagnostics.report("NK232", exposed.location, { name, variable: exposed.name });
}

function checkArgument(name: string, node: ScalarNode, diagnostics: Diagnostics): void {
  const looks = secretLook(name, node.text) !== undefined || exposedVariable(node) !== undefined;
  if (looks) diagnostics.report("NK234", node.location, { name });
}

/** The first variable through which a secret gets into a value: it is one, or it is the password of a URL that is written around it. */
function exposedVariable(node: ScalarNode): ExpandedVariable | undefined {
  const expanded = node.expanded ?? [];
  const secret = expanded.find((one) => secretExpansion(one) !== undefined);
  if (secret || expanded.length === 0) return secret;
  const written = writtenSecretsIn(node.text);
  return expanded.find(({ value }) => written.some((text) => text.includes(value)));
}

function hasSecretVariable(node: ScalarNode): boolean {
  return exposedVariable(node) !== undefined;
}

function writtenIn(key: string, text: string, command: boolean): "url" | "key" | "token" | "password" | undefined {
  const carries = carriedSecret(text);
  if (carries) return carries;
  if (command) return writtenSecretsIn(text).length > 0 ? "password" : undefined;
  return namesSecret(key) && !isHarmlessValue(text) && !text.startsWith("vault://") ? "password" : undefined;
}

function below({ path, schemas, used }: Place, step: string): Place {
  const found = schemas.flatMap((schema) => within(schema, step));
  const fields = found.flatMap(({ field }) => (field ? [field] : []));
  return {
    path: [...path, step],
    schemas: found.map(({ schema }) => schema),
    used: used && fields.every(({ outcome }) => outcome.kind === "used"),
  };
}

function within(schema: Schema, step: string): readonly { readonly schema: Schema; readonly field?: Field }[] {
  switch (schema.kind) {
    case "either":
      return schema.members.flatMap((member) => within(member, step));
    case "list":
      return step === "-" ? [{ schema: schema.of }] : [];
    case "map":
      return [{ schema: schema.of }];
    case "object": {
      const field = Object.hasOwn(schema.fields, step) ? schema.fields[step] : undefined;
      return field ? [{ schema: field.schema, field }] : [];
    }
    default:
      return [];
  }
}
