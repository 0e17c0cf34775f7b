import { describe, expect, it } from "vitest";
import { chooseProviderSource, cliConfig, type Folders } from "../../e2e/provider-source.js";

const folders = (...paths: string[]): Folders => ({
  exists: (file) => paths.some((path) => path === file || path.startsWith(`${file}/`)),
  list: (folder) => {
    const below = paths.filter((path) => path.startsWith(`${folder}/`));
    return [...new Set(below.map((path) => path.slice(folder.length + 1).split("/")[0] ?? ""))];
  },
});

describe("chooseProviderSource", () => {
  const mirror = "/opt/plugins/registry.example/hashicorp/aws/1.0.0";

  it("obeys TF_PLUGIN_MIRROR before all", () => {
    const env = { TF_PLUGIN_MIRROR: "/m", TF_CLI_CONFIG_FILE: "/rc" };
    expect(chooseProviderSource(env, folders("/rc", mirror))).toEqual({ kind: "mirror", folder: "/m" });
  });

  it("leaves a CLI configuration that exists alone", () => {
    expect(chooseProviderSource({ TF_CLI_CONFIG_FILE: "/rc" }, folders("/rc", mirror))).toEqual({
      kind: "config",
      file: "/rc",
    });
  });

  it("finds a mirror in a usual place", () => {
    const found = { kind: "mirror", folder: "/opt/plugins" };
    expect(chooseProviderSource({ TF_CLI_CONFIG_FILE: "/gone" }, folders("/opt/other/a.b/c", mirror))).toEqual(found);
  });

  it("else lets terraform download", () => {
    expect(chooseProviderSource({}, folders("/opt/other/x"))).toEqual({ kind: "default" });
  });
});

describe("cliConfig", () => {
  it("writes a filesystem mirror, its path safely quoted", () => {
    expect(cliConfig({ kind: "mirror", folder: '/a "b" ${c} %{d}' }, "/cache")).toBe(
      'provider_installation {\n  filesystem_mirror {\n    path = "/a \\"b\\" ${c} %{d}"\n  }\n}\n',
    );
  });

  it("shares downloads through a cache", () => {
    expect(cliConfig({ kind: "default" }, "/cache")).toBe('plugin_cache_dir = "/cache"\n');
  });

  it("has nothing to say beside the user's own", () => {
    expect(cliConfig({ kind: "config", file: "/rc" }, "/cache")).toBeUndefined();
  });
});
