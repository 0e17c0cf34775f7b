import { arnFields } from "../../aws/arn.js";
import { pulledByEndpoint } from "../../aws/images/reference.js";
import type { CronJob, Environment, Service } from "../../model/project.js";
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
  const region = context.infra.fields.region?.value;
  if (run.kind !== "image" || pulledByEndpoint({ kind: "reference", reference: run.image }, region)) return;
  const location = fields.cron?.value.get(task)?.value.value.fields.image?.location ?? source;
  context.diagnostics.report("NK482", location, { task, image: run.image, region });
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
  for (const { name: secret, from } of secrets) {
    const secretRegion = arnFields(from.id)?.region; // a name is one of the environment's own region
    if (region === undefined || secretRegion === undefined || secretRegion === region) continue;
    const written = fields?.secrets?.value.get(secret) ?? document.fields.secrets?.value.get(secret);
    diagnostics.report("NK483", written?.key.location ?? source, { task, secret, secretRegion, region });
  }
}
