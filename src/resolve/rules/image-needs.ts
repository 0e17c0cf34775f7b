import { hides } from "../../aws/container.js";
import type { ImageFacts } from "../../aws/images/index.js";
import { type ImageNeed, imageNeed, isSettled, isUnsupportedOnEfs, missingVariables } from "../../aws/images/needs.js";
import { type Fix, replaceText } from "../../diagnostics/fix.js";
import { related } from "../../diagnostics/related.js";
import type { Service } from "../../model/project.js";
import type { ServiceDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import { addedVariables } from "../added-variables.js";
import type { Context } from "../context.js";
import { mountsStore, storeMounts } from "./store.js";

/** Images that lose their data or do not run although their volume is right, for want of a variable or of a file system that they take. */
export function checkImageNeeds(service: Service, facts: ImageFacts, context: Context): void {
  checkVariables(service, facts, context);
  const [mount] = isUnsupportedOnEfs(facts.name) ? storeMounts(service, facts) : [];
  if (mount) context.diagnostics.report("NK460", mount.source, { service: service.name, image: facts.name });
}

function checkVariables(service: Service, facts: ImageFacts, { services, diagnostics }: Context): void {
  const need = service.image.kind === "reference" ? imageNeed(service.image.reference) : undefined;
  // Another command may set what it likes.
  if (!need || service.entryPoint !== undefined || isSettled(need, service.environment)) return;
  const missing = missingVariables(need, service.environment);
  const entry = services.get(service.name);
  const location = entry?.value.value.fields.image?.location ?? service.source;
  const fix = entry && (correctedVariable(entry, need) ?? addedVariables(entry, missing));
  const params = { service: service.name, image: facts.name, variables: need.variables };
  if (need.kind === "memory-maps") diagnostics.report("NK379", location, params, [], fix);
  else if (mountsStore(service, facts)) {
    const mount = storeMounts(service, facts).find(({ containerPath }) =>
      facts.dataPaths.some((path) => hides(containerPath, path) || hides(path, containerPath)),
    );
    const others = mount ? [related("volumeOfAll", mount.source)] : [];
    diagnostics.report("NK378", location, params, others, fix);
  }
}

function correctedVariable({ value }: Entry<ServiceDocument>, { corrected }: ImageNeed): Fix | undefined {
  for (const { key, value: written } of value.value.fields.env?.value.values() ?? []) {
    const better = corrected?.({ name: key.value, value: written.value });
    if (better !== undefined) return replaceText(written.location, written.value, better);
  }
  return undefined;
}
