import { describe, expect, it } from "vitest";
import { adoptOptions, unmetImports, unmetStorage } from "../../e2e/adoptions.js";
import { Aws } from "../../e2e/aws.js";

const system = { address: "aws_efs_file_system.main", id: "fs-1" };
const target = { address: "aws_efs_mount_target.first", id: "fsmt-1" };

describe("adoptOptions", () => {
  it("gives what has an option of its own by that, and all else by its address", () => {
    expect(adoptOptions([system, target])).toEqual([
      "--file-system",
      "fs-1",
      "--import",
      "aws_efs_mount_target.first=fsmt-1",
    ]);
  });
});

describe("unmetImports", () => {
  const plan = (...actions: readonly string[]) => ({
    resource_changes: [{ address: system.address, change: { actions, importing: { id: "fs-1" } } }],
  });

  it("takes an import, with or without a change in place", () => {
    expect(unmetImports(plan("no-op"), [system])).toEqual([]);
    expect(unmetImports(plan("update"), [system])).toEqual([]);
  });

  it("sees what is made anew, destroyed, or not imported", () => {
    expect(unmetImports(plan("delete", "create"), [system])).toEqual([`${system.address}: delete, create`]);
    expect(unmetImports(plan("no-op"), [{ ...system, id: "fs-2" }])).toEqual([
      `${system.address} is not imported as fs-2`,
    ]);
    expect(unmetImports({}, [system, target])).toEqual([
      `${system.address} is not imported as fs-1`,
      `${target.address} is not imported as fsmt-1`,
    ]);
  });

  it("sees that something is destroyed that was never named", () => {
    const other = { resource_changes: [{ address: "aws_vpc.main", change: { actions: ["delete"] } }] };
    expect(unmetImports(other, [])).toEqual(["aws_vpc.main: delete"]);
  });
});

describe("unmetStorage", () => {
  /** Answers as EFS does, of file systems with their mount targets. */
  class Efs extends Aws {
    constructor(private readonly systems: Readonly<Record<string, readonly string[]>>) {
      super("http://127.0.0.1:9", "us-east-1");
    }

    override async efs(_: string, path: string) {
      const id = /FileSystemId=(.*)/.exec(path)?.[1];
      if (id === undefined) return { FileSystems: Object.keys(this.systems).map((FileSystemId) => ({ FileSystemId })) };
      return { MountTargets: (this.systems[id] ?? []).map((MountTargetId) => ({ MountTargetId })) };
    }
  }

  it("is content with what was there, and nothing else", async () => {
    expect(await unmetStorage(new Efs({ "fs-1": ["fsmt-1"] }), [system, target])).toEqual([]);
  });

  it("sees a second file system, and a mount target that another took the place of", async () => {
    expect(await unmetStorage(new Efs({ "fs-1": ["fsmt-2"], "fs-2": [] }), [system, target])).toEqual([
      "file systems were fs-1, and are fs-1, fs-2",
      "mount targets were fsmt-1, and are fsmt-2",
    ]);
  });
});
