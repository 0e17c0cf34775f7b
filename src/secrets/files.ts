import { carriedSecret, type SecretForm } from "./forms.js";
import { secretsWithin } from "./written.js";

/** Why a file looks like a secret: by its name; or by a line of it, counted from 1. */
export type SecretFile = { readonly by: "name" } | { readonly by: SecretForm | "password"; readonly line: number };

/**
 * Names of files that are there to keep secrets: variables, keys of SSH, stores of keys, what programs log in with, the state and the
 * variables of Terraform, and what is called a password. Others (`server.key`, `tls.pem`) are told by what is in them.
 */
const NAMES = [
  /^\.env(?:\.(?!example$|sample$|template$|dist$).*)?$/i,
  /^id_(?:rsa|dsa|ecdsa|ed25519)$/i,
  /\.(?:p12|pfx|jks|keystore|kdbx|tfstate|tfstate\.backup|tfvars|tfvars\.json)$/i,
  /^(?:\.?(?:htpasswd|pgpass)|\.(?:netrc|my\.cnf))$/i,
  /^(?:[\w-]*[_-])?(?:password|passwd|secret|token|api[_-]?key)(?:\.txt)?$/i,
];

/** Where Docker has secrets in a container, and nothing else. */
const SECRETS_FOLDER = "/run/secrets/";

/** A line that says nothing to the program. */
const COMMENT = /^\s*(?:#|;|\/\/|--\s)/;

/** How redis, XML and PHP have a password. A reference in its place is none. */
const OWN_FORMS = [
  /^\s*(?:requirepass|masterauth)\s+(?!["']?[$<{%*])\S+/i,
  /<(\w*passw(?:or)?d\w*)>(?![$<{%*])[^<]+<\/\1>/i,
  /\bdefine\(\s*["']\w*(?:PASSWORD|SECRET|_KEY|SALT)\w*["']\s*,\s*["'](?![$<{%*])[^"']+["']/i,
];

/** How SQL gives a user a password. */
const SQL_PASSWORD = /\b(?:password|identified\s+by)\s+'(?![$<{%*])[^']+'/i;

/** Why a file looks like a secret, at its path in a container too; undefined where nothing says so. `text` is undefined for one that is no text. */
export function secretFile(name: string, text: string | undefined, place = ""): SecretFile | undefined {
  const lines = (text ?? "").split(/\r\n|\n|\r/);
  // What is in it first: that a name or what looks like a password is public can be said, and of these it cannot.
  for (const [index, line] of lines.entries()) {
    const form = carriedSecret(line);
    if (form) return { by: form, line: index + 1 };
  }
  if (NAMES.some((one) => one.test(name)) || place.startsWith(SECRETS_FOLDER)) return { by: "name" };
  const at = lines.findIndex((line) => !COMMENT.test(line) && hasPassword(line));
  return at < 0 ? undefined : { by: "password", line: at + 1 };
}

function hasPassword(line: string): boolean {
  return secretsWithin(line).length > 0 || [SQL_PASSWORD, ...OWN_FORMS].some((one) => one.test(line));
}
