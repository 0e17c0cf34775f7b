import { bucketNameProblem } from "../../aws/s3.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { InfraDocument } from "../../schema/language.js";

type Written = NonNullable<InfraDocument["fields"]["flowLogs"]>;

/** Refuses flow logs that go nowhere, and says whose those of an existing VPC are. */
export function checkFlowLogs(written: Written, vpc: Located<string> | undefined, diagnostics: Diagnostics): void {
  if (written.value === false) return;
  if (vpc) {
    diagnostics.report("NK443", written.location, { vpc: vpc.value }, [related("existingVpc", vpc.location)]);
    return;
  }
  if (written.value === true) return;
  const { fields, written: keys } = written.value;
  const { bucket } = fields;
  if (!keys.has("retention") && !keys.has("bucket")) diagnostics.report("NK476", written.location, {});
  const problem = bucket && bucketNameProblem(bucket.value);
  if (bucket && problem !== undefined) {
    diagnostics.report("NK477", bucket.location, { name: bucket.value, problem });
  }
}
