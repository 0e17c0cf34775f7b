import type { InfraDocument } from "../schema/language.js";

/** What a repository can make for the components of its project although nothing of its own asks for it. */
export type Provided = "efs" | "discovery" | "loadBalancer";

/** Whether `infra.provide` asks for something. */
export function provides({ fields }: Pick<InfraDocument, "fields">, what: Provided): boolean {
  return fields.provide?.value.fields[what]?.value === true;
}
