import { type JsonObject, objectAt, parseObject, stringAt } from "../json.js";

/** One call that Terraform made, as e2e/aws_calls.py writes it down. */
export interface Call {
  /** Of whom it was signed with: another one's, where Terraform has taken a role there. */
  readonly account: string;
  /** The name that it was signed for. */
  readonly service: string;
  readonly region: string;
  readonly operation: string;
  readonly parameters: JsonObject;
  /** The tags, before the call, of what its parameters name by id; only of services whose policies go by tags. */
  readonly tags: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Ids that stand for another in a policy: the file system of a mount target, for instance. */
  readonly belongs: Readonly<Record<string, readonly string[]>>;
  /** What was answered: an HTTP status. */
  readonly status: number;
}

/** Reads what the emulator wrote. */
export function readCalls(text: string): readonly Call[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const call = parseObject(line, "a call");
      const unreadable = stringAt(call, "unreadable");
      if (unreadable !== undefined) throw new Error(`a call that e2e/aws_calls.py cannot read: ${unreadable}`);
      const word = (key: string) => stringAt(call, key) ?? "";
      return {
        account: word("account"),
        service: word("service"),
        region: word("region"),
        operation: word("operation"),
        parameters: objectAt(call, "parameters"),
        tags: objectAt(call, "tags") as Call["tags"],
        belongs: objectAt(call, "belongs") as Call["belongs"],
        status: Number(call.status),
      };
    });
}
