/** An ARN in its parts. Source: IAM user guide, reference-arns. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** How many parts an ARN has; the last may hold colons itself. */
export const ARN_FIELDS = 6;

/** The parts of an ARN, or of a pattern of ARNs; undefined for what is none. */
export function arnFields(text: string): Arn | undefined {
  const [arn, partition = "", service = "", region = "", account = "", ...rest] = text.split(":");
  const resource = rest.join(":");
  if (arn !== "arn" || !/^(?:aws[a-z-]*|\*)$/.test(partition) || service === "" || resource === "") return undefined;
  return { partition, service, region, account, resource };
}

/** The partition that an ARN names; undefined where it names none, or any. */
export function partitionIn(text: string): string | undefined {
  const partition = arnFields(text)?.partition;
  return partition === "*" ? undefined : partition;
}
