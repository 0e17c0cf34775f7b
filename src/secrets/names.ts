/** What some word of such a name has in it. Most names of a file have none of it, and need no second look. */
const SIGN = /PASS|SECRET|KEY|CREDENTIAL|TOKEN|PAT|PWD/;

/** Whether a name says that its value is a secret: its last words do (`DB_PASSWORD`, `apiKey`), so `TOKEN_TTL` does not. */
export function namesSecret(name: string): boolean {
  if (!SIGN.test(name.toUpperCase())) return false;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => !/^\d*$/.test(word));
  // What a browser gets to see, `NEXT_PUBLIC_MAPS_TOKEN`, is no secret.
  if (words.includes("PUBLIC")) return false;
  const last = words.at(-1) ?? "";
  const two = words.slice(-2).join("_");
  const three = words.slice(-3).join("_");
  return (
    /(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|APIKEY|CREDENTIALS?)\d*$/.test(last) ||
    /^(?:TOKEN|PASS|PAT)\d*$/.test(last) ||
    (words.length > 1 && /^PWD\d*$/.test(last)) ||
    /^(?:API|ACCESS|SECRET|PRIVATE|ENCRYPTION|SIGNING|MASTER|JWT|APP|LICENSE|ACCOUNT|AUTH)_KEY\d*$/.test(two) ||
    // What a backend as a service gives to servers alone: `SUPABASE_SERVICE_ROLE_KEY`.
    /_SERVICE(?:_ROLE)?_KEY\d*$/.test(words.join("_")) ||
    three === "SECRET_KEY_BASE"
  );
}

/** Whether a value under a name that {@link namesSecret} is none after all: nothing, a switch, or the path of a file. */
export function isHarmlessValue(value: string): boolean {
  const text = value.trim();
  return (
    text === "" ||
    /^(?:true|false|yes|no|on|off|none|null|0|1)$/i.test(text) ||
    /^\/(?:run|etc|var|usr|opt|home|mnt|srv|data|certs?|keys|secrets?|app|tmp|root)\/\S*$/.test(text)
  );
}
