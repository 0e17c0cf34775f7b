import { carriedSecret, type SecretForm } from "./forms.js";
import { secretsWithin } from "./written.js";

/** Why a file looks like a secret: by its name; or by a line of it, counted from 1. */
export type SecretFile = { readonly by: "name" } | { readonly by: SecretForm | "password"; readonly line: number };

/**
 * Names of files that are there to keep secrets: variables, keys of SSH, stores of keys, and what programs log in with. Others
 * (`server.key`, `tls.pem`) are told by what is in them.
 */
const NAMES =
  /^(?:\.env(?:\.(?!example$|sample$|template$|dist$).*)?|id_(?:rsa|dsa|ecdsa|ed25519)|.*\.(?:p12|pfx|jks|keystore|kdbx)|\.(?:htpasswd|pgpass|netrc|my\.cnf))$/i;

/** A line that says nothing to the program. */
const COMMENT = /^\s*(?:#|;|\/\/|--\s)/;

/** How SQL gives a user a password. */
const SQL_PASSWORD = /\b(?:password|identified\s+by)\s+'(?![$<{%*])[^']+'/i;

/** Why a file looks like a secret; undefined where nothing says so. `text` is undefined for one that is no text. */
export function secretFile(name: string, text: string | undefined): SecretFile | undefined {
  if (NAMES.test(name)) return { by: "name" };
  for (const [index, line] of (text ?? "").split(/\r\n|\n|\r/).entries()) {
    const form = carriedSecret(line);
    if (form) return { by: form, line: index + 1 };
    if (COMMENT.test(line)) continue;
    if (secretsWithin(line).length > 0 || SQL_PASSWORD.test(line)) return { by: "password", line: index + 1 };
  }
  return undefined;
}
