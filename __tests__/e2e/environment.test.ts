import { describe, expect, it } from "vitest";
import { terraformEnvironment } from "../../e2e/environment.js";

const settings = {
  endpoint: "http://127.0.0.1:5000",
  region: "eu-west-1",
  cliConfig: "/lab/rc",
  awsConfig: "/lab/aws",
  variables: { web_image: "nginx" },
};

describe("terraformEnvironment", () => {
  it("lets nothing through that leads to an account or changes what terraform does", () => {
    const user = {
      PATH: "/bin",
      AWS_PROFILE: "production",
      AWS_SESSION_TOKEN: "secret",
      AWS_ENDPOINT_URL_EFS: "https://example.com",
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
      TF_CLI_ARGS: "-lock=false",
      TF_WORKSPACE: "production",
      TF_VAR_web_image: "other",
    };
    const env = terraformEnvironment(user, settings);
    expect(Object.keys(env).filter((name) => name in user)).toEqual(["PATH", "TF_VAR_web_image"]);
    expect(env).toMatchObject({ TF_VAR_web_image: "nginx", AWS_CONFIG_FILE: "/lab/aws", AWS_REGION: "eu-west-1" });
  });

  it("leaves the user's CLI configuration where there is none of ours", () => {
    const user = { TF_CLI_CONFIG_FILE: "/home/rc" };
    expect(terraformEnvironment(user, settings).TF_CLI_CONFIG_FILE).toBe("/lab/rc");
    expect(terraformEnvironment(user, { ...settings, cliConfig: undefined }).TF_CLI_CONFIG_FILE).toBe("/home/rc");
  });
});
