import { describe, expect, it } from "vitest";
import { checksByFolder } from "../../e2e/checkov.js";

describe("checksByFolder", () => {
  it("counts what passed and what failed, by the folder of the file", () => {
    const results = {
      passed_checks: [{ file_path: "/0-shop-stage/cdk.tf.json" }, { file_path: "/1-shop-stage/cdk.tf.json" }],
      failed_checks: [{ file_path: "/0-shop-stage/cdk.tf.json" }],
    };
    expect(checksByFolder(JSON.stringify({ check_type: "terraform_json", results }))).toEqual(
      new Map([
        ["0-shop-stage", 2],
        ["1-shop-stage", 1],
      ]),
    );
  });

  it("knows nothing of a stack that was not read, and of a run that found no file", () => {
    const unread = { results: { failed_checks: [] }, summary: { passed: 0, failed: 0, parsing_errors: 1 } };
    expect(checksByFolder(JSON.stringify(unread))).toEqual(new Map());
    expect(checksByFolder(JSON.stringify({ passed: 0, failed: 0 }))).toEqual(new Map());
    expect(checksByFolder("Traceback (most recent call last):")).toBeUndefined();
  });
});
