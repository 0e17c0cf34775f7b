import type { Construct } from "constructs";
import { environmentName, flowLogGroupName, nameScope } from "../aws/names.js";
import { roleNames } from "../aws/role-names.js";
import { FlowLogs } from "../constructs/flow-logs.js";
import type { INetwork } from "../constructs/network.js";
import { literal, template } from "../constructs/terraform-string.js";
import type { FlowLogs as Described, Environment } from "../model/project.js";
import type { CallerFacts } from "./caller-facts.js";
import { roleSettings } from "./roles.js";

/** The records of the traffic in the VPC of an environment. */
export function lowerFlowLogs(
  stack: Construct,
  environment: Environment,
  { traffic, retention, bucket }: Described,
  { network, caller }: { readonly network: INetwork; readonly caller: CallerFacts },
): void {
  const { project, kmsKeyArn } = environment;
  const env = nameScope(environment);
  const { partition, region, accountId } = caller;
  new FlowLogs(stack, "flow-logs", {
    vpcId: network.vpcId,
    name: literal(environmentName(project, env)),
    traffic,
    ...(retention !== undefined && {
      logGroup: {
        logGroupName: literal(flowLogGroupName(project, env)),
        retentionInDays: retention,
        ...(kmsKeyArn !== undefined && { kmsKeyArn: literal(kmsKeyArn) }),
        roleName: literal(roleNames(environment).flowLogs),
        roleSettings: roleSettings(environment),
        partition,
        region,
        accountId,
      },
    }),
    ...(bucket !== undefined && { bucketArn: template`arn:${partition}:s3:::${literal(bucket)}` }),
  });
}
