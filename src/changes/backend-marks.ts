import { type JsonObject, objectAt, same } from "../stack/json.js";
import { type Mark, mark } from "./changes.js";
import { bodies, type Surroundings, type UnmarkedChange } from "./surroundings.js";

/** Where a stack says that its state is. */
interface Place {
  readonly type: string;
  readonly body: JsonObject;
}

/**
 * What is said of a stack whose state is somewhere else from now on. Terraform in a folder of the old place says so and stops; in a fresh
 * checkout it knows of no old place, and would make everything anew.
 */
export function backendMarks(change: UnmarkedChange, around: Surroundings): readonly Mark[] {
  const { old, now } = bodies(change, around);
  if (old === undefined || now === undefined) return [];
  const [before, after] = [placeIn(old), placeIn(now)];
  if (before?.type === after?.type && same(before?.body ?? {}, after?.body ?? {})) return [];
  const text =
    `keeps its state elsewhere: ${said(before)} before, now ${said(after)}. Before you apply, move the state once, by hand, in a checkout ` +
    "where `terraform init` ran with the old files: `nanokit-tf synth`, then `terraform init -migrate-state` in the folder of the stack. " +
    "A fresh checkout, as pipelines have it, would find no state and make everything anew.";
  return [{ ...mark("note", text), code: "NK605" }];
}

function placeIn(terraform: JsonObject): Place | undefined {
  if ("cloud" in terraform) return { type: "cloud", body: objectAt(terraform, "cloud") };
  const [type] = Object.keys(objectAt(terraform, "backend"));
  return type === undefined ? undefined : { type, body: objectAt(objectAt(terraform, "backend"), type) };
}

function said(place: Place | undefined): string {
  return place === undefined ? "no backend" : `\`${place.type}\``;
}
