import { cidrProblem } from "../aws/network.js";
import type { Located } from "../diagnostics/source.js";
import type { Environment, Network } from "../model/project.js";
import type { EnvironmentDocument, InfraDocument } from "../schema/language.js";
import { resolveSubnets } from "./existing-subnets.js";
import { resolveFlowLogs } from "./flow-logs.js";
import { privateTasks, resolvePrivateSubnets, type Tasks } from "./private-subnets.js";
import { sortedOnce } from "./sorted-once.js";

/** Range of the VPC that is made when the file names none. */
export const DEFAULT_CIDR = "10.0.0.0/16";

/** `networks` of an environment. */
export type NetworksField = EnvironmentDocument["fields"]["networks"];

/**
 * The VPC that the environment runs in: `infra.vpc` or a network's `vpcId`, or that of the repository without a component, or one of its own.
 *
 * @param shared the name of the one that is shared, where one is
 */
export function resolveNetwork(
  { fields: infra }: InfraDocument,
  networks: NetworksField,
  { databases, caches, ...tasks }: Tasks & Required<Pick<Environment, "databases" | "caches">>,
  shared?: string,
): Network {
  const vpc = existingVpc(infra, networks);
  if (vpc) return { kind: "existing", vpcId: vpc.value, ...resolveSubnets(infra) };
  if (shared !== undefined) return { kind: "existing", vpcId: shared, byName: true, ...resolveSubnets(infra) };
  const { cidr } = infra;
  const flowLogs = resolveFlowLogs(infra);
  const sound = cidr && cidrProblem(cidr.value) === undefined;
  return {
    kind: "dedicated",
    cidr: sound ? cidr.value : DEFAULT_CIDR,
    zones: sortedOnce(infra.zones),
    ...(privateTasks(tasks).length + databases.length + caches.length > 0
      ? { private: resolvePrivateSubnets(infra, tasks) }
      : {}),
    ...(flowLogs && { flowLogs }),
  };
}

/** The existing VPC that the file names first, with its place; undefined where the environment gets one of its own. */
export function existingVpc({ vpc }: InfraDocument["fields"], networks: NetworksField): Located<string> | undefined {
  const ofNetworks = [...(networks?.value.values() ?? [])].map(({ value }) => value.value.fields.vpcId);
  return vpc ?? ofNetworks.find((id) => id !== undefined);
}
