import type { JsonObject } from "../../stack/json.js";
import { textOf } from "../surroundings.js";
import { compareVersions, managedData } from "./managed-data.js";
import type { Finding, Rule } from "./rule.js";

type Body = JsonObject | undefined;

/**
 * What becomes of the data of a cache that ElastiCache runs. From Redis to Valkey and to newer versions it goes in place; the way back is one that
 * the provider takes by destroying it. Source: terraform-provider-aws internal/service/elasticache/engine_version.go and engine.go.
 */
export const managedCache: Rule<"managedCache"> = (change, around) =>
  managedData<"remade" | "older" | "newer">(change, around, { isAnew: backFromValkey, further: releases });

function backFromValkey(old: Body, now: Body): boolean {
  return textOf(old?.engine) === "valkey" && textOf(now?.engine) !== "valkey";
}

function releases(old: Body, now: Body, anew: "replaced" | "remade"): readonly Finding<"remade" | "older" | "newer">[] {
  const [was, is] = [textOf(old?.engine_version), textOf(now?.engine_version)];
  const difference = compareVersions(was, is);
  if (difference === 0) return [];
  if (difference > 0 && anew === "remade") return [{ says: ["remade"] }];
  if (difference > 0) return [{ says: ["older"], values: { old: was, now: is } }];
  const crosses = textOf(old?.engine) !== textOf(now?.engine);
  const named = (body: Body, version: string) => (crosses ? `${textOf(body?.engine)} ${version}` : version);
  return [{ says: ["newer"], values: { old: named(old, was), now: named(now, is) } }];
}
