import { describe, expect, it } from "vitest";
import { checksIn } from "../../e2e/checkov.js";

const check = (folder: string) => ({
  check_id: "CKV_AWS_23",
  resource: "resource.nfs",
  file_path: `/${folder}/cdk.tf.json`,
});

describe("checksIn", () => {
  it("has what passed and what failed, with the folder of the file", () => {
    const results = {
      passed_checks: [check("0-shop-stage"), check("1-shop-stage")],
      failed_checks: [check("0-shop-stage")],
    };
    expect(checksIn(JSON.stringify({ check_type: "terraform_json", results }))).toEqual([
      { id: "CKV_AWS_23", resource: "resource.nfs", folder: "0-shop-stage", failed: false },
      { id: "CKV_AWS_23", resource: "resource.nfs", folder: "1-shop-stage", failed: false },
      { id: "CKV_AWS_23", resource: "resource.nfs", folder: "0-shop-stage", failed: true },
    ]);
  });

  it("knows nothing of a stack that was not read, and of a run that found no file", () => {
    const unread = { results: { failed_checks: [] }, summary: { passed: 0, failed: 0, parsing_errors: 1 } };
    expect(checksIn(JSON.stringify(unread))).toEqual([]);
    expect(checksIn(JSON.stringify({ passed: 0, failed: 0 }))).toEqual([]);
    expect(checksIn("Traceback (most recent call last):")).toBeUndefined();
  });
});
