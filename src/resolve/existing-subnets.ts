import type { Located } from "../diagnostics/source.js";
import type { ExistingNetwork } from "../model/project.js";
import type { InfraDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { sortedOnce } from "./sorted-once.js";

type Ids = Located<readonly Located<string>[]>;

/** Tags by which a file names subnets. */
export type WrittenTags = Located<ReadonlyMap<string, Entry<string>>>;

/** Subnets of an existing VPC as a file names them: by their ids, or by tags. */
export interface WrittenSubnets {
  /** Those of both kinds. */
  readonly all?: Ids;
  readonly tag?: WrittenTags;
  readonly onePerZone?: true;
  readonly public?: Ids;
  readonly publicTag?: WrittenTags;
  readonly private?: Ids;
  readonly privateTag?: WrittenTags;
}

/** `infra.subnets`, in whichever form it is written. */
export function writtenSubnets({ subnets }: InfraDocument["fields"]): WrittenSubnets {
  if (!subnets) return {};
  const { value, location, origin } = subnets;
  if (value === "one-per-zone") return { onePerZone: true };
  if (!("fields" in value)) return { all: { value, location, origin } };
  const { tag } = value.fields;
  const open = ofKind(value.fields.public);
  const inner = ofKind(value.fields.private);
  return {
    ...(tag && { tag }),
    ...(open.ids && { public: open.ids }),
    ...(open.tag && { publicTag: open.tag }),
    ...(inner.ids && { private: inner.ids }),
    ...(inner.tag && { privateTag: inner.tag }),
  };
}

function ofKind(
  written: Located<readonly Located<string>[] | { readonly fields: { readonly tag?: WrittenTags } }> | undefined,
): { readonly ids?: Ids; readonly tag?: WrittenTags } {
  if (!written) return {};
  const { value, location, origin } = written;
  return "fields" in value ? value.fields : { ids: { value, location, origin } };
}

/** Which subnets of an existing VPC are used. */
export function resolveSubnets(infra: InfraDocument["fields"]): Omit<ExistingNetwork, "kind" | "vpcId"> {
  const written = writtenSubnets(infra);
  return {
    subnetIds: sortedOnce(written.all),
    ...(written.tag && { subnetTags: tagsOf(written.tag) }),
    ...(written.onePerZone && { onePerZone: true }),
    ...(written.public && { publicSubnetIds: sortedOnce(written.public) }),
    ...(written.publicTag && { publicSubnetTags: tagsOf(written.publicTag) }),
    ...(written.private && { privateSubnetIds: sortedOnce(written.private) }),
    ...(written.privateTag && { privateSubnetTags: tagsOf(written.privateTag) }),
  };
}

function tagsOf({ value }: WrittenTags): Readonly<Record<string, string>> {
  const pairs = [...value].map(([key, entry]) => [key, entry.value.value] as const);
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}
