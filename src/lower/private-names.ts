import type { Construct } from "constructs";
import { privateServiceName } from "../aws/names.js";
import type { INetwork } from "../constructs/network.js";
import { PrivateName, PrivateNamespace } from "../constructs/private-namespace.js";
import { Scope } from "../constructs/scope.js";
import { literal, type TerraformString } from "../constructs/terraform-string.js";
import type { Environment } from "../model/project.js";
import { serviceTags } from "./tags.js";

/** The names by which jobs find services: what each such service registers its tasks in, by service. */
export function lowerPrivateNames(
  stack: Construct,
  environment: Environment,
  namespaceName: string,
  { vpcId }: INetwork,
): ReadonlyMap<string, TerraformString> {
  const namespace = new PrivateNamespace(stack, "private-namespace", {
    vpcId,
    namespaceName: literal(namespaceName),
  });
  const scope = new Scope(stack, "private-names");
  return new Map(
    environment.services
      .filter(({ registered }) => registered)
      .map(({ name }) => {
        const tags = serviceTags(name);
        const serviceName = literal(privateServiceName(name));
        return [name, new PrivateName(scope, name, { namespace, serviceName, tags }).registryArn] as const;
      }),
  );
}
