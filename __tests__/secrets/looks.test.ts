import { describe, expect, it } from "vitest";
import { carriedSecret, secretLook } from "../../src/secrets/forms.js";
import { isHarmlessValue, namesSecret } from "../../src/secrets/names.js";

describe("secretLook", () => {
  it.each([
    "PASSWORD",
    "DB_PASSWORD",
    "POSTGRES_PASSWORD_2",
    "ROOTPASSWORD",
    "dbPassword",
    "db.password",
    "SMTP_PASS",
    "API_TOKEN",
    "TOKEN",
    "CLIENT_SECRET",
    "stripeApiKey",
    "APIKEY",
    "AWS_SECRET_ACCESS_KEY",
    "SSH_PRIVATE_KEY",
    "N8N_ENCRYPTION_KEY",
    "MEILI_MASTER_KEY",
    "APP_KEY",
    "SECRET_KEY_BASE",
    "SUPABASE_SERVICE_ROLE_KEY",
    "SUPABASE_SERVICE_KEY",
    "GOOGLE_CREDENTIALS",
  ])("takes %s for the name of a secret", (name) => expect(secretLook(name, "hunter2")).toBe("name"));

  it.each([
    "POSTGRES_HOST_AUTH_METHOD",
    "POSTGRES_PASSWORD_FILE",
    "TOKEN_TTL",
    "SERVICE_KEY",
    "SERVICE_ROLE_KEY_ID",
    "ROLE_KEY",
    "TOKEN_URL",
    "MAX_TOKENS",
    "PASSWORD_MIN_LENGTH",
    "AWS_ACCESS_KEY_ID",
    "PUBLIC_KEY",
    "NEXT_PUBLIC_MAPS_TOKEN",
    "SORT_KEY",
    "PWD",
    "COMPASS",
    "SECRETARY",
    "",
  ])("takes %j for the name of none", (name) => expect(namesSecret(name)).toBe(false));

  it.each(["", "  ", "true", "No", "0", "/run/secrets/token", "/etc/ssl/key.pem"])("lets %j pass", (value) => {
    expect(isHarmlessValue(value)).toBe(true);
    expect(secretLook("PASSWORD", value)).toBeUndefined();
  });

  it.each([
    ["postgres://shop:hunter2@db/shop", "url"],
    ["redis://:hunter2@cache:6379", "url"],
    ["see https://a:b@host/path", "url"],
    ["jdbc:mysql://db/shop?user=shop&password=hunter2", "url"],
    ["-----BEGIN OPENSSH PRIVATE KEY-----\nabc", "key"],
    ["-----BEGIN PGP PRIVATE KEY BLOCK-----", "key"],
    ["postgres://shop@db/shop", undefined],
    ["postgres://shop:$PASSWORD@db/shop", undefined],
    ["https://host:443/@scope/package", undefined],
    ["https://host/a:b@c", undefined],
    ["git@github.com:shop/web.git", undefined],
    ["jdbc:mysql://db/shop?password=", undefined],
    ["-----BEGIN CERTIFICATE-----", undefined],
  ])("finds in %j: %s", (value, carries) => expect(carriedSecret(value)).toBe(carries));
});
