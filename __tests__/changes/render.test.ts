import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differences, pathText } from "../../src/changes/differences.js";
import { errorsInMarkdown, renderCheckMarkdown } from "../../src/changes/render-markdown.js";
import { changesText, renderCheckText } from "../../src/changes/render-text.js";
import { type CheckReport, changesOf, type StackReport } from "../../src/changes/report.js";
import { toldOnce } from "../../src/changes/shared.js";
import { valuePair, valueText } from "../../src/changes/values.js";
import { widthOf, wrap } from "../../src/diagnostics/terminal-text.js";
import type { Json, JsonObject } from "../../src/stack/json.js";
import { referencesIn } from "../../src/stack/references.js";
import { compareDocuments } from "../support/read-stack.js";
import { runs } from "../support/sampled.js";

/** A report of one stack of locals, which hold what users write. */
function report(before: JsonObject, after: JsonObject): CheckReport {
  const { changes } = compareDocuments("shop-stage", { locals: before }, { locals: after });
  return {
    file: "nanokit.yml",
    output: "generated",
    stacks: [{ stack: "shop-stage", path: "generated/x", status: "changed", changes }],
    leftOver: [],
  };
}

const container = (env: Readonly<Record<string, string>>): JsonObject => ({
  web_container: { environment: Object.entries(env).map(([name, value]) => ({ name, value })) },
});

describe("the text", () => {
  it("sends no control character of the user's to the terminal", () => {
    const text = renderCheckText(report(container({ A: "" }), container({ A: "\u009b31m\u202e" })), { color: false });
    expect(text).toContain("<U+009B>31m<U+202E>");
  });

  it("has nothing behind the values of a change that is like any other", () => {
    const text = renderCheckText(report({ web_container: { cpu: 1 } }, { web_container: { cpu: 2 } }), {
      color: false,
    });
    expect(text).toMatch(/^ +~ cpu {2}1 -> 2$/m);
  });

  it("fits 80 columns, whatever the values", () => {
    const value = fc.oneof(fc.string(), fc.string({ minLength: 60, maxLength: 400, unit: "binary" }));
    fc.assert(
      fc.property(value, value, (a, b) => {
        const text = renderCheckText(report(container({ VARIABLE: a }), container({ VARIABLE: b })), { color: false });
        for (const line of text.split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(80);
      }),
      runs(100),
    );
    const long = renderCheckText(report(container({ V: "x".repeat(500) }), container({ V: "y".repeat(500) })), {
      color: false,
    });
    for (const line of long.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe("a project or an environment that looks renamed", () => {
  const renamed: CheckReport = {
    ...report({}, {}),
    stacks: [{ stack: "store-stage", path: "x", status: "new", changes: [] }],
    leftOver: ["shop-stage"],
  };

  it("is the first that is said, as data that does not move", () => {
    expect(renderCheckText(renamed, { color: false })).toMatch(
      /^ {2}DATA: shop-stage is not described by nanokit.yml any more, and store-stage is\n {4}new\./,
    );
    const comment = renderCheckMarkdown(renamed);
    expect(comment).toContain("**Data at risk:** shop-stage is not described by nanokit.yml any more");
    expect(comment.indexOf("**Data at risk:**")).toBeLessThan(comment.indexOf("store-stage** does not exist yet"));
  });

  it("is not feared where a stack only comes, or only goes", () => {
    expect(renderCheckText({ ...renamed, leftOver: [] }, { color: false })).not.toContain("DATA");
    expect(renderCheckText({ ...renamed, stacks: [] }, { color: false })).not.toContain("DATA");
  });
});

describe("what environments have in common", () => {
  const stack = (name: string, before: JsonObject, after: JsonObject): StackReport => ({
    stack: name,
    path: name,
    status: "changed",
    changes: compareDocuments(name, { locals: before }, { locals: after }).changes,
  });
  const stacks = [
    stack("shop-a", { x: 1, y: 1 }, { x: 2, y: 2 }),
    stack("shop-b", { x: 1, y: 1, z: 1 }, { x: 2, y: 3, z: 2 }),
    stack("shop-c", { x: 1 }, { x: 2 }),
    stack("shop-d", { z: 1 }, { z: 2 }),
  ];
  const whole: CheckReport = { ...report({}, {}), stacks };

  it("is told once, for all of them, and what one has alone with it", () => {
    const text = renderCheckText(whole, { color: false, width: 120 });
    const counts = "0 to add, 0 to change, 0 to replace, 0 to destroy.";
    expect(text).toContain(`shop-a, shop-b and shop-c, alike: ${counts}\n\n  ~ local.x\n`);
    expect(text).toContain(`shop-b and shop-d, alike: ${counts}\n\n  ~ local.z\n`);
    expect(text).toContain(`shop-a: ${counts} What is not above:\n\n  ~ local.y\n`);
    expect(text).toContain(`shop-c: ${counts} All of it is above.\n\nshop-d`);
    expect(text.match(/~ local\.\w/g)).toHaveLength(4);
  });

  it("is told once in a comment too", () => {
    const text = renderCheckMarkdown(whole);
    expect(text).toContain("<summary>shop-a, shop-b and shop-c, alike: ");
    expect(text).toContain("<summary>shop-a, beside what is above: ");
    expect(text).not.toContain("<summary>shop-c");
    expect(text.match(/! {3}local\.\w/g)).toHaveLength(4);
  });

  it("is marked once in a comment, with the environments that it holds for", () => {
    const losing = (name: string): StackReport => ({
      stack: name,
      path: name,
      status: "changed",
      changes: compareDocuments(
        name,
        { resource: { aws_efs_file_system: { main: { creation_token: "a" } } } },
        { resource: {} },
      ).changes,
    });
    const marked = (stacks: readonly StackReport[]) =>
      renderCheckMarkdown({ ...whole, stacks })
        .split("\n")
        .filter((line) => /^- .*`aws_efs_file_system\.main`/.test(line));
    expect(marked([losing("shop-a"), losing("shop-b")])).toEqual([
      expect.stringMatching(/^- shop-a and shop-b: `aws_efs_file_system\.main` /),
    ]);
    expect(marked([losing("shop-a")])).toEqual([expect.stringMatching(/^- `aws_efs_file_system\.main` /)]);
  });

  it("takes no change from anybody, whatever they are", () => {
    const values = fc.array(fc.tuple(fc.constantFrom("p", "q", "r"), fc.integer({ min: 1, max: 3 })), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 4 }), (all) => {
        const some = all.map((one, index) => stack(`s${index}`, {}, Object.fromEntries(one)));
        const { shared, own } = toldOnce(some);
        for (const one of some) {
          const of = shared.filter(({ stacks }) => stacks.includes(one)).flatMap(({ changes }) => changes);
          const told = [...of, ...(own.get(one.stack) ?? [])].map((change) => JSON.stringify(change));
          expect(told.sort()).toEqual(
            changesOf(one)
              .map((change) => JSON.stringify(change))
              .sort(),
          );
        }
        const once = [...shared, ...[...own.values()].map((changes) => ({ changes }))].flatMap(
          ({ changes }) => changes,
        );
        expect(new Set(once.map((change) => JSON.stringify(change))).size).toBe(once.length);
      }),
    );
  });
});

describe("an attribute", () => {
  it.each([
    ["comes", {}, { a: 1 }, "+ a  1"],
    ["goes", { a: 1 }, {}, "- a  1"],
    ["changes", { a: 1 }, { a: 2 }, "~ a  1 -> 2"],
  ])("that %s has a sign of its own", (_, before, after, line) => {
    const { changes } = compareDocuments("s", { locals: { x: before } }, { locals: { x: after } });
    const text = changesText(changes, { stack: "s", path: "s", status: "changed", changes }).join("\n");
    expect(text).toContain(`        ${line}`);
  });
});

describe("a comment for a file with errors", () => {
  it("has the findings, in a fence that they cannot close", () => {
    const findings = "nanokit.yml:1:1 error NK001: What is that?\n  | ```sh\n";
    expect(errorsInMarkdown("nanokit.yml", findings)).toBe(
      `### nanokit-tf: nanokit.yml has errors\n\n\`\`\`\`text\n${findings}\`\`\`\`\n`,
    );
  });
});

describe("the order of work", () => {
  it("takes one line, however many elements differ", () => {
    const service = (...names: readonly string[]): JsonObject => ({
      resource: { aws_ecs_service: { web: { name: "web", depends_on: names } } },
    });
    const { changes } = compareDocuments("s", service("a", "b"), service("c", "d", "e"));
    const stack: StackReport = { stack: "s", path: "s", status: "changed", changes };
    expect(changesText(stack.changes, stack).join("\n")).toBe(
      "    aws_ecs_service.web  (nothing changes on AWS)\n        ~ depends_on  # for Terraform only",
    );
  });
});

describe("a long code span", () => {
  it("does not take the next one onto its line", () => {
    const [first = "", second] = wrap(`${"x ".repeat(10)}\`${"y".repeat(50)}\`, where \`ecs:cluster\` holds.`, {
      width: 80,
      firstIndent: 0,
      indent: 0,
    });
    expect(first.endsWith("where")).toBe(true);
    expect(second).toBe("`ecs:cluster` holds.");
  });
});

describe("the comment", () => {
  it("is never longer than GitHub takes, and says what was left out", () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`VARIABLE_${index}`, "x".repeat(40)]));
    const text = renderCheckMarkdown(report(container({}), container(many)));
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.length).toBeGreaterThan(60_000);
    expect(text).toMatch(/_\d+ lines were left out, as a comment can be no longer\./);
    expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    expect(text.match(/^```/gm)).toHaveLength(2);
    const whole = renderCheckMarkdown(report(container({}), container({ A: "1" })));
    expect(whole).not.toContain("left out");
  });

  it("keeps within any limit", () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`VARIABLE_${index}`, "x"]));
    fc.assert(
      fc.property(fc.integer({ min: 1500, max: 6000 }), (limit) => {
        expect(renderCheckMarkdown(report(container({}), container(many)), limit).length).toBeLessThanOrEqual(limit);
      }),
      runs(40),
    );
  });

  it("makes no markup of what users write", () => {
    const evil = "@octocat <img src=x> | `code` ``` ~~~ \n</details> #1";
    const rule = (cidr: string): JsonObject => ({
      resource: {
        aws_vpc_security_group_ingress_rule: { x: { cidr_ipv4: cidr, ip_protocol: "-1" } },
        aws_lb_listener_rule: { x: { condition: [{ host_header: { values: [evil] } }] } },
      },
      locals: { web_container: { environment: [{ name: evil, value: evil }] } },
    });
    const { changes } = compareDocuments("shop-stage", {}, rule(evil));
    const text = renderCheckMarkdown({
      file: "a<b>@c|d.yml",
      output: "generated",
      stacks: [{ stack: "shop-stage", path: "p", status: "new", changes }],
      leftOver: ["left|<i>"],
    });
    const outside = text.split(/^(`{3,})diff\n[\s\S]*?^\1$/m).join("\n");
    const bare = outside.replaceAll(/(`+)[\s\S]*?[^`]\1(?!`)/g, "");
    expect(bare).not.toMatch(/@|<(?!\/?(?:details|summary))|octocat/);
    expect(text).toContain("a&lt;b&gt;&#64;c\\|d.yml");
    const fence = /^(`{3,})diff$/m.exec(text)?.[1] ?? "";
    expect(text.split("\n").filter((line) => line === fence)).toHaveLength(1);
  });
});

describe("values", () => {
  it("are short, and can be told apart", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.integer({ min: 20, max: 80 }), (a, b, max) => {
        const [before, after] = valuePair(a as Json, b as Json, max);
        expect(before.length).toBeLessThanOrEqual(max);
        expect(after.length).toBeLessThanOrEqual(max);
        if (JSON.stringify(a) !== JSON.stringify(b)) expect(before).not.toBe(after);
      }),
    );
    const [before, after] = valuePair(`${"a".repeat(50)}1${"b".repeat(50)}`, `${"a".repeat(50)}2${"b".repeat(50)}`, 40);
    expect([before, after]).toEqual([expect.stringContaining("a1b"), expect.stringContaining("a2b")]);
    expect(valueText("x".repeat(100), 21)).toBe('"xxxxxxxx...xxxxxxxx"');
  });

  it("are whole where they are short, and as long as they may be where not", () => {
    const plain = fc.string({ unit: fc.constantFrom(..."abc"), maxLength: 60 });
    fc.assert(
      fc.property(plain, fc.integer({ min: 20, max: 80 }), (text, max) => {
        const whole = JSON.stringify(text);
        const shown = valueText(text, max);
        if (whole.length <= max) expect(shown).toBe(whole);
        else {
          const [head = "", tail = "", ...more] = shown.split("...");
          expect({ length: shown.length, more }).toEqual({ length: max, more: [] });
          expect(whole.startsWith(head) && whole.endsWith(tail)).toBe(true);
          expect([0, 1]).toContain(head.length - tail.length);
        }
        expect(valuePair(text, text, max)[0].startsWith('"')).toBe(true);
      }),
    );
  });

  it("have a gap only where something was left out, wherever they differ", () => {
    const value = (sign: string, at: number) => `${"a".repeat(at)}${sign}${"b".repeat(99 - at)}`;
    expect(valuePair(value("1", 50), value("2", 50), 40)).toEqual([
      `...${"a".repeat(13)}1${"b".repeat(20)}...`,
      `...${"a".repeat(13)}2${"b".repeat(20)}...`,
    ]);
    expect(valuePair(value("1", 80), value("2", 80), 40)).toEqual([
      `...${"a".repeat(13)}1${"b".repeat(19)}"`,
      `...${"a".repeat(13)}2${"b".repeat(19)}"`,
    ]);
    const [before, after] = valuePair(`\u{1f600}\u{1f600}${value("1", 50)}`, `\u{1f600}\u{1f600}${value("2", 50)}`, 40);
    expect([before, after]).toEqual([expect.stringContaining("a1b"), expect.stringContaining("a2b")]);
  });
});

describe("differences", () => {
  const paths = (before: Json, after: Json) => differences(before, after).map(({ path }) => pathText(path));

  it("are none exactly where the values are the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(differences(a as Json, a as Json)).toEqual([]);
        const before = { x: a } as Json;
        const after = { x: b } as Json;
        expect(differences(before, after).length > 0).toBe(JSON.stringify(a) !== JSON.stringify(b));
      }),
    );
  });

  it("tell elements by name, and elements of sets by themselves", () => {
    const env = (...names: readonly string[]) => ({ environment: names.map((name) => ({ name, value: "1" })) });
    expect(paths(env("A", "C"), env("A", "B", "C"))).toEqual(['environment["B"]']);
    expect(paths({ security_groups: ["a", "b"] }, { security_groups: ["b", "c", "d"] })).toEqual([
      "security_groups[0]",
      "security_groups[1]",
      "security_groups[2]",
    ]);
    // One for one is a change, of which both sides are seen.
    expect(differences({ security_groups: ["a", "b"] }, { security_groups: ["b", "c"] })).toEqual([
      { path: ["security_groups", 1], before: "a", after: "c" },
    ]);
    expect(differences({ security_groups: ["a", "b"] }, { security_groups: ["b", "a"] })).toMatchObject([
      { order: true },
    ]);
    expect(paths({ command: ["a", "b"] }, { command: ["b", "a"] })).toEqual(["command"]);
    expect(paths({ network_configuration: { x: 1 } }, { network_configuration: [{ x: 2 }] })).toEqual([
      "network_configuration.x",
    ]);
    const volume = (name: string, id: string) => ({ name, efs_volume_configuration: { file_system_id: id } });
    expect(paths({ volume: [volume("a", "1"), volume("b", "1")] }, { volume: [volume("b", "2")] })).toEqual([
      'volume["a"]',
      'volume["b"].efs_volume_configuration.file_system_id',
    ]);
  });

  it("pair statements that have most in common", () => {
    const statement = (action: string, resource: string) => ({
      Effect: "Allow",
      Action: [action],
      Resource: [resource],
    });
    const [a, b, c] = [statement("s3:A", "a"), statement("s3:B", "b"), statement("s3:C", "c")];
    expect(paths({ Statement: [a, b] }, { Statement: [c, a, b] })).toEqual(["Statement[0]"]);
    expect(paths({ Statement: [a, b] }, { Statement: [b, statement("s3:A", "z")] })).toEqual([
      "Statement[1].Resource[0]",
    ]);
  });
});

describe("references", () => {
  const targets = (text: string) =>
    referencesIn(text).map(({ target, attribute }) => (attribute === undefined ? target : `${target} ${attribute}`));

  it("are what stands in templates, and no more", () => {
    expect(targets("${aws_efs_access_point.data-store.id}")).toEqual(["aws_efs_access_point.data-store id"]);
    expect(targets('${data.aws_secretsmanager_secret.main["shop/db"].arn}:x')).toEqual([
      "data.aws_secretsmanager_secret.main arn",
    ]);
    expect(targets("${jsonencode([local.a_container, local.b])}")).toEqual(["local.a_container", "local.b"]);
    expect(targets('${var.a != "}" ? var.b : local.c}')).toEqual(["var.a", "var.b", "local.c"]);
    expect(targets("$${aws_vpc.main.id} aws_vpc.main.id")).toEqual([]);
    expect(targets("$5 aws_vpc.main.id, 10 % local.a and $(local.b)")).toEqual([]);
    expect(targets("$$${var.a}")).toEqual([]);
    expect(targets("$%${var.a}")).toEqual(["var.a"]);
    expect(targets("%{ if var.a }x%{ endif }")).toEqual(["var.a"]);
  });
});
