import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/stack/json.js";
import { isMadeFirst } from "../../src/stack/made-first.js";
import { Stack } from "../../src/stack/stack.js";

const goesLast = (create_before_destroy: boolean | string = true) => ({ lifecycle: { create_before_destroy } });
const ofStack = (aws_thing: JsonObject, locals: JsonObject = {}) =>
  isMadeFirst("aws_thing.main", new Stack({ locals, resource: { aws_thing } }).blocks);

describe("what Terraform makes before it destroys the old one", () => {
  it.each([
    ["says so itself", ofStack({ main: goesLast() })],
    ["says so as a text", ofStack({ main: goesLast("true") })],
    ["is named by one that says so", ofStack({ main: {}, user: { id: "${aws_thing.main.id}", ...goesLast() } })],
    [
      "is what one that says so comes after",
      ofStack({ main: {}, user: { depends_on: ["aws_thing.main"], ...goesLast() } }),
    ],
    [
      "is named over a local value and another resource",
      ofStack(
        { main: {}, between: { text: "${local.text}" }, user: { id: "${aws_thing.between.id}", ...goesLast() } },
        { text: "at ${aws_thing.main.address}" },
      ),
    ],
    [
      "is named by one with many instances",
      ofStack({ main: {}, user: { for_each: { a: 1, b: 2 }, id: "${aws_thing.main.id}", ...goesLast() } }),
    ],
  ])("is one that %s", (_, found) => {
    expect(found).toBe(true);
  });

  it.each([
    ["nothing depends on", ofStack({ main: {}, other: goesLast() })],
    ["depends on one that says so", ofStack({ main: { id: "${aws_thing.other.id}" }, other: goesLast() })],
    ["is named by one that does not", ofStack({ main: {}, user: { id: "${aws_thing.main.id}", ...goesLast(false) } })],
    ["is named in a ring", ofStack({ main: { id: "${aws_thing.user.id}" }, user: { id: "${aws_thing.main.id}" } })],
    [
      "has a name that another begins with",
      ofStack({ main: {}, user: { id: "${aws_thing.main-2.id}", ...goesLast() } }),
    ],
  ])("is none that %s", (_, found) => {
    expect(found).toBe(false);
  });
});
