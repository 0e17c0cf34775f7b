import { fileWords } from "../aws/container-files.js";
import type { SourceLocation } from "../diagnostics/source.js";
import type {
  CronJob,
  Environment,
  EnvironmentVariable,
  Service,
  ServiceFile,
  ServiceFiles,
  SiblingUrl,
} from "../model/project.js";
import { jobRequest, serviceRequest, type TaskRequest } from "./task-request.js";

/** What a task definition may be large by. */
export type TaskPart = "variables" | "urls" | "secrets" | "commands" | "files";

/** How large a task definition is. */
export interface TaskSize {
  readonly of: "service" | "job";
  readonly name: string;
  /** As it is sent, without white space; at the least, where only AWS or a variable knows a part of it. */
  readonly bytes: number;
  readonly parts: Readonly<Record<TaskPart, number>>;
  /** The names of its containers. */
  readonly containers: readonly string[];
  /** The key of what brings most of its files. @default it has none */
  readonly largestFile?: SourceLocation;
  readonly source: SourceLocation;
}

/** The sizes of all task definitions of an environment. */
export function taskSizes(environment: Environment): readonly TaskSize[] {
  const urls = new UrlBytes();
  const byName = new Map(environment.services.map((service) => [service.name, service]));
  const jobs = (environment.cronJobs ?? []).map((job) => {
    const service = job.run.kind === "service" ? byName.get(job.run.service) : undefined;
    return sizeOfJob(job, service, environment, urls);
  });
  return [...environment.services.map((service) => sizeOfService(service, environment, urls)), ...jobs];
}

function sizeOfService(service: Service, environment: Environment, urls: UrlBytes): TaskSize {
  const { preparation, entryPoint, command, files, secrets = [], siblings, sidecars = [] } = service;
  // What runs before the service has the same variables.
  const times = preparation ? 2 : 1;
  const own = new Set([...service.environment, ...secrets].map(({ name }) => name));
  const ofUrls = urls.without(siblings, service.name, own);
  const request = serviceRequest(service, environment);
  return {
    of: "service",
    name: service.name,
    source: service.source,
    ...(files && largestOf(files)),
    bytes: bytesOf(request) + times * ofUrls,
    containers: containersIn(request),
    parts: {
      variables: times * bytesOf(service.environment) + sum(sidecars, ({ environment }) => bytesOf(environment)),
      urls: times * ofUrls,
      secrets: times * bytesOf(secrets) + sum(sidecars, (sidecar) => bytesOf(sidecar.secrets ?? [])),
      commands:
        bytesOf([preparation, entryPoint, command]) + sum(sidecars, (one) => bytesOf([one.entryPoint, one.command])),
      files: files ? bytesOf(fileWords(files)) : 0,
    },
  };
}

function containersIn({ containerDefinitions }: TaskRequest): readonly string[] {
  return (containerDefinitions as readonly { readonly name: string }[]).map(({ name }) => name);
}

function sum<T>(items: readonly T[], bytes: (item: T) => number): number {
  return items.reduce((total, item) => total + bytes(item), 0);
}

/** The key whose files have the most bytes together. */
function largestOf({ files }: ServiceFiles): Pick<TaskSize, "largestFile"> {
  const bytes = new Map<number, number>();
  const of = ({ source }: ServiceFile) => bytes.get(source.start) ?? 0;
  for (const file of files) bytes.set(file.source.start, of(file) + bytesOf(file.content));
  const [first] = [...files].sort((a, b) => of(b) - of(a));
  return first ? { largestFile: first.source } : {};
}

function sizeOfJob(job: CronJob, service: Service | undefined, environment: Environment, urls: UrlBytes): TaskSize {
  const { siblings = [] } = service ?? {};
  const secrets = (job.run.kind === "image" ? job.run.secrets : service?.secrets) ?? [];
  const variables = [...(service?.environment ?? []), ...job.environment];
  const own = new Set([...variables, ...secrets].map(({ name }) => name));
  const ofUrls = urls.without(siblings, service?.name, own);
  const request = jobRequest(job, service, environment);
  return {
    of: "job",
    name: job.name,
    source: job.source,
    bytes: bytesOf(request) + ofUrls,
    containers: containersIn(request),
    parts: {
      variables: bytesOf(variables),
      urls: ofUrls,
      secrets: bytesOf(secrets),
      commands: bytesOf([job.entryPoint, job.command]),
      files: service?.files ? bytesOf(fileWords(service.files)) : 0,
    },
  };
}

/**
 * Bytes of the URLs of other services. Thousands of services have the same list, which is added up once; what a service sets itself, and
 * its own URL, are taken off.
 */
class UrlBytes {
  readonly #known = new Map<readonly SiblingUrl[], ListBytes>();

  public without(list: readonly SiblingUrl[], self: string | undefined, own: ReadonlySet<string>): number {
    const { total, byName, byService } = this.#of(list);
    const ownUrls = [...own].flatMap((name) => byName.get(name) ?? []);
    const left = new Set([...ownUrls, ...(byService.get(self ?? "") ?? [])]);
    return [...left].reduce((sum, url) => sum - bytesOfUrl(url), total);
  }

  #of(list: readonly SiblingUrl[]): ListBytes {
    const known = this.#known.get(list) ?? {
      total: list.reduce((sum, url) => sum + bytesOfUrl(url), 0),
      byName: grouped(list, ({ name }) => name),
      byService: grouped(list, ({ service }) => service),
    };
    this.#known.set(list, known);
    return known;
  }
}

interface ListBytes {
  readonly total: number;
  readonly byName: ReadonlyMap<string, readonly SiblingUrl[]>;
  readonly byService: ReadonlyMap<string, readonly SiblingUrl[]>;
}

function grouped(
  list: readonly SiblingUrl[],
  key: (url: SiblingUrl) => string,
): ReadonlyMap<string, readonly SiblingUrl[]> {
  const groups = new Map<string, SiblingUrl[]>();
  for (const url of list) groups.set(key(url), [...(groups.get(key(url)) ?? []), url]);
  return groups;
}

/** With the comma: a container always has variables of ours beside them. */
function bytesOfUrl({ name, value }: EnvironmentVariable): number {
  return bytesOf({ name, value }) + 1;
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), "utf8");
}
