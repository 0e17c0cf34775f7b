import type { Environment, Service } from "../../model/project.js";
import type { Relations } from "../../model/provenance.js";

/**
 * What has the roles made that all share, where some service names one that is there already: the others, and jobs with an image of their
 * own. Where none does, they are there in any case.
 */
export function roleRelations(environment: Environment): Relations {
  const started = without(environment, "executionRole");
  const acting = without(environment, "taskRole");
  return {
    started: () => started.services,
    startedJob: () => started.jobs,
    acting: () => acting.services,
    actingJob: () => acting.jobs,
  };
}

interface Remaining {
  readonly services: readonly string[];
  readonly jobs: readonly string[];
}

function without({ services, cronJobs = [] }: Environment, role: keyof Service & `${string}Role`): Remaining {
  if (services.every((service) => service[role] === undefined)) return { services: [], jobs: [] };
  return {
    services: services.filter((service) => service[role] === undefined).map(({ name }) => name),
    jobs: cronJobs.filter(({ run }) => run.kind === "image").map(({ name }) => name),
  };
}
