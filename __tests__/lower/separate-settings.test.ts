import { App } from "cdktf";
import { describe, expect, it } from "vitest";
import { separateSettings } from "../../src/lower/separate-settings.js";
import { NanokitStack, TERRAFORM_VERSION } from "../../src/lower/stack.js";
import { synthesize } from "../../src/lower/synth.js";
import { readStack } from "../../src/stack/read.js";
import { environment } from "./fixtures.js";

const one = environment({ services: [] });
const files = synthesize({ name: "shop", environments: [one] });

function textOf(name: string): string {
  return files.find(({ path }) => path.endsWith(`/${name}`))?.text ?? "";
}

/** What cdktf's app would write of the stack. */
function written(change?: (stack: NanokitStack) => void): string {
  const id = files[1]?.path.split("/").at(-2) ?? "";
  const stack = new NanokitStack(new App({ stackTraces: false }), id, { environment: one });
  change?.(stack);
  stack.prepareStack();
  return JSON.stringify(stack.toTerraform());
}

describe("separateSettings", () => {
  it("gives the two files that synth writes", () => {
    expect(separateSettings(written())).toEqual({
      "cdk.tf.json": textOf("cdk.tf.json"),
      "versions.tf": textOf("versions.tf"),
    });
  });

  it("loses nothing: both together say what the one said", () => {
    const text = written((stack) => {
      stack.addOverride("moved", [{ from: "aws_ecs_cluster.old", to: "aws_ecs_cluster.main" }]);
    });
    expect(JSON.parse(text)).toMatchObject({ terraform: { required_version: TERRAFORM_VERSION } });
    const separate = separateSettings(text);
    expect(
      Object.values(JSON.parse(separate["cdk.tf.json"]).terraform).every((value) => typeof value === "object"),
    ).toBe(true);
    expect(separate["cdk.tf.json"]).not.toContain('"moved"');
    const together = readStack(Object.entries(separate).map(([path, content]) => ({ path, text: content })));
    const before = readStack([{ path: "cdk.tf.json", text }]);
    expect(together).toEqual(before);
  });
});
