/**
 * What the picture of an environment shows. Plain values, in the order in which they are drawn; the texts are the user's own, raw: whoever
 * draws them escapes them.
 */
export interface Picture {
  readonly project: string;
  readonly environment: string;
  /** @default the provider's own */
  readonly region?: string;
  readonly vpc: Vpc;
  /** @default nothing is published */
  readonly loadBalancer?: LoadBalancerShape;
  /** Those nearest to the internet first. */
  readonly groups: readonly Group[];
  /** The networks that join several groups. */
  readonly networks: readonly string[];
  /** @default nothing is kept */
  readonly fileSystem?: FileSystemShape;
  readonly edges: readonly Edge[];
}

export interface Vpc {
  /** Its range, or its id when it is someone else's. */
  readonly name: string;
  readonly existing: boolean;
  /** Whether VPC, cluster and networks are those of all repositories of the project. @default they are not */
  readonly shared?: true;
  /** Where its traffic is recorded. @default nowhere, or its owner says it */
  readonly recorded?: string;
  /** The name of a cluster that is someone else's. @default the stack's own */
  readonly cluster?: string;
  /** Empty: found when Terraform plans. Tasks run in all of them, but for those that are private. */
  readonly subnets: readonly SubnetShape[];
  /** @default no task is private */
  readonly private?: PrivateShape;
}

/** Subnets of the tasks that have no public address. */
export interface PrivateShape {
  readonly subnets: readonly SubnetShape[];
  /** What leads out of them: `NAT in the first zone`. */
  readonly ways: readonly string[];
  /** Whether one of these leads to the internet. */
  readonly internet: boolean;
}

export interface SubnetShape {
  /** Zone, or what a subnet of an existing VPC is named by: its id, a tag. */
  readonly name: string;
  /** @default not known */
  readonly range?: string;
}

export interface LoadBalancerShape {
  /** 80, and 443 with a certificate; then 80 redirects to it. Of one that is there already, that of its listener. */
  readonly ports: readonly number[];
  /** Whether a web ACL looks at each request first. */
  readonly filtered: boolean;
  /** Whether the internet does not reach it. */
  readonly internal: boolean;
  /** Whether it is someone else's, of which nothing tells who reaches it. */
  readonly existing: boolean;
  /** Whether it is that of the repository without a component. @default false */
  readonly shared?: true;
  /** The hosted zone in which hosts have their records: its name or its id. @default someone else makes them */
  readonly zone?: string;
}

/**
 * Tasks that are on the same networks. Each of them may call the ports of all of them, and of whoever else is on one of the networks. With
 * no network they call nobody and nobody calls them.
 */
export interface Group {
  /** Unique in the picture: `group-1`. */
  readonly id: string;
  /** Networks on which some task can be reached by another, sorted. */
  readonly networks: readonly string[];
  readonly cards: readonly Card[];
}

/** All that a card can be called at: `8080`, `9000/udp`. */
export function portsOf({ port, ports = [] }: Card): readonly string[] {
  return [...(port === undefined ? [] : [String(port)]), ...ports];
}

/** Whether the internet reaches some task of a group. */
export function isPublished({ cards }: Group): boolean {
  return cards.some((card) => card.public);
}

/** A service, or a job with an image of its own. */
export interface Card {
  readonly kind: "service" | "job";
  /** Key of the service or of the job: unique among its kind. */
  readonly name: string;
  readonly image: string;
  /** Whether the file says it as a database. @default it does not */
  readonly database?: true;
  /** Who is on its networks may reach it there. @default it listens on nothing */
  readonly port?: number;
  /** Likewise, beside that one: `9090`, `9000/udp`. @default none */
  readonly ports?: readonly string[];
  /** Whether the internet reaches it. */
  readonly public: boolean;
  /** Whether it runs in private subnets. */
  readonly private: boolean;
  /** Networks of the file on which it can call nobody, and nobody it. @default none */
  readonly alone?: readonly string[];
  /** How many tasks run when it is not one: `×2`, `×2–6`, `×0`. @default one, or as the schedule says */
  readonly count?: string;
  readonly mounts: readonly MountShape[];
  /** What it may do in AWS, in a few words each: `s3 invoices (read)`. */
  readonly rights: readonly string[];
  /** Jobs with the networks and volumes of the service; of a job, itself. */
  readonly schedules: readonly Schedule[];
}

export interface MountShape {
  readonly volume: string;
  /** Directory in the container. */
  readonly path: string;
  readonly readOnly: boolean;
}

export interface Schedule {
  readonly job: string;
  /** As the file says it, with its time zone where that is not UTC: `0 3 * * *`. Or `off`. */
  readonly times: string;
}

export interface FileSystemShape {
  readonly name: string;
  readonly existing: boolean;
  /** Whether it is that of all repositories of the project. @default it is not */
  readonly shared?: true;
  /** Whether the stack gives each zone a mount target. */
  readonly mountTargets: boolean;
  /** Groups on the mount targets that it has, which let NFS in. */
  readonly securityGroupIds: readonly string[];
  readonly encrypted?: boolean;
  /** Whether by a key of the customer's. @default by one of AWS's, where it is encrypted */
  readonly ownKey?: true;
  /** `daily`: by AWS itself. Otherwise as a plan says. */
  readonly backup?: "daily" | PlannedBackups;
  readonly volumes: readonly VolumeShape[];
}

export interface PlannedBackups {
  /** As the file says it: `0 5 * * *`. */
  readonly times: string;
  readonly keptDays: number;
}

export interface VolumeShape {
  readonly name: string;
  /** Directory on the file system. */
  readonly path: string;
}

/** A line of the picture. Together with {@link Group} they say all that security groups let in. */
export type Edge =
  /** From the internet to the load balancer. */
  | { readonly kind: "inward"; readonly ports: readonly number[] }
  /** From the load balancer to a service. */
  | {
      readonly kind: "route";
      readonly host: string;
      readonly service: string;
      readonly port: number;
      /** Whether that is another port than the one in the title of the service's card. */
      readonly beside?: true;
    }
  /** Between a group and a network that joins it with others: all in it call; with `answers`, the ports in it are called. */
  | {
      readonly kind: "network";
      readonly network: string;
      readonly group: string;
      readonly answers: boolean;
      /** Whether the group is drawn before the network. */
      readonly before: boolean;
    }
  /** From a task to the file system, over NFS. */
  | ({ readonly kind: "mount"; readonly from: Pick<Card, "kind" | "name"> } & MountShape);

/** The host of a way in, with the port where its card does not tell it. */
export function routeText({ host, port, beside }: Edge & { readonly kind: "route" }): string {
  return beside ? `${host} to :${port}` : host;
}

/** Every text of a picture that tells it from others: `shop · stage · eu-west-1`. */
export function titleOf({ project, environment, region }: Picture): string {
  return [project, environment, region].filter((part) => part !== undefined).join(" · ");
}
