import { compareReleases } from "../../aws/images/release.js";
import { preventsDestroy } from "../../stack/blocks.js";
import { bodies, textOf } from "../surroundings.js";
import { isOtherVpc } from "./other-vpc.js";
import type { Finding, Rule } from "./rule.js";

type Found = Finding<"replaced" | "remade" | "destroyed" | "older" | "newer" | "otherVpc" | "unprotected">;
type Body = ReturnType<typeof bodies>["now"];

/**
 * What becomes of the data of a cache that ElastiCache runs. From Redis to Valkey and to newer versions it goes in place; the way back is one that
 * the provider takes by destroying it. Source: terraform-provider-aws internal/service/elasticache/engine_version.go and engine.go.
 */
export const managedCache: Rule<"managedCache"> = (change, around) => {
  const { action } = change;
  if (action === "create") return [];
  if (action === "destroy") return [{ says: ["destroyed"] }];
  const { old, now } = bodies(change, around);
  const unprotected: readonly Found[] =
    preventsDestroy(old) && !preventsDestroy(now) ? [{ says: ["unprotected"] }] : [];
  const anew = preventsDestroy(now) ? "replaced" : "remade";
  if (action === "replace" || backFromValkey(old, now)) return [{ says: [anew] }, ...unprotected];
  if (isOtherVpc(around)) return [{ says: ["otherVpc"] }, ...unprotected];
  return [...releases(old, now, anew), ...unprotected];
};

function backFromValkey(old: Body, now: Body): boolean {
  return textOf(old?.engine) === "valkey" && textOf(now?.engine) !== "valkey";
}

function releases(old: Body, now: Body, anew: "replaced" | "remade"): readonly Found[] {
  const [was, is] = [textOf(old?.engine_version), textOf(now?.engine_version)];
  const [before, after] = [was, is].map((version) => ({ engine: "", release: version.split(".").map(Number) }));
  const difference = before && after ? compareReleases(before, after) : 0;
  if (difference === 0) return [];
  if (difference > 0 && anew === "remade") return [{ says: ["remade"] }];
  if (difference > 0) return [{ says: ["older"], values: { old: was, now: is } }];
  const crosses = textOf(old?.engine) !== textOf(now?.engine);
  const named = (body: Body, version: string) => (crosses ? `${textOf(body?.engine)} ${version}` : version);
  return [{ says: ["newer"], values: { old: named(old, was), now: named(now, is) } }];
}
