import { BACKEND_SECRETS, type BackendType } from "./backend-secrets.js";

/** A value of a backend: the forms that {@link BACKENDS} names. */
export type BackendForm =
  | { readonly kind: "text"; readonly pattern: { readonly regex: RegExp; readonly means: string } }
  | { readonly kind: "boolean" }
  | { readonly kind: "texts" }
  | { readonly kind: "object"; readonly name: string; readonly settings: BackendSettings };

/** One argument of a backend, called as Terraform calls it. */
export interface BackendSetting {
  readonly form: BackendForm;
  readonly doc: string;
  readonly examples?: readonly unknown[];
  /** What counts when it is not written, in words. @default nothing */
  readonly default?: string;
  /** The first Terraform that knows it, where that is later than what every stack asks for. */
  readonly since?: string;
}

/** Arguments by name. */
export type BackendSettings = Readonly<Record<string, BackendSetting>>;

/** No text of a backend is evaluated by Terraform, and OpenTofu evaluates it: so none may hold what the two read differently. */
const PLAIN = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  regex: /^(?!.*[$%]\{)[^\u0000-\u001f\u007f]+$/,
  means: "a text in one line, without `${` and `%{`",
};

/** Terraform refuses a key that begins or ends with a slash: internal/backend/remote-state/s3, validateKey. */
const OBJECT_KEY = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  regex: /^(?!\/)(?!.*[$%]\{)[^\u0000-\u001f\u007f]*[^/\u0000-\u001f\u007f]$/,
  means: "the key of an object (shop/stage/terraform.tfstate), without a slash at either end",
};
/** S3 user guide, general purpose bucket naming rules; Cloud Storage allows `_` too. */
const BUCKET = { regex: /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/, means: "the name of a bucket, in lower case" };
/** Azure resource name rules, Microsoft.Storage. */
const STORAGE_ACCOUNT = {
  regex: /^[a-z0-9]{3,24}$/,
  means: "the name of a storage account: 3 to 24 lower-case letters and digits",
};
const WEB_ADDRESS = { regex: /^https?:\/\/[^\s$%{}]+$/, means: "an address that begins with https:// or http://" };
const HOST_NAME = { regex: /^[A-Za-z0-9.-]+(?::\d+)?$/, means: "a host name (app.terraform.io), without https://" };
/** Terraform Cloud API, workspaces, `name`. */
const WORKSPACE = { regex: /^[A-Za-z0-9_-]{1,90}$/, means: "the name of a workspace: letters, digits, - and _" };
const METHOD = { regex: /^[A-Z]+$/, means: "a method of HTTP, in upper case (PUT)" };

type Words = Omit<BackendSetting, "form">;

const text = (doc: string, words: Omit<Words, "doc"> = {}, pattern: typeof PLAIN = PLAIN): BackendSetting => ({
  form: { kind: "text", pattern },
  doc,
  ...words,
});
const boolean = (doc: string, words: Omit<Words, "doc"> = {}): BackendSetting => ({
  form: { kind: "boolean" },
  doc,
  ...words,
});
const texts = (doc: string, words: Omit<Words, "doc"> = {}): BackendSetting => ({
  form: { kind: "texts" },
  doc,
  ...words,
});
const object = (name: string, settings: BackendSettings, doc: string, words: Omit<Words, "doc"> = {}) =>
  ({ form: { kind: "object", name, settings }, doc, ...words }) satisfies BackendSetting;

/** Arguments that are refused: they are fields all the same, so that what is said of them is more than that they are unknown. */
function secretsOf(type: BackendType): BackendSettings {
  const secrets = Object.entries(BACKEND_SECRETS[type] ?? {});
  return Object.fromEntries(
    secrets.map(([name, variable]) => [name, text(`Refused: it is a secret. Terraform reads \`${variable}\`.`)]),
  );
}

const workspacesOf = (type: BackendType) =>
  object(
    `workspaces of ${type}`,
    { name: text("Name of the workspace.", { default: "`<project>-<env>`" }, WORKSPACE) },
    "The workspace of the environment.",
  );

const remote = (type: BackendType): BackendSettings => ({
  hostname: text("Host of HCP Terraform or Terraform Enterprise.", { default: "`app.terraform.io`" }, HOST_NAME),
  organization: text("Organization that the workspace is in."),
  workspaces: workspacesOf(type),
  ...secretsOf(type),
});

/**
 * Where Terraform can keep the state of a stack, with the arguments of each. Sources: the pages of the backends in Terraform's
 * documentation, and its changelog for `since` (1.6.0 `assume_role`, `endpoints`, `use_path_style`, `allowed_account_ids`,
 * `skip_requesting_account_id`; 1.6.3 `skip_s3_checksum`; 1.10.0 `use_lockfile`).
 */
export const BACKENDS: Readonly<Record<BackendType, BackendSettings>> = {
  s3: {
    bucket: text("Bucket of the state. It is made elsewhere.", { examples: ["acme-terraform-state"] }, BUCKET),
    key: text("Key of the state in the bucket.", { default: "`<project>/<env>/terraform.tfstate`" }, OBJECT_KEY),
    region: text("Region of the bucket.", { examples: ["eu-west-1"], default: "`AWS_REGION`" }),
    use_lockfile: boolean("Whether a lock file beside the state keeps two applies apart.", {
      since: "1.10.0",
      default: "false",
    }),
    dynamodb_table: text("Table of DynamoDB with the locks, for Terraform before 1.10."),
    encrypt: boolean("Whether S3 is asked to encrypt the state.", { default: "as the bucket does" }),
    kms_key_id: text("KMS key that the state is encrypted with."),
    acl: text("Canned ACL of the state."),
    profile: text("Profile of the AWS configuration."),
    allowed_account_ids: texts("Accounts in which alone the state may be.", { since: "1.6.0" }),
    assume_role: object(
      "a role to assume",
      {
        role_arn: text("ARN of the role.", { examples: ["arn:aws:iam::123456789012:role/terraform-state"] }),
        session_name: text("Name of the session."),
        external_id: text("External id that the role asks for."),
      },
      "Role as which the state is read and written.",
      { since: "1.6.0" },
    ),
    endpoints: object(
      "endpoints of s3",
      { s3: text("Endpoint of S3.", {}, WEB_ADDRESS), dynamodb: text("Endpoint of DynamoDB.", {}, WEB_ADDRESS) },
      "Endpoints in place of those of AWS.",
      { since: "1.6.0" },
    ),
    use_path_style: boolean("Whether the bucket is in the path of addresses.", { since: "1.6.0" }),
    skip_credentials_validation: boolean("Whether STS is not asked."),
    skip_region_validation: boolean("Whether any name of a region will do."),
    skip_requesting_account_id: boolean("Whether the account is not asked for.", { since: "1.6.0" }),
    skip_metadata_api_check: boolean("Whether the metadata of EC2 is not asked."),
    skip_s3_checksum: boolean("Whether no checksum is sent.", { since: "1.6.3" }),
    ...secretsOf("s3"),
  },
  gcs: {
    bucket: text("Bucket of the state.", {}, BUCKET),
    prefix: text("What the names of the state's objects begin with.", { default: "`<project>/<env>`" }, OBJECT_KEY),
    impersonate_service_account: text("Service account as which the state is read and written."),
    kms_encryption_key: text("Key of Cloud KMS."),
    ...secretsOf("gcs"),
  },
  azurerm: {
    resource_group_name: text("Resource group of the storage account."),
    storage_account_name: text("Storage account of the state.", {}, STORAGE_ACCOUNT),
    container_name: text("Container of the state."),
    key: text("Name of the state's blob.", { default: "`<project>/<env>/terraform.tfstate`" }, OBJECT_KEY),
    subscription_id: text("Subscription of the storage account."),
    tenant_id: text("Tenant of the subscription."),
    client_id: text("Client id of the service principal or identity."),
    environment: text("Cloud: `public`, `china`, `usgovernment`.", { default: "`public`" }),
    snapshot: boolean("Whether a snapshot is made of the state before it is used."),
    use_azuread_auth: boolean("Whether Entra ID decides about access, and no key of the account."),
    use_msi: boolean("Whether a managed identity is used."),
    use_oidc: boolean("Whether OpenID Connect is used."),
    ...secretsOf("azurerm"),
  },
  http: {
    address: text("Address of the state.", { examples: ["https://state.example.com/shop-stage"] }, WEB_ADDRESS),
    update_method: text("Method by which it is written.", { default: "`POST`" }, METHOD),
    lock_address: text("Address of the lock.", {}, WEB_ADDRESS),
    lock_method: text("Method by which it is locked.", { default: "`LOCK`" }, METHOD),
    unlock_address: text("Address for unlocking.", {}, WEB_ADDRESS),
    unlock_method: text("Method by which it is unlocked.", { default: "`UNLOCK`" }, METHOD),
    username: text("Name for HTTP basic authentication."),
    ...secretsOf("http"),
  },
  remote: remote("remote"),
  cloud: remote("cloud"),
  local: {
    path: text("File of the state, from the folder of the stack.", { default: "`terraform.tfstate`" }),
  },
};
