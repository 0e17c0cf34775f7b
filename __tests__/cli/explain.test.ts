import { describe, expect, it } from "vitest";
import { codes } from "../../src/diagnostics/codes.js";
import { promised } from "../docs/pages.js";
import { folderWith, nanokit, ROOT } from "./command.js";

const SHOP = `name: shop
infra:
  region: eu-west-1
services:
  web:
    image: ghcr.io/acme/web:1.4
    volumes:
      - uploads:/srv/uploads
  database:
    image: postgres:17
    expose: 5432
    volumes:
      - data-store:/var/lib/postgresql/data
volumes:
  data-store:
    efs: { path: /data }
cron:
  nightly:
    schedule: "@daily"
    service: web
    command: node report.js
environments:
  stage: {}
  production:
    infra:
      efs: { throughput: elastic }
    services:
      database: null
`;

const shop = () => folderWith({ "nanokit.yml": SHOP });
const explain = (word: string, ...more: readonly string[]) => nanokit(shop(), ["explain", word, ...more]);

describe("explain a code", () => {
  it("tells why and how to fix it, with what is found in a wrong example, and a right one", () => {
    const { status, stdout, stderr } = nanokit(folderWith({}), ["explain", "NK429"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(codes.NK429.title);
    expect(stdout).toMatch(
      /Why:[\s\S]*Fix:[\s\S]*\nWrong\n[\s\S]*error NK429:[\s\S]*\^\^[\s\S]*\nRight\n[\s\S]*throughput: elastic/,
    );
  });

  it("takes it in any letter case", () => {
    expect(nanokit(folderWith({}), ["explain", "nk429"]).stdout).toBe(
      nanokit(folderWith({}), ["explain", "NK429"]).stdout,
    );
  });

  it("fits 80 columns, whichever it is", () => {
    const wide = ["NK101", "NK220", "NK320", "NK452", "NK601", "NK930"].flatMap((code) =>
      nanokit(folderWith({}), ["explain", code])
        .stdout.split("\n")
        .filter((line) => /^ {2}(Why|Fix|error)/.test(line) && line.length > 80),
    );
    expect(wide).toEqual([]);
  });

  it("has colour where it is wanted, and none in a pipe", () => {
    const control = "\u001b[";
    expect(nanokit(folderWith({}), ["explain", "NK101"]).stdout).not.toContain(control);
    expect(nanokit(folderWith({}), ["explain", "NK101"], { FORCE_COLOR: "1" }).stdout).toContain(control);
  });

  it.each(["NK4029", "nk9", "NK000"])("says of %s that there is none, and which there are", (code) => {
    const { status, stdout, stderr } = nanokit(folderWith({}), ["explain", code]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`There is no code ${code.toUpperCase()}.`);
    expect(stderr).toContain("--list");
  });

  it.each([[["explain"]], [["explain", "--list"]]])("lists all with %j", (args) => {
    const { status, stdout } = nanokit(folderWith({}), args);
    expect(status).toBe(0);
    expect([...stdout.matchAll(/^ {2}(NK\d{3}) /gm)].map(([, code]) => code)).toEqual(Object.keys(codes).sort());
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });
});

describe("explain an address", () => {
  it("points to the lines that made it and those that shape it", () => {
    const { status, stdout } = explain("aws_efs_access_point.data-store");
    expect(status).toBe(0);
    expect(stdout).toMatch(/In stage\n/);
    expect(stdout).toMatch(
      /Because of\n {2}services\.database\.volumes\[0\] {2}nanokit\.yml:13:9\n {4}13 \| {7}- data-store:.*\n[ |]+\^+\n/,
    );
    expect(stdout).toMatch(/Made from\n[\s\S]*volumes\.data-store\.efs[\s\S]*16 \| {5}efs: \{ path: \/data \}/);
  });

  it("gives one answer for environments that do not differ, and each its own where they do", () => {
    expect(explain("aws_iam_role.web_task").stdout).not.toMatch(/^In /m);
    const { stdout } = explain("aws_efs_file_system.main");
    expect(stdout).toMatch(/In production\n[\s\S]*throughput: elastic[\s\S]*In stage\n/);
    expect(explain("aws_efs_file_system.main", "-e", "stage").stdout).not.toContain("elastic");
  });

  it("says of what is there by default what would take it away", () => {
    const { stdout } = explain("aws_vpc.main");
    expect(stdout).toContain("As the file has no `infra.vpc`");
    expect(stdout).not.toContain("Because of");
    expect(explain("aws_efs_file_system.main", "-e", "stage").stdout).toMatch(
      /Because of any of these\n[\s\S]*web[\s\S]*database/,
    );
  });

  it.each([
    "aws_ecs_service.web",
    "local.web_container",
    "output.file_system_id",
    "data.aws_partition.current",
    'aws_subnet.public_first["0"]',
    "aws_scheduler_schedule.nightly",
  ])("knows %s", (address) => {
    const { status, stdout } = explain(address);
    expect(status).toBe(0);
    expect(stdout.split("\n")[0]).toBe(address);
  });

  it("suggests what is near to one that is not made", () => {
    const { status, stderr } = explain("aws_efs_access_point.data-stroe");
    expect(status).toBe(2);
    expect(stderr).toContain("Did you mean `aws_efs_access_point.data-store`?");
    expect(explain("aws_ecs_service.database", "-e", "production").stderr).toContain(
      "makes no `aws_ecs_service.database`",
    );
  });
});

describe("explain a path", () => {
  it("tells what it makes, what others would make too, and what it decides about", () => {
    const { status, stdout } = explain("services.database.volumes[0]");
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /In stage\n[\s\S]*Makes\n[\s\S]*aws_efs_access_point\.data-store +the access point of a volume/,
    );
    expect(stdout).toMatch(
      /Makes \(shared with `services\.web\.volumes\[0\]`\)\n {2}aws_efs_file_system\.main +the file system/,
    );
    expect(stdout).toMatch(/Sets parts of\n[\s\S]*local\.database_container/);
    expect(stdout).not.toContain("In production");
  });

  it("tells of a key what the language says, written or not", () => {
    const { stdout } = explain("infra.efs.throughput");
    expect(stdout).toMatch(
      /Default: `bursting`[\s\S]*In production\n[\s\S]*Sets parts of\n {2}aws_efs_file_system\.main/,
    );
    expect(explain("infra.efs.kmsKeyArn").stdout).toContain("does not write it, so the default counts");
    expect(explain("services.web.cpu").stdout).toContain("does not write it");
    expect(explain("volumes.uploads.efs.uid").stdout).toContain("does not write it");
    const text =
      "name: shop\ndatabases: { db: { engine: redis, branching: { enabled: true } } }\nenvironments: { stage: {} }\n";
    const { stdout: branching } = nanokit(folderWith({ "nanokit.yml": text }), ["explain", "databases.db.branching"]);
    expect(branching).toContain("Not done on AWS");
  });

  it("tells of a key before there is a file", () => {
    const { status, stdout, stderr } = nanokit(folderWith({}), ["explain", "infra.efs.throughput"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("Default: `bursting`; where a volume has `performance: high`, `elastic`.");
  });

  it.each([
    ["services", "aws_ecs_service.web"],
    ["services.web", "aws_ecs_service.web"],
    ["volumes.data-store", "aws_efs_access_point.data-store"],
    ["cron.nightly", "aws_scheduler_schedule.nightly"],
    ["cron.nightly.schedule", "aws_scheduler_schedule.nightly"],
    ["infra", "data.aws_region.current"],
    ["infra.region", "local.web_container"],
    ["environments.production.infra", "aws_efs_file_system.main"],
    ["name", "aws_ecs_cluster.main"],
  ])("%s has to do with %s", (path, address) => {
    expect(explain(path).stdout).toContain(address);
  });

  it("says of what is taken away that it is", () => {
    expect(explain("environments.production.services.database").stdout).toContain(
      "It takes `services.database` away in `production`.",
    );
  });

  it.each([
    ["services.databse", "Did you mean `services.database`?"],
    ["services.web.memroy", "Did you mean `services.web.memory`?"],
    ["services.web.volumes[3]", "The list has 1 item: [0]."],
    ["infra.efs.throughput.elastic.now", "`infra.efs.throughput`"],
    ["servces", "services"],
    ["services..web", "is no path"],
    ["module.shop", "is a call of a module"],
    ["what", "neither a code"],
  ])("says of %s what is wrong with it", (path, part) => {
    const { status, stdout, stderr } = explain(path);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(part);
  });
});

describe("the example in docs/commands.md", () => {
  it("is what the command prints in this repository", () => {
    const { stdout } = nanokit(ROOT, ["explain", "aws_efs_access_point.data-store"]);
    expect(stdout).toBe(promised("printed: explain"));
  });
});

describe("explain in a file with errors", () => {
  it("says them, and no more", () => {
    const folder = folderWith({ "nanokit.yml": SHOP.replace("expose: 5432", "expose: 543200") });
    const { status, stdout, stderr } = nanokit(folder, ["explain", "aws_ecs_service.web"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("NK105");
  });

  it("cannot run without a file", () => {
    const { status, stderr } = nanokit(folderWith({}), ["explain", "aws_ecs_service.web"]);
    expect(status).toBe(2);
    expect(stderr).toContain("NK001");
  });

  it("reads Windows line ends, and shows no secret", () => {
    const text = `${SHOP.replace("    image: postgres:17", "    image: postgres:17\n    secrets:\n      TOKEN: { from: ssm, name: /hush/hush }")}`;
    const folder = folderWith({ "nanokit.yml": text.replaceAll("\n", "\r\n") });
    const { status, stdout } = nanokit(folder, ["explain", "local.database_container"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/TOKEN/);
    expect(stdout).not.toContain("hush");
    expect(stdout).not.toContain("\r");
  });
});
