import { type Partition, partitionOf } from "../regions.js";

/** A container image as docker names it, in its shortest spelling. */
export interface ImageReference {
  /** Host of the registry, with its port; absent for Docker Hub. */
  readonly registry?: string;
  /** Path in the registry; an official image of Docker Hub without its `library/`. */
  readonly repository: string;
  /** Absent: `latest`, unless a digest says which. */
  readonly tag?: string;
  /** `sha256:` and 64 hexadecimal digits, or another algorithm. */
  readonly digest?: string;
}

/** Longest image reference that ECS takes, and longest repository name with its registry that docker takes, in characters.
 * Source: botocore ecs ContainerDefinition image; github.com/distribution/reference, NameTotalLengthMax. */
export const IMAGE_REFERENCE_MAX = 255;

// Source of the grammar: github.com/distribution/reference, reference.go and regexp.go.
const hostPart = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
const host = new RegExp(String.raw`^(?:${hostPart}(?:\.${hostPart})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$`);
const pathPart = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const path = new RegExp(`^${pathPart}(?:/${pathPart})*$`);
const wholeReference = /^([^@]+?)(?::([\w][\w.-]{0,127}))?(?:@([^@]+))?$/;
/** A bare image id, which docker refuses where a name is meant. */
const imageId = /^[a-f0-9]{64}$/;

/** Hexadecimal digits of each algorithm. Source: github.com/opencontainers/go-digest algorithm.go. */
const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** Reads an image reference as docker does: `postgres`, `docker.io/library/postgres:16` and so on are one repository.
 * Undefined for what docker or ECS would refuse: capitals in the repository, spaces, an empty part, too long. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > IMAGE_REFERENCE_MAX || imageId.test(text)) return undefined;
  const [, name, tag, digest] = wholeReference.exec(text) ?? [];
  if (name === undefined || (digest !== undefined && !isDigest(digest))) return undefined;
  const [registry, rest] = splitRegistry(name);
  if (!path.test(rest) || (registry !== undefined && !host.test(registry))) return undefined;
  return {
    ...(registry === undefined ? {} : { registry }),
    repository: registry === undefined ? withoutLibrary(rest) : rest,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** The first part is a registry when it has a dot or a colon, or is `localhost`. To docker a capital makes it one too; here it does
 * not, since a host without a dot is none that Fargate could reach, and `MyOrg/app` is a repository written wrong. */
function splitRegistry(name: string): readonly [registry: string | undefined, rest: string] {
  const slash = name.indexOf("/");
  const first = name.slice(0, Math.max(slash, 0));
  if (slash < 0 || !(/[.:]/.test(first) || first === "localhost")) return [undefined, name];
  const rest = name.slice(slash + 1);
  return first === "docker.io" || first === "index.docker.io" ? [undefined, rest] : [first, rest];
}

function withoutLibrary(repository: string): string {
  return /^library\/[^/]+$/.test(repository) ? repository.slice("library/".length) : repository;
}

function isDigest(text: string): boolean {
  const [, algorithm = "", hex = ""] = /^([a-z0-9]+):([a-f0-9]+)$/.exec(text) ?? [];
  return hex !== "" && Object.hasOwn(digestLengths, algorithm) && digestLengths[algorithm] === hex.length;
}

/** A repository of Amazon ECR: what an execution role needs to pull from it. */
export interface EcrRepository {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly repository: string;
  readonly partition: Partition;
  /** Domain that the registry ends with. That of `on.aws` answers over IPv6 too, but not through VPC endpoints. */
  readonly suffix: "amazonaws.com" | "amazonaws.com.cn" | "on.aws";
}

/** Hosts of ECR: account, region, and the domain at the end. */
const ecrHosts = [
  /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.(amazonaws\.com(?:\.cn)?)$/,
  /^(\d{12})\.dkr-ecr(?:-fips)?\.([a-z0-9-]+)\.(on\.aws)$/,
];

/** The private ECR repository that an image lies in; undefined for any other registry, ECR Public included.
 * Source: docs.aws.amazon.com/AmazonECR/latest/userguide, Registries.html and ecr-requests.html. */
export function ecrRepository(reference: ImageReference): EcrRepository | undefined {
  const found = ecrHosts.map((host) => host.exec(reference.registry ?? "")).find((match) => match !== null);
  const [, account, region, domain] = found ?? [];
  if (account === undefined || region === undefined) return undefined;
  const suffix = domain === "amazonaws.com.cn" || domain === "on.aws" ? domain : "amazonaws.com";
  return { account, region, repository: reference.repository, partition: partitionOf(region), suffix };
}

/** The ARN of an ECR repository. */
export function ecrArn({ partition, region, account, repository }: EcrRepository): string {
  return `arn:${partition}:ecr:${region}:${account}:repository/${repository}`;
}

/**
 * Whether an image is pulled through the VPC endpoints of ECR, those of a region where one is given; one that the pipeline names may be. The
 * host of ECR that ends with `on.aws` is not reached so. Source: AmazonECR user guide, vpc-endpoints and ecr-requests.
 */
export function pulledByEndpoint(
  image: { readonly kind: "variable" } | { readonly kind: "reference"; readonly reference: string },
  region?: string,
): boolean {
  if (image.kind === "variable") return true;
  const reference = parseImageReference(image.reference);
  const repository = reference && ecrRepository(reference);
  if (repository === undefined || repository.suffix === "on.aws") return false;
  return region === undefined || repository.region === region;
}

/**
 * Where the same images can be pulled from under another name: registry and path prefix, and the prefix that stands for.
 * Source: gallery.ecr.aws/docker (AWS's copy of Docker's official images), gallery.ecr.aws/bitnami,
 * docs.linuxserver.io/general/running-our-containers (lscr.io), cloud.google.com/artifact-registry/docs/pull-cached-dockerhub-images.
 */
const mirrors: readonly (readonly [mirror: string, original: string])[] = [
  ["public.ecr.aws/docker/library/", ""],
  ["public.ecr.aws/bitnami/", "bitnami/"],
  ["lscr.io/linuxserver/", "linuxserver/"],
  ["ghcr.io/linuxserver/", "linuxserver/"],
  ["mirror.gcr.io/library/", ""],
  ["mirror.gcr.io/", ""],
];

/** Prefixes that AWS proposes for pull-through caches, and the registry each stands for.
 * Source: docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html. */
const pullThroughPrefixes: readonly (readonly [prefix: string, original: string])[] = [
  ["docker-hub/library/", ""],
  ["docker-hub/", ""],
  ["ecr-public/docker/library/", ""],
  ["ecr-public/bitnami/", "bitnami/"],
  ["quay/", "quay.io/"],
  ["github/", "ghcr.io/"],
];

/** Whether an image lies in ECR under a prefix that AWS proposes for a pull-through cache. */
export function inPullThroughCache(reference: ImageReference): boolean {
  const inEcr = ecrRepository(reference) !== undefined;
  return inEcr && pullThroughPrefixes.some(([prefix]) => reference.repository.startsWith(prefix));
}

/**
 * The name that the image catalogue knows a repository by: registry and path as one, mirrors and pull-through caches undone. A
 * repository of a private registry keeps its registry, so `example.com/postgres` is not taken for `postgres`.
 */
export function catalogName(reference: ImageReference): string {
  if (reference.registry === undefined) return reference.repository;
  const full = `${reference.registry}/${reference.repository}`;
  return ecrRepository(reference) === undefined
    ? undoPrefix(mirrors, full, full)
    : undoPrefix(pullThroughPrefixes, reference.repository, full);
}

function undoPrefix(table: readonly (readonly [string, string])[], name: string, otherwise: string): string {
  const [prefix = "", original = ""] = table.find(([one]) => name.startsWith(one)) ?? [];
  return prefix === "" ? otherwise : original + name.slice(prefix.length);
}
