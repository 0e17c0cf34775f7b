import { arnFields } from "../../aws/arn.js";
import { pulledByEndpoint } from "../../aws/images/reference.js";
import type { CronJob, Environment, Secret, Service } from "../../model/project.js";
import type { EnvironmentDocument } from "../../schema/language.js";
import type { Context } from "../context.js";
import { privateTasks } from "../private-subnets.js";

/** Refuses what tasks need from outside of the VPC where endpoints alone lead out of their subnets. */
export function checkWithinVpc(document: EnvironmentDocument, environment: Environment, context: Context): void {
  const { services, cronJobs = [] } = environment;
  for (const task of privateTasks({ services, cronJobs })) {
    if ("run" in task) checkJob(task, document, context);
    else checkService(task, document, context);
  }
}

function checkJob({ name: task, run, source }: CronJob, { fields }: EnvironmentDocument, context: Context): void {
  const { infra, diagnostics } = context;
  const region = infra.fields.region?.value;
  if (run.kind !== "image") return;
  const written = fields.cron?.value.get(task)?.value.value.fields;
  if (!pulledByEndpoint({ kind: "reference", reference: run.image }, region)) {
    diagnostics.report("NK482", written?.image?.location ?? source, { task, image: run.image, region });
  }
  for (const elsewhere of secretsElsewhere(run.secrets, region)) {
    const location = written?.secrets?.value.get(elsewhere.secret)?.key.location ?? source;
    diagnostics.report("NK483", location, { task, ...elsewhere });
  }
}

/** Secrets that are in another region than the environment. A name is one of the environment's own region. */
function secretsElsewhere(secrets: readonly Secret[] = [], region: string | undefined) {
  return secrets.flatMap(({ name: secret, from }) => {
    const secretRegion = arnFields(from.id)?.region;
    if (region === undefined || secretRegion === undefined || secretRegion === region) return [];
    return [{ secret, secretRegion, region }];
  });
}

function checkService(service: Service, document: EnvironmentDocument, context: Context): void {
  const { name: task, image, source, secrets = [], registry } = service;
  const { infra, services, diagnostics } = context;
  const region = infra.fields.region?.value;
  const fields = services.get(task)?.value.value.fields;
  if (image.kind === "reference" && !pulledByEndpoint(image, region)) {
    diagnostics.report("NK482", fields?.image?.location ?? source, { task, image: image.reference, region });
  }
  if (registry?.kind === "pull-through") {
    diagnostics.report("NK491", fields?.registry?.location ?? source, { task });
  }
  for (const elsewhere of secretsElsewhere(secrets, region)) {
    const written =
      fields?.secrets?.value.get(elsewhere.secret) ?? document.fields.secrets?.value.get(elsewhere.secret);
    diagnostics.report("NK483", written?.key.location ?? source, { task, ...elsewhere });
  }
}
