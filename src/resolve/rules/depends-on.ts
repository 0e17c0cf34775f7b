import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import { closest } from "../../schema/decode.js";
import type { ServiceDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import { correctedName } from "../corrected-name.js";

/** Refuses dependencies that are neither a service nor a database of the environment. */
export function checkDependencyNames({ key, value }: Entry<ServiceDocument>, context: Context): void {
  const { services, databases, removed, environment, diagnostics } = context;
  for (const written of value.value.fields.depends_on?.value ?? []) {
    const { value: name, location } = written;
    if (services.has(name) || databases.has(name)) continue;
    const others = [...services.keys(), ...databases].filter((one) => one !== key.value);
    const gone = removed.has(name);
    const params = { name, known: others, suggestion: closest(name, others) };
    const fix = gone ? undefined : correctedName(written, others);
    diagnostics.report("NK309", location, { ...params, ...(gone ? { removedIn: environment } : {}) }, [], fix);
  }
}

/** Cycles of `depends_on`: each is reported once, at the edge that closes it, beginning with the first service by name. */
export function checkDependencyCycles({ services, diagnostics }: Context): void {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string, edge: Located<string> | undefined): void => {
    const from = path.indexOf(name);
    if (from >= 0 && edge) {
      const cycle = [...path.slice(from), name];
      const others = edgesOf(cycle.slice(0, -1)).map((location) => related("partOfCycle", location));
      diagnostics.report("NK310", edge.location, { cycle }, others);
      return;
    }
    if (done.has(name)) return;
    path.push(name);
    for (const next of dependencies(name)) visit(next.value, next);
    path.pop();
    done.add(name);
  };
  const dependencies = (name: string) => services.get(name)?.value.value.fields.depends_on?.value ?? [];
  /** Where the members of a cycle name the next one, without the edge that closes it. */
  const edgesOf = (members: readonly string[]) =>
    members.slice(0, -1).flatMap((name, index) => {
      const edge = dependencies(name).find((one) => one.value === members[index + 1]);
      return edge ? [edge.location] : [];
    });
  for (const name of services.keys()) visit(name, undefined);
}
