import type { BackendType } from "../aws/backend-secrets.js";
import { Builder, inline, type TargetMap, type TargetScalar } from "./compose/target.js";

/**
 * A backend that a first file can name. `local` is what counts without one, `cloud` has taken the place of `remote`, and for `http` each
 * environment needs an address that nobody can make up.
 */
export type FirstBackend = Exclude<BackendType, "local" | "remote" | "http">;

interface First {
  readonly settings: Readonly<Record<string, TargetScalar["value"]>>;
  /** What stands beside the settings. */
  readonly beside?: string;
  /** What the user alone knows, and the two ways to say it. */
  readonly missing: string;
}

const BUCKET = "Add `bucket`, or say it later: terraform init -backend-config=bucket=NAME";

const FIRST: Readonly<Record<FirstBackend, First>> = {
  s3: {
    settings: { use_lockfile: true },
    beside: "a lock, so that two applies wait for each other; from Terraform 1.10 on",
    missing: BUCKET,
  },
  gcs: { settings: {}, missing: BUCKET },
  azurerm: {
    settings: {},
    missing:
      "Add `resource_group_name`, `storage_account_name` and `container_name`, or say them with -backend-config.",
  },
  // Terraform takes no -backend-config for a `cloud` block.
  cloud: { settings: {}, missing: "Add `organization`, or set TF_CLOUD_ORGANIZATION where Terraform runs." },
};

/** Puts `backend` under `infra` of a first file. It compiles as it is: what is missing can come with `terraform init`. */
export function addBackend(infra: Builder, type: FirstBackend): Builder {
  const { settings, beside, missing } = FIRST[type];
  const block = new Builder().add(type, inline(settings), { before: [], ...(beside !== undefined && { beside }) });
  infra.about("Where Terraform keeps the state, one for each environment.");
  infra.about(missing);
  return infra.add("backend", block.map());
}

/** `infra` with nothing but a backend. */
export function infraWithBackend(type: FirstBackend): TargetMap {
  return addBackend(new Builder(), type).map();
}
