import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log/index.js";
import type { Construct } from "constructs";
import type { FlowLogTraffic } from "../aws/flow-logs.js";
import { JsonDocument } from "./json-document.js";
import { Part } from "./part.js";
import { type PolicyStatement, policyDocument } from "./policy.js";
import { Role, type RoleSettings } from "./role.js";
import type { Tags } from "./tags.js";
import { expression, literal, type TerraformString, template } from "./terraform-string.js";

/** A log group for flow logs, and the role with which AWS writes to it. */
export interface FlowLogGroupProps {
  readonly logGroupName: TerraformString;
  /** Days that it keeps them; 0 keeps them for ever. */
  readonly retentionInDays: number;
  /** ARN of the KMS key that they are encrypted with. @default a key of CloudWatch's own */
  readonly kmsKeyArn?: TerraformString;
  /** Name of the role, at most 64 characters. */
  readonly roleName: TerraformString;
  /** What the rules of the account ask of that role. @default nothing */
  readonly roleSettings?: RoleSettings;
  /** Such as `aws`. */
  readonly partition: TerraformString;
  readonly region: TerraformString;
  readonly accountId: TerraformString;
}

/** Props of {@link FlowLogs}. */
export interface FlowLogsProps {
  readonly vpcId: TerraformString;
  /** Name tag of the flow logs. */
  readonly name: TerraformString;
  /** Which traffic is recorded. @default "all" */
  readonly traffic?: FlowLogTraffic;
  /** The log group that they are written to. @default none */
  readonly logGroup?: FlowLogGroupProps;
  /** ARN of the bucket that they are written to. It has to let AWS deliver logs. @default none */
  readonly bucketArn?: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * Records of the traffic in a VPC. A flow log is not made before the old one goes: AWS refuses a second one that writes the same to the same
 * place. Children: `log-group`, `trust`, `role`, `to-log-group`, `to-bucket`.
 */
export class FlowLogs extends Part {
  readonly #props: FlowLogsProps;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    this.#props = props;
    if (props.logGroup) this.#writeToGroup(props.logGroup);
    if (props.bucketArn !== undefined) {
      new FlowLog(this, "to-bucket", { ...this.#shared(), logDestinationType: "s3", logDestination: props.bucketArn });
    }
  }

  #shared() {
    const { vpcId, name, traffic = "all", tags } = this.#props;
    return { vpcId, trafficType: traffic.toUpperCase(), tags: { ...tags, Name: name } };
  }

  #writeToGroup(props: FlowLogGroupProps): void {
    const { tags } = this.#props;
    const group = new CloudwatchLogGroup(this, "log-group", {
      name: props.logGroupName,
      retentionInDays: props.retentionInDays,
      ...(props.kmsKeyArn !== undefined && { kmsKeyId: props.kmsKeyArn }),
      ...(tags && { tags: { ...tags } }),
    });
    const role = new Role(this, "role", {
      roleName: props.roleName,
      ...props.roleSettings,
      assumeRolePolicy: new JsonDocument(this, "trust", policyDocument([flowLogsTrust(props)])).encoded,
      ...(tags && { tags }),
    });
    role.addToPolicy(writing(expression(group.arn)));
    new FlowLog(this, "to-log-group", {
      ...this.#shared(),
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.roleArn,
      dependsOn: [...role.dependencies],
    });
  }
}

/** Flow logs of this account and region, and of no one else's. Source: VPC user guide, flow-logs-iam-role. */
function flowLogsTrust({ partition, region, accountId }: FlowLogGroupProps): PolicyStatement {
  return {
    actions: ["sts:AssumeRole"],
    principals: { Service: [literal("vpc-flow-logs.amazonaws.com")] },
    conditions: {
      StringEquals: { "aws:SourceAccount": [accountId] },
      ArnLike: { "aws:SourceArn": [template`arn:${partition}:ec2:${region}:${accountId}:vpc-flow-log/*`] },
    },
  };
}

/**
 * Without the right to make a log group: what is delivered late would make it anew after Terraform destroyed it, and keep it for ever.
 * Source: VPC user guide, flow-logs-iam-role.
 */
function writing(groupArn: TerraformString): PolicyStatement {
  return {
    actions: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    resources: [template`${groupArn}:*`],
  };
}
