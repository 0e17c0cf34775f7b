import type { Comments } from "../../syntax/commented.js";

/** One environment variable of a compose service. */
export interface Variable {
  readonly name: string;
  /** Absent: that of the shell. */
  readonly value?: string;
  readonly comments: Comments;
  /** Whether it came by a merge key. */
  readonly inherited: boolean;
  /** The file that it is from. */
  readonly file?: string;
  /** Whether the service needs it, also where neither the file nor `.env` has a value. */
  readonly needed?: boolean;
}

/** What tells one secret of compose from another. */
export interface SecretIdentity {
  /** Its value, where that is known: equal ones are one secret. Else what stands in the file. */
  readonly id: string;
  /** The variable of compose that it is, if it is one and nothing more: `${DB_PASSWORD:?}`. */
  readonly variable?: string;
}
