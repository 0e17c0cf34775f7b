import { describe, expect, it } from "vitest";
import { typeLines } from "../../src/report/explain/type-lines.js";

const said = (address: string, color = false) => typeLines(address, { color, width: 80 });

describe("what explain says of a type", () => {
  it("is what replaces it, what AWS takes once, and what AWS refuses while it is used", () => {
    expect(said("aws_ecs_cluster.main")).toEqual([
      "",
      "On AWS",
      "  A change of `name` replaces it.",
      "  In one region, only one can have the same `name`.",
      "  AWS refuses `DeleteCluster` while `aws_ecs_service` uses it.",
    ]);
    expect(said("aws_iam_role.web_task")).toContain(
      "  In one account, only one can have the same `name`, in upper or lower case.",
    );
  });

  it("fits the width, in colour where that is asked for", () => {
    const lines = said('aws_route53_record.certificate["shop.example.com"]', true);
    expect(lines[1]).toBe("\u001b[1mOn AWS\u001b[0m");
    expect(lines.join(" ")).toContain("can have the same `name`, `type` and");
    expect(said("aws_ecs_task_definition.web").filter((line) => line.length > 80)).toEqual([]);
  });

  it("is nothing of what is no resource", () => {
    expect(["local.web_container", "data.aws_vpc.main", "output.urls"].flatMap((address) => said(address))).toEqual([]);
  });
});
