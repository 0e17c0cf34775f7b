import { arnFields } from "../../aws/arn.js";
import { existingClusterName } from "../../aws/cluster.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { Environment } from "../../model/project.js";
import type { Context } from "../context.js";

/** Refuses a cluster of another region, and says what one that is there already has to have. */
export function checkExistingCluster(cluster: Located<string>, { services }: Environment, context: Context): void {
  const { infra, diagnostics } = context;
  const { region, containerInsights } = infra.fields;
  if (containerInsights) {
    const named = { cluster: existingClusterName(cluster.value) };
    diagnostics.report("NK439", containerInsights.location, named, [related("existingCluster", cluster.location)]);
  }
  const clusterRegion = arnFields(cluster.value)?.region;
  if (region && clusterRegion !== undefined && clusterRegion !== region.value) {
    const place = [related("environmentRegion", region.location)];
    diagnostics.report("NK404", cluster.location, { clusterRegion, region: region.value }, place);
  }
  const named = services.filter(({ compute }) => compute?.spot !== undefined).map(({ name }) => name);
  if (named.length === 0) return;
  diagnostics.report("NK403", cluster.location, { cluster: existingClusterName(cluster.value), services: named });
}
