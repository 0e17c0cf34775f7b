import type { Setting, Settings, SettingValue } from "../aws/settings.js";
import type { TerraformString } from "./terraform-string.js";

type PropOf<R, K extends keyof R> = R[K] extends { prop: infer P extends string } ? P : K;

type AttributeOf<R, K extends keyof R> = R[K] extends { attribute: infer A extends string } ? A : PropOf<R, K>;

/** A text may hold an expression of Terraform's, so it is none of the user's as it stands. */
type PropValue<S> = SettingValue<S> extends infer V ? (string extends V ? TerraformString : V) : never;

/** Props that are handed on as they are. Each is described in its row of settings. */
export type SettingProps<R> = { readonly [K in keyof R as PropOf<R, K>]?: PropValue<R[K]> };

/** What is emitted of settings. */
export type SettingAttributes<R> = { readonly [K in keyof R as AttributeOf<R, K>]?: PropValue<R[K]> };

/** The props among others that are handed on, under their names in Terraform. */
export function settingAttributes<R extends Settings>(settings: R, props: SettingProps<R>): SettingAttributes<R> {
  const given: Readonly<Record<string, unknown>> = props;
  const attributes = Object.entries(settings).flatMap(([key, setting]) => {
    const prop = propName(key, setting);
    const value =
      (Object.hasOwn(given, prop) ? given[prop] : undefined) ?? (setting.emitted ? setting.default : undefined);
    return value === undefined ? [] : [[setting.attribute ?? prop, value] as const];
  });
  return Object.fromEntries(attributes) as SettingAttributes<R>;
}

/** Other props than those that are handed on. */
export function withoutSettings<R extends Settings, P extends SettingProps<R>>(
  settings: R,
  props: P,
): Omit<P, keyof SettingProps<R>> {
  const handedOn = new Set(Object.entries(settings).map(([key, setting]) => propName(key, setting)));
  const others = Object.entries(props).filter(([prop]) => !handedOn.has(prop));
  return Object.fromEntries(others) as Omit<P, keyof SettingProps<R>>;
}

/** The name of the prop that is handed on for a setting. */
export function propName(key: string, setting: Setting): string {
  return setting.prop ?? key;
}
