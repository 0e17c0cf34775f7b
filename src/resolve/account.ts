import type { Environment } from "../model/project.js";
import type { InfraDocument } from "../schema/language.js";

/** What the rules of an account ask of an environment: tags of everything, and what holds for its roles. */
export function resolveAccount({ fields }: InfraDocument): Pick<Environment, "tags" | "roles"> {
  const { path, permissionsBoundary } = fields.roles?.value.fields ?? {};
  const tags = [...(fields.tags?.value.values() ?? [])].map(({ key, value }) => [key.value, value.value] as const);
  return {
    ...(tags.length > 0 && { tags: Object.fromEntries(tags.sort(([a], [b]) => (a < b ? -1 : 1))) }),
    ...((path || permissionsBoundary) && {
      roles: {
        ...(permissionsBoundary && { permissionsBoundary: permissionsBoundary.value }),
        ...(path && { path: path.value }),
      },
    }),
  };
}
