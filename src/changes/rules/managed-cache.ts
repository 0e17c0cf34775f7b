import { compareVersions } from "../../aws/versions.js";
import { preventsDestroy } from "../../stack/blocks.js";
import type { JsonObject } from "../../stack/json.js";
import { textOf } from "../surroundings.js";
import { managedData } from "./managed-data.js";
import type { Finding, Rule } from "./rule.js";

type Body = JsonObject | undefined;

/**
 * What becomes of the data of a cache that ElastiCache runs. From Redis to Valkey and to newer versions it goes in place; the way back is one that
 * the provider takes by destroying it. Source: terraform-provider-aws internal/service/elasticache/engine_version.go and engine.go.
 */
export const managedCache: Rule<"managedCache"> = (change, around) =>
  managedData<"older" | "newer">(change, around, {
    identifier: "replication_group_id",
    isAnew: (old, now) => backFromValkey(old, now) || (!preventsDestroy(now) && difference(old, now) > 0),
    further: releases,
  });

function backFromValkey(old: Body, now: Body): boolean {
  return textOf(old?.engine) === "valkey" && textOf(now?.engine) !== "valkey";
}

/** Of the versions: above 0 where the old one is newer. */
function difference(old: Body, now: Body): number {
  return compareVersions(textOf(old?.engine_version), textOf(now?.engine_version));
}

function releases(old: Body, now: Body): readonly Finding<"older" | "newer">[] {
  const [was, is] = [textOf(old?.engine_version), textOf(now?.engine_version)];
  const newer = difference(old, now);
  if (newer === 0) return [];
  if (newer > 0) return [{ says: ["older"], values: { old: was, now: is } }];
  const crosses = textOf(old?.engine) !== textOf(now?.engine);
  const named = (body: Body, version: string) => (crosses ? `${textOf(body?.engine)} ${version}` : version);
  return [{ says: ["newer"], values: { old: named(old, was), now: named(now, is) } }];
}
