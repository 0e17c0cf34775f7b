import type { Environment } from "./tools.js";

/** What a terraform command is told through its environment. */
export interface TerraformSettings {
  readonly endpoint: string;
  readonly region: string;
  /** Our own CLI configuration; undefined leaves the user's. */
  readonly cliConfig: string | undefined;
  /** An empty file, that stands for the user's AWS configuration. */
  readonly awsConfig: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Settings of the user's that have to do with where providers come from, and nothing with where stacks go. */
const KEPT = ["TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR"];

/**
 * The user's environment without anything that could lead to an AWS account or change what terraform does (profiles,
 * endpoints by service, TF_WORKSPACE, TF_CLI_ARGS ...), with dummy credentials and the emulator for every service.
 */
export function terraformEnvironment(env: Environment, settings: TerraformSettings): Environment {
  const inherited = Object.entries(env).filter(([name]) => KEPT.includes(name) || !/^(AWS|TF)_/.test(name));
  const variables = Object.entries(settings.variables).map(([name, value]) => [`TF_VAR_${name}`, value] as const);
  return {
    ...Object.fromEntries(inherited),
    ...(settings.cliConfig !== undefined && { TF_CLI_CONFIG_FILE: settings.cliConfig }),
    AWS_ENDPOINT_URL: settings.endpoint,
    AWS_REGION: settings.region,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_CONFIG_FILE: settings.awsConfig,
    AWS_SHARED_CREDENTIALS_FILE: settings.awsConfig,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_MAX_ATTEMPTS: "3",
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
    ...Object.fromEntries(variables),
  };
}
