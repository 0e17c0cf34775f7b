import type { SourceLocation } from "./source.js";

/** How another place can belong to a finding, each with its words. */
const relations = {
  arn: () => "the ARN",
  dependent: () => "depends on it here",
  elasticThroughput: () => "elastic throughput",
  encryptionOff: () => "encryption is off",
  environmentRegion: () => "the environment's region",
  existingCluster: () => "the cluster that is there already",
  exec: () => "what needs to write",
  existingFileSystem: () => "it exists already",
  existingRole: () => "the role that is there already",
  existingBalancer: () => "the load balancer that is there already",
  existingVpc: () => "the existing VPC",
  firstHost: () => "the first host",
  firstMount: () => "mounted here first",
  firstNamed: () => "named here first",
  firstWritten: () => "first written here",
  firstZone: () => "the first zone",
  hostInEnvironment: ({ environment }: { environment: string }) => `the host in \`${environment}\``,
  imageUser: ({ service, uid }: { service: string; uid: number }) => `${service} works as user ${uid}`,
  limits: () => "the limits",
  minimum: () => "the minimum",
  nameInEnvironment: ({ environment }: { environment: string }) => `that of environment \`${environment}\``,
  nameOfOwner: ({ owner, environment }: { owner: string; environment: string }) =>
    `that of \`${owner}\` in \`${environment}\``,
  otherImage: () => "what it says of its image",
  otherOne: () => "the other one",
  otherProcessor: () => "the processor that it is built for",
  otherService: () => "the other service",
  otherVolume: () => "the other volume",
  otherVpc: () => "the other VPC",
  ownGroup: () => "these get a group of their own",
  partOfCycle: () => "part of the cycle",
  publicSubnet: () => "named as a public one",
  rangeOfEnvironment: ({ environment }: { environment: string }) => `the environment \`${environment}\``,
  region: () => "the region",
  start: () => "what runs otherwise",
  stateOfEnvironment: ({ environment }: { environment: string }) => `the state of \`${environment}\``,
  subnetsOfKind: () => "subnets of one kind",
  throughput: () => "the throughput of the file system",
  toInfrequentAccess: () => "to Infrequent Access",
  variable: () => "the variable",
  volumeOfAll: () => "the volume that keeps them all",
  volumeOfStore: () => "the volume with its files",
  volumeUser: ({ user }: { user: string }) => `this volume enforces ${user}`,
  volumeWritten: () => "the volume it writes to",
  writer: ({ service }: { service: string }) => `${service} writes to it here`,
  zone: () => "the zone",
} as const;

type Relations = typeof relations;

/** How a place belongs to a finding. */
export type Relation = keyof Relations;

/** What the words of a relation are filled with; nothing for most. */
type RelationParams<R extends Relation> = Parameters<Relations[R]>;

/**
 * Another place that belongs to a finding: the first of two duplicates, the other half of a conflict. As the finding itself it is data: its
 * words are made each time that somebody reads them.
 */
export class RelatedLocation {
  constructor(
    readonly relation: Relation,
    readonly params: Readonly<Record<string, unknown>>,
    readonly location: SourceLocation,
  ) {}

  /** What is there, in a few words. */
  get message(): string {
    const words = relations[this.relation] as (params: Readonly<Record<string, unknown>>) => string;
    return words(this.params);
  }

  /** The same with other parts. */
  with({ params = this.params, location = this.location }: Partial<RelatedLocation>): RelatedLocation {
    return new RelatedLocation(this.relation, params, location);
  }
}

/** A place that belongs to a finding, and what its words are filled with. */
export function related<R extends Relation>(
  relation: R,
  location: SourceLocation,
  ...params: RelationParams<R>
): RelatedLocation {
  return new RelatedLocation(relation, { ...params[0] }, location);
}
