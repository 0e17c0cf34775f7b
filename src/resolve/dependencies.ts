import type { Located } from "../diagnostics/source.js";
import type { ServiceDocument, SidecarDocument } from "../schema/language.js";

/** What a service comes after. */
export interface Dependency {
  readonly on: Located<string>;
  /** What compose would wait for. @default that it has started */
  readonly condition?: Located<"service_started" | "service_healthy" | "service_completed_successfully">;
  /** Whether it may be missing. @default it has to be there */
  readonly optional?: true;
}

type WrittenDependencies = ServiceDocument["fields"]["depends_on"] | SidecarDocument["fields"]["depends_on"];

/** What a service depends on: other services, and not its own sidecars. */
export function dependenciesOf({ depends_on, sidecars }: ServiceDocument["fields"]): readonly Dependency[] {
  const all = writtenDependencies(depends_on);
  return sidecars ? all.filter(({ on }) => !sidecars.value.has(on.value)) : all;
}

/** What stands under `depends_on`, in either of its forms. */
export function writtenDependencies(written: WrittenDependencies): readonly Dependency[] {
  if (!written) return [];
  const { value } = written;
  if (!(value instanceof Map)) return [...value.values()].map((on) => ({ on: on as Located<string> }));
  return [...value.values()].map(({ key, value: { value: one } }) => {
    const { condition } = one.fields;
    const optional = "required" in one.fields && one.fields.required?.value === false;
    return { on: key, ...(condition && { condition }), ...(optional && { optional: true as const }) };
  });
}
