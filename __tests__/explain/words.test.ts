import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathText } from "../../src/report/explain/pattern.js";
import { readWord } from "../../src/report/explain/words.js";

describe("readWord", () => {
  it.each([
    ["aws_ecs_service.web", "aws_ecs_service.web", undefined],
    ["aws_efs_access_point.data-store", "aws_efs_access_point.data-store", undefined],
    ["data.aws_vpc.main", "data.aws_vpc.main", undefined],
    ["local.web_container", "local.web_container", undefined],
    ["var.web_image_tag", "var.web_image_tag", undefined],
    ["output.urls", "output.urls", undefined],
    ['aws_efs_mount_target.main["eu-west-1a"]', "aws_efs_mount_target.main", "eu-west-1a"],
    ['aws_efs_mount_target.main[\\"eu-west-1a\\"]', "aws_efs_mount_target.main", "eu-west-1a"],
    ["aws_efs_mount_target.main['eu-west-1a']", "aws_efs_mount_target.main", "eu-west-1a"],
    ["aws_efs_mount_target.main[eu-west-1a]", "aws_efs_mount_target.main", "eu-west-1a"],
    ["aws_lb_target_group.web[0]", "aws_lb_target_group.web", "0"],
    ['aws_route53_record.certificate["shop.example.com"]', "aws_route53_record.certificate", "shop.example.com"],
    [" aws_vpc.main\n", "aws_vpc.main", undefined],
  ])("reads %j as an address", (text, address, index) => {
    expect(readWord(text)).toEqual({ kind: "address", address, ...(index !== undefined && { index }) });
  });

  it.each([
    ["services", ["services"]],
    ["services.web.volumes[0]", ["services", "web", "volumes", 0]],
    ['services.web.env["LOG.LEVEL"]', ["services", "web", "env", "LOG.LEVEL"]],
    ["services['web']", ["services", "web"]],
    ["x-common", ["x-common"]],
  ])("reads %j as a path", (text, path) => {
    expect(readWord(text)).toEqual({ kind: "path", path });
  });

  it.each(["module.shop.", 'module.shop["stage"].', "module.outer.module.shop[0]."])(
    "reads an address as a root has it, behind %s",
    (call) => {
      const address = "aws_lb_listener_rule.hosts";
      expect(readWord(`${call}${address}["shop.example.com"]`)).toEqual(readWord(`${address}["shop.example.com"]`));
    },
  );

  it.each([
    ["module.shop", "a call of a module"],
    ['module.shop["stage"]', "a call of a module"],
    ["module.shop.module.inner", "a call of a module"],
    ["aws_ecs_service", "no whole address"],
    ["aws_ecs_service.web.name", "`<type>.<name>`"],
    ["data.aws_vpc", "`data.<type>.<name>`"],
    ["local.a.b", "`local.<name>`"],
    ["services..web", "is no path"],
    ["services.web.", "is no path"],
    ["services[web", "is no path"],
    ["", "is no path"],
  ])("says what is wrong with %j", (text, part) => {
    const word = readWord(text);
    expect(word.kind === "none" && word.message).toContain(part);
  });

  it("reads what is printed of any path", () => {
    const key = fc.stringMatching(/^[A-Za-z][\w.-]{0,12}$/);
    const rest = fc.array(fc.oneof(key, fc.nat(99)), { maxLength: 5 });
    fc.assert(
      fc.property(rest, (steps) => {
        const path = ["services", ...steps];
        expect(readWord(pathText(path))).toEqual({ kind: "path", path });
      }),
    );
  });
});
