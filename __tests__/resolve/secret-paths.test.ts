import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSecretPath } from "../../src/resolve/rules/secrets.js";

const plainKey = fc.constantFrom("infra", "build", "healthCheck", "x-own", "web", "image", "start");
/** Keys below which the user chooses names: one of them may be `secrets` and hold none. */
const nameMap = fc.constantFrom("services", "volumes", "runtimes", "networks", "databases", "cron", "env", "args");
const secretKey = fc.constantFrom("secrets", "rootPassword", "Secrets", "secret", "secerts");

describe("what may be shown nowhere", () => {
  it("is all below a key for secrets, wherever it stands", () => {
    fc.assert(
      fc.property(
        fc.array(plainKey, { maxLength: 3 }),
        secretKey,
        fc.array(plainKey, { maxLength: 2 }),
        (above, key, below) => {
          // The store has this place.
          fc.pre(above.join() !== "infra");
          expect(isSecretPath([...above, key, ...below], "x")).toBe(true);
        },
      ),
    );
  });

  it("is below such a key of a service, and not what a name map has under that name", () => {
    fc.assert(
      fc.property(nameMap, secretKey, plainKey, (map, key, name) => {
        expect(isSecretPath([map, key, "image"], "nginx")).toBe(false);
        expect(isSecretPath([map, name, key, "A"], "x")).toBe(true);
      }),
    );
  });

  it.each([
    [["infra", "secrets"], "vault", false],
    [["environments", "stage", "infra", "secrets"], "vault", false],
    [["infra", "secrets"], undefined, true],
    [["services", "web", "env", "DB_PASSWORD"], "x", true],
    [["services", "web", "env", "DB_PASSWORD"], "${DB_PASSWORD}", false],
    [["services", "web", "env", "DB_PASSWORD"], undefined, true],
    [["services", "web", "DB_PASSWORD"], undefined, false],
    [["services", "web", "image"], "nginx", false],
    [["services", "web", "env", "DATABASE_URL"], "postgres://app:hunter2@db/shop", true],
  ])("of %j with %j: %j", (path, text, expected) => {
    expect(isSecretPath(path, text)).toBe(expected);
  });
});
