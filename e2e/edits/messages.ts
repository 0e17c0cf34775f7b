import { isObject, type JsonObject, objectAt, parseObject, stringAt } from "../json.js";

/** What Terraform means to do with a resource. */
export interface Planned {
  readonly address: string;
  readonly type: string;
  /** `create`, `update`, `replace`, `delete` ... */
  readonly action: string;
}

/** What an apply did, as Terraform counts it. */
export interface Applied {
  readonly added: number;
  readonly changed: number;
  readonly destroyed: number;
}

/** What a command of Terraform says with `-json`: a message on each line. Lines of another kind are left out. */
export function messagesIn(output: string): readonly JsonObject[] {
  const lines = output.split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => parseObject(line, "a message of Terraform"));
}

/** The resources that something is planned for. */
export function plannedIn(messages: readonly JsonObject[]): readonly Planned[] {
  return ofType(messages, "planned_change").map((message) => {
    const change = objectAt(message, "change");
    const resource = objectAt(change, "resource");
    const [address = "", type = ""] = [stringAt(resource, "addr"), stringAt(resource, "resource_type")];
    return { address, type, action: stringAt(change, "action") ?? "" };
  });
}

/** Whether a plan would change no resource and no output. Reading data sources changes nothing. */
export function plansNothing(messages: readonly JsonObject[]): boolean {
  const outputs = ofType(messages, "outputs").flatMap((message) => Object.values(objectAt(message, "outputs")));
  const actions = [...plannedIn(messages).map(({ action }) => action), ...outputs.map(actionOf)];
  return actions.every((action) => action === "noop" || action === "read");
}

/** What an apply did. @throws Error where it does not say so */
export function appliedIn(messages: readonly JsonObject[]): Applied {
  const counts = ofType(messages, "change_summary").map((message) => objectAt(message, "changes"));
  const last = counts.findLast(({ operation }) => operation === "apply");
  if (last === undefined) throw new Error("Terraform does not say what it applied");
  return { added: Number(last.add), changed: Number(last.change), destroyed: Number(last.remove) };
}

/** What was said at last, for a command that ended without an error of its own. */
export function lastSaid(messages: readonly JsonObject[]): string {
  return messages
    .slice(-5)
    .map((message) => stringAt(message, "@message") ?? "")
    .join("\n");
}

/** The errors, as text. */
export function errorsIn(messages: readonly JsonObject[]): string {
  const errors = ofType(messages, "diagnostic").map((message) => objectAt(message, "diagnostic"));
  return errors
    .filter(({ severity }) => severity === "error")
    .map((error) => ["summary", "address", "detail"].map((key) => stringAt(error, key) ?? "").join("\n"))
    .join("\n");
}

function ofType(messages: readonly JsonObject[], type: string): readonly JsonObject[] {
  return messages.filter((message) => message.type === type);
}

function actionOf(output: unknown): string {
  return isObject(output) ? (stringAt(output, "action") ?? "noop") : "noop";
}
