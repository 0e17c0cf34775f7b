import type { CronJob, Environment, Image, Mount, Service } from "../../model/project.js";
import type { Relations } from "../../model/provenance.js";
import { DEFAULT_NETWORK } from "../../schema/language.js";
import { urlVariable } from "../../schema/own-variables.js";
import { endpointRelations } from "./endpoint-relations.js";
import { portRelations } from "./port-relations.js";
import { isPrivateByDefault, privateTasks } from "./private-tasks.js";
import { roleRelations } from "./role-relations.js";
import { type Client, trustRelations } from "./trust-relations.js";

type Parts = Readonly<Record<string, string>>;

/** Whether there would be a repository without this image. */
function isInsteadOfBuild(image: Image): boolean {
  return image.kind === "reference" && image.besideBuild === true;
}

/** What the placeholders of provenance stand for in an environment, beside the keys that are in the address. */
export function relationsOf(environment: Environment): Relations {
  const names = (services: readonly Service[]) => services.map(({ name }) => name);
  return {
    published: () => names(environment.services.filter(({ route }) => route)),
    wholeHost: () => names(environment.services.filter(({ route }) => route?.hosts.some(({ path }) => !path))),
    pathOwner: () => names(environment.services.filter(({ route }) => route?.hosts.some(({ path }) => path))),
    reached: () =>
      names(
        environment.loadBalancer?.internal || environment.loadBalancer?.existing
          ? []
          : environment.services.filter(({ route }) => route),
      ),
    built: (parts) => names(builtOf(environment, parts)),
    building: ({ sidecar }) =>
      names(
        environment.services.filter(({ sidecars = [] }) =>
          sidecars.some(({ name, build }) => build && (sidecar === undefined || name === sidecar)),
        ),
      ),
    insteadOfBuild: () => names(environment.services.filter(({ image }) => isInsteadOfBuild(image))),
    insteadOfBuildBeside: () =>
      names(environment.services.filter(({ sidecars = [] }) => sidecars.some(({ image }) => isInsteadOfBuild(image)))),
    lender: ({ service }) =>
      (environment.services.find(({ name }) => name === service)?.sidecars ?? []).flatMap(({ image }) =>
        image.kind === "variable" && image.of !== undefined ? [image.of] : [],
      ),
    server: ({ network }) => names(serversOf(environment, network)),
    named: ({ network }) => names(serversOf(environment, network).filter(({ port }) => port !== undefined)),
    member: ({ network }) => names(membersOf(environment, network)),
    // Who lists no networks is on the default one.
    listed: ({ network }) => names(network === DEFAULT_NETWORK ? [] : membersOf(environment, network)),
    one: ({ network }) => names(pairOf(environment, network).one),
    another: ({ network }) => names(pairOf(environment, network).another),
    caller: ({ network, service }) => callersOf(environment, network, service),
    dependent: ({ network, service }) => dependentsOf(environment, network, service),
    calling: ({ service }) => namesOfJobs(jobsCalling(environment, service)),
    called: (parts) => jobOf(environment, parts)?.dependsOn ?? [],
    neighbour: (parts) => names(neighboursOf(environment, parts)),
    sole: (parts) => names(soleNeighbour(environment, parts)),
    common: (parts) => {
      const others = neighboursOf(environment, parts).flatMap(({ networks = [] }) => networks);
      return networksOf(environment, parts).filter((name) => others.includes(name));
    },
    on: (parts) => networksOf(environment, parts),
    private: () => [...new Set(privateTasks(environment).flatMap(({ networks = [] }) => networks))],
    inside: () => names(insideByKey(environment)),
    insideByDefault: () => names(insideByDefault(environment)),
    privately: () => names(environment.services.filter(({ private: inside }) => inside)),
    ...endpointRelations(environment),
    outside: () => names(outsideOf(environment)),
    outsideByKey: () => names(isPrivateByDefault(environment) ? outsideOf(environment) : []),
    outsideJob: () => outsideJobs(environment).map(({ name }) => name),
    open: () => [...new Set(outsideOf(environment).flatMap(({ networks = [] }) => networks))],
    insideJob: () => insideJobs(environment).map(({ name }) => name),
    apart: (parts) => names(apartFrom(environment, parts)),
    sibling: (parts) => names(siblingsOf(environment, parts)),
    mounted: (parts) => mountsOf(environment, parts).map(({ volume }) => volume),
    filled: (parts) => (subjectOf(environment, parts)?.seeds ?? []).map(({ volume }) => volume),
    mounting: ({ volume }) => names(environment.services.filter(({ mounts }) => mountsSome(mounts, volume))),
    mountingJob: ({ volume }) =>
      namesOfJobs(
        (environment.cronJobs ?? []).filter(({ run }) => run.kind === "image" && mountsSome(run.mounts ?? [], volume)),
      ),
    fast: () => fastVolumes(environment),
    login: (parts) => {
      const subject = subjectOf(environment, parts);
      const services = subject ? [subject] : environment.services;
      return names(services.filter(({ registry }) => registry?.kind === "login"));
    },
    policy: (parts) =>
      (subjectOf(environment, parts)?.permissions ?? []).flatMap((one) => (one.kind === "policy" ? [one.arn] : [])),
    secretive: ({ service }) =>
      (environment.services.find(({ name }) => name === service)?.sidecars ?? [])
        .filter(({ secrets = [], registry }) => secrets.length > 0 || registry?.kind === "login")
        .map(({ name }) => name),
    ...roleRelations(environment),
    ...portRelations(environment.services, (parts) => subjectOf(environment, parts)),
    teller: () => names(environment.services.filter(({ databases }) => databases)),
    rds: () => (environment.databases ?? []).map(({ name }) => name),
    elasticache: () => (environment.caches ?? []).map(({ name }) => name),
    byAws: () => [...(environment.databases ?? []), ...(environment.caches ?? [])].map(({ name }) => name),
    client: ({ database, cache = database }) =>
      names(environment.services.filter(({ databases }) => cache !== undefined && databases?.includes(cache))),
    clientOfSome: () => namesOfJobs(jobsOnDatabases(environment)),
    clientJob: ({ database, cache = database }) =>
      namesOfJobs(jobsOnDatabases(environment).filter((job) => cache !== undefined && told(job.run).includes(cache))),
    told: (parts) => told(clientOf(environment, parts)),
    ...trustRelations(environment, (parts) => clientOf(environment, parts)),
    runs: (parts) => names([subjectOf(environment, parts)].filter((service) => service !== undefined)),
  };
}

type ImageJob = CronJob & { readonly run: { readonly kind: "image" } };

/** What is told of databases for an address. */
function clientOf(environment: Environment, parts: Parts): Client | undefined {
  const run = jobOf(environment, parts)?.run;
  return run?.kind === "image" ? run : subjectOf(environment, parts);
}

function told({ databases = [] }: Client = {}): readonly string[] {
  return databases;
}

/** The jobs with an image of their own that depend on databases. */
function jobsOnDatabases({ cronJobs = [] }: Environment): readonly ImageJob[] {
  return cronJobs.filter((job): job is ImageJob => job.run.kind === "image" && job.run.databases !== undefined);
}

/** The volumes that make the file system elastic. */
function fastVolumes({ fileSystem }: Environment): readonly string[] {
  const throughput = fileSystem?.kind === "managed" ? fileSystem.throughput : undefined;
  return throughput?.mode === "elastic" ? (throughput.volumes ?? []) : [];
}

/** What a service mounts, or a job. */
function mountsOf(environment: Environment, parts: Parts): readonly Mount[] {
  const run = jobOf(environment, parts)?.run;
  return (run?.kind === "image" ? run.mounts : subjectOf(environment, parts)?.mounts) ?? [];
}

/** Whether one of the mounts is of a volume; of any, where none is named. */
function mountsSome(mounts: readonly Mount[], volume: string | undefined): boolean {
  return mounts.some((mount) => volume === undefined || mount.volume === volume);
}

/** What runs in public subnets of a VPC where something runs in private ones as well. */
function outsideOf(environment: Environment): readonly Service[] {
  if (privateTasks(environment).length === 0) return [];
  return environment.services.filter(({ private: inside }) => !inside);
}

function outsideJobs(environment: Environment): readonly CronJob[] {
  if (privateTasks(environment).length === 0) return [];
  return (environment.cronJobs ?? []).filter(({ run }) => run.kind === "image" && !run.private);
}

/** Private services that no key puts on their network: they are on the default one. */
function insideByDefault({ services }: Environment): readonly Service[] {
  return services.filter(
    ({ private: inside, networks = [] }) => inside && networks.every((name) => name === DEFAULT_NETWORK),
  );
}

/** Private services that are so by their networks, where nothing is by default. */
function insideByKey(environment: Environment): readonly Service[] {
  if (insideByDefault(environment).length > 0 || insideJobs(environment).length > 0) return [];
  return environment.services.filter(({ private: inside }) => inside);
}

/** Private jobs with an image of their own, which are on the default network, where no service is there by default. */
function insideJobs(environment: Environment): readonly CronJob[] {
  if (insideByDefault(environment).length > 0) return [];
  return (environment.cronJobs ?? []).filter(({ run }) => run.kind === "image" && run.private);
}

function jobOf({ cronJobs = [] }: Environment, { job }: Parts): CronJob | undefined {
  return cronJobs.find(({ name }) => name === job);
}

/** The service of an address: that of its name, or the one in whose image its job runs. */
function subjectOf(environment: Environment, parts: Parts): Service | undefined {
  const run = jobOf(environment, parts)?.run;
  const wanted = parts.service ?? (run?.kind === "service" ? run.service : undefined);
  return environment.services.find(({ name }) => name === wanted);
}

function membersOf({ services, networks = [] }: Environment, network: string | undefined): readonly Service[] {
  const wanted = network === undefined ? networks : [network];
  return services.filter((service) => service.networks?.some((name) => wanted.includes(name)));
}

/** The servers of a network that something else is on as well: one alone brings nothing about. */
function serversOf(environment: Environment, network: string | undefined): readonly Service[] {
  const members = membersOf(environment, network);
  const isShared = members.length > 1 || countOfCallers(environment, network, undefined) > 0;
  return isShared ? members.filter(listens) : [];
}

function listens({ port, ports }: Service): boolean {
  return port !== undefined || ports !== undefined;
}

/**
 * It takes two to share a network, one of them a server: those without any one of which it would not be shared. With more than two services,
 * a network is shared by its servers and by any other.
 */
function pairOf(environment: Environment, network: string | undefined) {
  const members = membersOf(environment, network);
  const callers = countOfCallers(environment, network, undefined);
  const servers = members.filter(listens);
  const [first] = members;
  if (members.length + callers < 2) return { one: [], another: [] };
  if (first && members.length === 2 && callers === 0) return { one: [first], another: members.slice(1) };
  return { one: servers, another: servers.length === 1 ? members.filter((one) => one !== servers[0]) : members };
}

/** The jobs that find a service by its name in private DNS. */
function jobsCalling({ cronJobs = [] }: Environment, service: string | undefined): readonly CronJob[] {
  return cronJobs.filter(({ dependsOn = [] }) => service !== undefined && dependsOn.includes(service));
}

function namesOfJobs(jobs: readonly CronJob[]): readonly string[] {
  return jobs.map(({ name }) => name);
}

/** The jobs with an image of their own that are on a network. */
function callersOf(
  { cronJobs = [], services }: Environment,
  network: string | undefined,
  service: string | undefined,
): readonly string[] {
  const networks = network === undefined ? services.find(({ name }) => name === service)?.networks : [network];
  return cronJobs
    .filter(({ run }) => run.kind === "image" && run.networks.some((name) => networks?.includes(name)))
    .map(({ name }) => name);
}

function countOfCallers(environment: Environment, network: string | undefined, service: string | undefined): number {
  return callersOf(environment, network, service).length + dependentsOf(environment, network, service).length;
}

/** The jobs that run as a service on a network, and say whom they call. */
function dependentsOf(
  { cronJobs = [], services }: Environment,
  network: string | undefined,
  service: string | undefined,
): readonly string[] {
  const on = (name: string) => services.find((one) => one.name === name)?.networks ?? [];
  const networks = network === undefined ? on(service ?? "") : [network];
  return cronJobs
    .filter(
      ({ run, dependsOn }) =>
        run.kind === "service" && dependsOn && on(run.service).some((one) => networks.includes(one)),
    )
    .map(({ name }) => name);
}

/** The networks of a service or a job. */
function networksOf(environment: Environment, parts: Parts): readonly string[] {
  const run = jobOf(environment, parts)?.run;
  return run?.kind === "image" ? run.networks : (subjectOf(environment, parts)?.networks ?? []);
}

function neighboursOf(environment: Environment, parts: Parts): readonly Service[] {
  const own = networksOf(environment, parts);
  const subject = subjectOf(environment, parts);
  return environment.services.filter(
    (service) => service !== subject && service.networks?.some((name) => own.includes(name)),
  );
}

/** The one neighbour of a service, where nothing else is on its networks. */
function soleNeighbour(environment: Environment, parts: Parts): readonly Service[] {
  const neighbours = neighboursOf(environment, parts);
  return neighbours.length === 1 && countOfCallers(environment, undefined, parts.service) === 0 ? neighbours : [];
}

/** The services that only their `networks` keep from being on the default network with this one. */
function apartFrom(environment: Environment, parts: Parts): readonly Service[] {
  if (!networksOf(environment, parts).includes(DEFAULT_NETWORK)) return [];
  return environment.services.filter(({ networks }) => !networks?.includes(DEFAULT_NETWORK));
}

/** The services whose images the pipeline builds; that of the address alone, where it is of one. */
function builtOf(environment: Environment, parts: Parts): readonly Service[] {
  const subject = subjectOf(environment, parts);
  const ownerOf = ({ name, image }: Service) => (image.kind === "variable" ? (image.of ?? name) : undefined);
  const owners = new Set((subject ? [subject] : environment.services).map(ownerOf));
  return environment.services.filter(({ name }) => owners.has(name));
}

/** The services whose URLs are in the container's environment. */
function siblingsOf(environment: Environment, parts: Parts): readonly Service[] {
  const subject = subjectOf(environment, parts);
  const own = [...(subject?.environment ?? []), ...(jobOf(environment, parts)?.environment ?? [])];
  const others = subject?.siblings.filter(({ service }) => service !== subject.name) ?? [];
  const variables = new Set([...own, ...others].map(({ name }) => name));
  return environment.services.filter(({ name, ports = [] }) =>
    [urlVariable(name), ...ports.map((port) => urlVariable(name, port.name))].some((variable) =>
      variables.has(variable),
    ),
  );
}
