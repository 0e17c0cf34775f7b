import type { BackendType } from "../aws/backend-secrets.js";
import { BACKENDS, type BackendForm, type BackendSettings } from "../aws/backends.js";
import {
  type BooleanSchema,
  boolean,
  type Field,
  type ListSchema,
  list,
  type ObjectSchema,
  object,
  type TextSchema,
  text,
  used,
} from "./schema.js";

/** What an argument of a backend may be. What stands within another one is a text. */
type ArgumentSchema = TextSchema | BooleanSchema | ListSchema<TextSchema> | ObjectSchema<Arguments<TextSchema>>;
type Arguments<S extends TextSchema | ArgumentSchema = ArgumentSchema> = Readonly<Record<string, Field<S>>>;
type Backends = { readonly [T in BackendType]: Field<ObjectSchema<Arguments>> };

/** What the text says of each backend as a whole. */
const ABOUT: Readonly<Record<BackendType, string>> = {
  s3: "In a bucket of S3.",
  gcs: "In a bucket of Google Cloud Storage.",
  azurerm: "In Azure Blob Storage.",
  http: "Behind an address, such as that of GitLab.",
  remote: "In a workspace of HCP Terraform or Terraform Enterprise, for Terraform before 1.1.",
  cloud: "In a workspace of HCP Terraform or Terraform Enterprise.",
  local: "In a file.",
};

let made: Backends | undefined;

/** Where the state is: one key, the name of the backend. Its table is loaded when a file names one, as most name none. */
export const backend: ObjectSchema<Backends> = {
  kind: "object",
  name: "a backend",
  foreign: { azure: "azurerm", gcp: "gcs", terraform_cloud: "cloud", tfc: "cloud", file: "local" },
  get fields() {
    made ??= Object.fromEntries(
      Object.entries(BACKENDS).map(([type, settings]) => [type, backendField(type as BackendType, settings)]),
    ) as Backends;
    return made;
  },
};

function backendField(type: BackendType, settings: BackendSettings): Field<ObjectSchema<Arguments>> {
  const becomes = type === "cloud" ? "block `cloud` of `terraform`" : `block \`backend "${type}"\` of \`terraform\``;
  return used(object(`the backend ${type}`, fieldsOf(settings)), becomes, { doc: ABOUT[type] });
}

function fieldsOf(settings: BackendSettings): Arguments {
  return Object.fromEntries(
    Object.entries(settings).map(([name, { form, doc, examples, default: unwritten, since }]) => {
      const words = since === undefined ? doc : `${doc} Asks for Terraform ${since} or later.`;
      const more = { ...(examples && { examples }), ...(unwritten !== undefined && { default: unwritten }) };
      return [name, used(schemaOf(form), "argument of the backend", { doc: words, ...more })];
    }),
  );
}

function schemaOf(form: BackendForm): ArgumentSchema {
  switch (form.kind) {
    case "text":
      return text(form.pattern);
    case "boolean":
      return boolean();
    case "texts":
      return list(text());
    case "object":
      return object(form.name, fieldsOf(form.settings) as Arguments<TextSchema>);
  }
}
