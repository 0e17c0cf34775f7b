import { ecrRepository, inPullThroughCache, parseImageReference } from "../../aws/images/reference.js";
import type { SourceLocation } from "../../diagnostics/source.js";
import type { Service, Sidecar } from "../../model/project.js";
import type { ServiceDocument } from "../../schema/language.js";
import type { Context } from "../context.js";
import { type RegistryProblem, registryProblem } from "../registry.js";

/** Whether ECS can get at the images of services that not everybody may pull. */
export function checkRegistries(services: readonly Service[], context: Context): void {
  const accounts = accountsOf(context);
  for (const service of services) {
    const fields = context.services.get(service.name)?.value.value.fields;
    checkPulled(service, fields, accounts, context);
    for (const sidecar of service.sidecars ?? []) {
      checkPulled(sidecar, fields?.sidecars?.value.get(sidecar.name)?.value.value.fields, accounts, context);
    }
  }
}

function checkPulled(
  container: Service | Sidecar,
  fields: Pick<ServiceDocument["fields"], "registry" | "image"> | undefined,
  accounts: ReadonlySet<string>,
  context: Context,
): void {
  const { registry, image } = fields ?? {};
  const problem = registry && registryProblem(registry, container.image);
  if (registry && problem) report(problem, container.name, registry.location, context);
  const at = image?.location ?? container.source;
  if (container.image.kind === "reference") checkEcr(container, container.image.reference, accounts, at, context);
}

function report(problem: RegistryProblem, service: string, at: SourceLocation, { diagnostics }: Context): void {
  switch (problem.kind) {
    case "no-login":
      diagnostics.report("NK383", at, { service, where: problem.where });
      break;
    case "no-cache":
      diagnostics.report("NK384", at, { service, where: problem.where });
      break;
    case "secret":
      diagnostics.report("NK385", at, { problem: problem.problem });
      break;
  }
}

/** Says what an image in ECR takes that this stack cannot see to, or was not told of. */
function checkEcr(
  { name: service, registry }: Pick<Service, "name" | "registry">,
  image: string,
  accounts: ReadonlySet<string>,
  at: SourceLocation,
  { diagnostics }: Context,
): void {
  const reference = parseImageReference(image);
  const ecr = reference && ecrRepository(reference);
  if (!ecr) return;
  const { account, repository } = ecr;
  if (!registry && inPullThroughCache(reference)) diagnostics.report("NK386", at, { service, repository });
  if (accounts.size > 0 && !accounts.has(account)) diagnostics.report("NK387", at, { service, account, repository });
}

/** The account of the stack, where the file names something that has to be in it: a boundary of its roles, or its certificate. */
function accountsOf({ infra: { fields } }: Context): ReadonlySet<string> {
  const arns = [fields.roles?.value.fields.permissionsBoundary?.value, fields.certificateArn?.value];
  return new Set(arns.flatMap((arn) => /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(arn ?? "")?.[1] ?? []));
}
