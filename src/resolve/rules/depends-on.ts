import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { Context } from "../context.js";
import { dependenciesOf } from "../dependencies.js";
import { unknownNames } from "../unknown-names.js";

/** Refuses dependencies that are neither a service nor a database of the environment. */
export function checkDependencyNames({ services, databases, removed, environment, diagnostics }: Context): void {
  const known = new Set([...services.keys(), ...databases.keys()]);
  const unknown = [...services.values()].flatMap(({ key, value }) =>
    dependenciesOf(value.value.fields)
      .filter(({ on, optional }) => !optional && !known.has(on.value))
      .map(({ on }) => ({ written: on, service: key.value })),
  );
  const tell = unknownNames([...known], unknown.length);
  for (const { written, service } of unknown) {
    const { params, fix } = tell(written, service);
    const environments = [environment];
    if (!removed.has(written.value))
      diagnostics.report("NK309", written.location, { ...params, environments }, [], fix);
    else diagnostics.report("NK309", written.location, { ...params, removed: true, environments });
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
  const dependencies = (name: string) =>
    dependenciesOf(services.get(name)?.value.value.fields ?? {}).map(({ on }) => on);
  /** Where the members of a cycle name the next one, without the edge that closes it. */
  const edgesOf = (members: readonly string[]) =>
    members.slice(0, -1).flatMap((name, index) => {
      const edge = dependencies(name).find((one) => one.value === members[index + 1]);
      return edge ? [edge.location] : [];
    });
  for (const name of services.keys()) visit(name, undefined);
}
