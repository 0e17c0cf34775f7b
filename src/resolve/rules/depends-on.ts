import type { Located } from "../../diagnostics/source.js";
import type { Context } from "../context.js";

/** Cycles of `depends_on`: each is reported once, at the edge that closes it, beginning with the first service by name. */
export function checkDependencyCycles({ services, diagnostics }: Context): void {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string, edge: Located<string> | undefined): void => {
    const from = path.indexOf(name);
    if (from >= 0 && edge) {
      const cycle = [...path.slice(from), name];
      const related = edgesOf(cycle.slice(0, -1)).map((location) => ({ message: "part of the cycle", location }));
      diagnostics.report("NK310", edge.location, { cycle }, related);
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
