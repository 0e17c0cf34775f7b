import type { Located } from "../diagnostics/source.js";
import type { ServiceDocument } from "../schema/language.js";

/** What a service comes after. */
export interface Dependency {
  readonly on: Located<string>;
  /** What compose would wait for. @default that it has started */
  readonly condition?: Located<"service_started" | "service_healthy" | "service_completed_successfully">;
  /** Whether it may be missing. @default it has to be there */
  readonly optional?: true;
}

/** What a service depends on, in either form of `depends_on`: other services, and not its own sidecars. */
export function dependenciesOf({ depends_on, sidecars }: ServiceDocument["fields"]): readonly Dependency[] {
  if (!depends_on) return [];
  const all = writtenIn(depends_on);
  return sidecars ? all.filter(({ on }) => !sidecars.value.has(on.value)) : all;
}

function writtenIn(depends_on: NonNullable<ServiceDocument["fields"]["depends_on"]>): readonly Dependency[] {
  const { value } = depends_on;
  if (!(value instanceof Map)) return [...value.values()].map((on) => ({ on: on as Located<string> }));
  return [...value.values()].map(({ key, value: { value: one } }) => {
    const { condition, required } = one.fields;
    return { on: key, ...(condition && { condition }), ...(required?.value === false && { optional: true as const }) };
  });
}
