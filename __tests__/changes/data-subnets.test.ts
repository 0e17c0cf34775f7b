import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/stack/json.js";
import { compareDocuments } from "../support/read-stack.js";

const A = "subnet-0aaaaaaaaaaaaaaa5";
const B = "subnet-0bbbbbbbbbbbbbbb5";
const C = "subnet-0ccccccccccccccc1";

/** Subnets of a VPC that is there already, as they stand in local values. */
function named(...ids: readonly string[]): JsonObject {
  const zones = `\${{for id, subnet in data.aws_subnet.all : id => subnet.availability_zone if contains(${JSON.stringify(ids)}, id)}}`;
  return {
    locals: { zones, subnets: "${sort(keys(local.zones))}" },
    resource: {
      aws_db_subnet_group: { main: { subnet_ids: "${local.subnets}" } },
      aws_db_instance: { orders: { port: 5432 } },
    },
  };
}

/** A stack of its own, with subnets at these addresses. */
function own(subnets: readonly string[], databases: JsonObject = { orders: { port: 5432 } }, more: JsonObject = {}) {
  const bodies = subnets.map((name) => [name, { cidr_block: `10.0.${name.length}.0/24` }]);
  const subnet_ids = subnets.map((name) => `\${aws_subnet.${name}.id}`);
  return {
    ...more,
    resource: {
      aws_subnet: Object.fromEntries(bodies) as JsonObject,
      aws_db_subnet_group: { main: { subnet_ids } },
      aws_db_instance: databases,
    },
  };
}

function said(before: JsonObject, after: JsonObject): readonly string[] {
  const { changes } = compareDocuments("s", before, after);
  return changes.flatMap(({ marks }) => marks.flatMap(({ code, text }) => (code === "NK624" ? [text] : [])));
}

describe("the subnets of a database that is there", () => {
  it("are told where one that was named goes", () => {
    expect(said(named(A, B), named(B, C))).toEqual([expect.stringContaining(`loses \`${A}\`, which RDS refuses`)]);
  });

  it("may come, and may be named in another order", () => {
    expect(said(named(A, B), named(C, B, A))).toEqual([]);
  });

  it("are told where those of the stack itself go", () => {
    expect(said(own(["first", "other"]), own(["first"]))).toEqual([
      expect.stringContaining("loses `aws_subnet.other`"),
    ]);
  });

  it("may get other addresses", () => {
    const moved = [{ from: "aws_subnet.second", to: "aws_subnet.eu-west-1b" }];
    expect(said(own(["first", "second"]), own(["first", "eu-west-1b"], undefined, { moved }))).toEqual([]);
  });

  it("go where the database goes too, or is another one", () => {
    expect(said(own(["first", "other"]), own(["first"], { next: { port: 5432 } }))).toEqual([]);
  });
});
