import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  containerPathProblem,
  environmentNameProblem,
  hides,
  normalizedContainerPath,
  SYSTEM_PATHS,
  systemPathAt,
} from "../../src/aws/container.js";

describe("containerPathProblem", () => {
  it.each(["/data", "/data/db", "/var/www/html", "/a b", "/ä", "/.cache", "/a..b", "/a\\b"])("takes %s", (path) => {
    expect(containerPathProblem(path)).toBeUndefined();
  });

  it.each([
    ["", "empty"],
    ["data", "not absolute"],
    ["./data", "not absolute"],
    ["C:\\data", "not absolute"],
    ["/", "root"],
    ["//", "root"],
    ["/./", "root"],
    ["/data/", "ends with `/`"],
    ["/a/../b", ".."],
    ["/..", ".."],
    ["/a//b", "shortest"],
    ["/a/./b", "shortest"],
    ["/a:b", "colon"],
    ["/a\u0000", "control"],
    ["/a\nb", "control"],
    [`/${"ä".repeat(2048)}`, "longer"],
  ])("refuses %o: %s", (path, reason) => {
    expect(containerPathProblem(path)).toContain(reason);
  });

  it("takes the shortest form of any path that is refused only for its spelling", () => {
    const part = fc.string({ unit: fc.constantFrom(..."ab./"), maxLength: 20 });
    fc.assert(
      fc.property(part, (text) => {
        const path = normalizedContainerPath(`/${text}`);
        fc.pre(path !== "/" && !path.split("/").includes(".."));
        expect(containerPathProblem(path)).toBeUndefined();
        expect(normalizedContainerPath(path)).toBe(path);
      }),
    );
  });
});

describe("hides", () => {
  it("is true of the directory itself and of what lies below", () => {
    expect(hides("/data", "/data")).toBe(true);
    expect(hides("/data", "/data/db")).toBe(true);
    expect(hides("/", "/data")).toBe(true);
    expect(hides("/data", "/database")).toBe(false);
    expect(hides("/data/db", "/data")).toBe(false);
  });
});

describe("systemPathAt", () => {
  it.each([
    "/bin",
    "/usr",
    "/usr/bin",
    "/etc",
    "/proc",
    "/proc/1",
    "/dev/shm",
    "/sys/fs",
    "/run",
    "/var/run",
    "/lib64",
    "/var",
  ])("finds the system directory at %s", (path) => {
    expect(systemPathAt(path)?.reason).toBeTypeOf("string");
  });

  it.each([
    "/data",
    "/etc/nginx",
    "/usr/share/nginx/html",
    "/usr/local/apache2/htdocs",
    "/var/lib/mysql",
    "/binary",
    "/run/data",
  ])("leaves %s alone", (path) => {
    expect(systemPathAt(path)).toBeUndefined();
  });

  it("is written in shortest form", () => {
    for (const { path } of SYSTEM_PATHS) expect(containerPathProblem(path)).toBeUndefined();
  });
});

describe("environmentNameProblem", () => {
  it.each(["A", "discovery.type", "xpack.security.enabled", "a-b", "1", "Ä", "a b"])("takes %s", (name) => {
    expect(environmentNameProblem(name)).toBeUndefined();
  });

  it.each(["", "A=B", "=", "A\u0000", "A\n"])("refuses %o", (name) => {
    expect(environmentNameProblem(name)).toBeTypeOf("string");
  });
});
