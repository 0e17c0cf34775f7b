/** The backends of Terraform that can be named in nanokit.yml. */
export type BackendType = "s3" | "gcs" | "azurerm" | "http" | "remote" | "cloud" | "local";

/**
 * Arguments of backends that are secrets, by the variable of the environment that Terraform reads in their place. Apart from the table of
 * backends, as the search for secrets looks at every file. Sources: the pages of the backends in Terraform's documentation.
 */
export const BACKEND_SECRETS: Readonly<Partial<Record<BackendType, Readonly<Record<string, string>>>>> = {
  s3: {
    access_key: "AWS_ACCESS_KEY_ID",
    secret_key: "AWS_SECRET_ACCESS_KEY",
    token: "AWS_SESSION_TOKEN",
    sse_customer_key: "AWS_SSE_CUSTOMER_KEY",
  },
  gcs: {
    credentials: "GOOGLE_APPLICATION_CREDENTIALS",
    access_token: "GOOGLE_OAUTH_ACCESS_TOKEN",
    encryption_key: "GOOGLE_ENCRYPTION_KEY",
  },
  azurerm: {
    access_key: "ARM_ACCESS_KEY",
    sas_token: "ARM_SAS_TOKEN",
    client_secret: "ARM_CLIENT_SECRET",
    client_certificate_password: "ARM_CLIENT_CERTIFICATE_PASSWORD",
  },
  http: { password: "TF_HTTP_PASSWORD", client_private_key_pem: "TF_HTTP_CLIENT_PRIVATE_KEY_PEM" },
  remote: { token: "TF_TOKEN_<host>" },
  cloud: { token: "TF_TOKEN_<host>" },
};

/** The variable of the environment in place of an argument of a backend; undefined for what is no secret. */
export function secretVariable(type: string, argument: string): string | undefined {
  const secrets = Object.hasOwn(BACKEND_SECRETS, type) ? BACKEND_SECRETS[type as BackendType] : undefined;
  return secrets && Object.hasOwn(secrets, argument) ? secrets[argument] : undefined;
}
