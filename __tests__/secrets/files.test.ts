import { describe, expect, it } from "vitest";
import { secretFile } from "../../src/secrets/files.js";

describe("a file that looks like a secret", () => {
  it.each([".env", ".env.production", "id_rsa", "store.p12", "KEYS.JKS", ".htpasswd", ".pgpass"])(
    "%s by its name",
    (name) => {
      expect(secretFile(name, "")).toEqual({ by: "name" });
    },
  );

  it.each([
    ["a\n-----BEGIN RSA PRIVATE KEY-----\n", "key", 2],
    ["url: postgres://shop:hunter2@database/shop\n", "url", 1],
    ["a\r\nb\r\ntoken ghp_0123456789abcdefghij0123\r\n", "token", 3],
    ["[db]\npassword = correct-horse\n", "password", 2],
    ["admin_password: 'x'\n", "password", 1],
    ['{ "clientSecret": "abc" }', "password", 1],
    ["CREATE USER shop WITH PASSWORD 'abc';", "password", 1],
    ["create user shop identified by 'abc';", "password", 1],
    ["# -----BEGIN PRIVATE KEY-----", "key", 1],
  ] as const)("%j by what is in it", (text, by, line) => {
    expect(secretFile("app.conf", text)).toEqual({ by, line });
  });

  it.each([
    ["app.conf", "password = ${DB_PASSWORD}\n"],
    ["app.conf", "password = $__file{/run/secrets/x}\n"],
    ["app.conf", "password_file: /run/secrets/db\npassword: /run/secrets/db\n"],
    ["app.conf", "; password = sample\n# token: abc\n// secret = x\n-- password 'x'\n"],
    ["server.crt", "-----BEGIN CERTIFICATE-----\nMIIB\n"],
    [".env.example", "DB_PASSWORD=\n"],
    ["users.sql", "create user shop with password '${DB_PASSWORD}';"],
    ["site.conf", "proxy_set_header X-Api-Key $http_x_api_key;"],
    ["picture.png", undefined],
  ])("is not %s with %j", (name, text) => {
    expect(secretFile(name, text)).toBeUndefined();
  });
});
