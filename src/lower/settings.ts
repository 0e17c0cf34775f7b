import type { Settings, SettingValues } from "../aws/settings.js";
import { propName, type SettingProps } from "../constructs/settings.js";
import { literal } from "../constructs/terraform-string.js";

/** The settings among values of the project, as props. A text of the user is no expression. */
export function settingProps<R extends Settings>(settings: R, values: SettingValues<R>): SettingProps<R> {
  const props = Object.entries(settings).flatMap(([key, setting]) => {
    const value: unknown = Object.hasOwn(values, key) ? values[key] : undefined;
    if (value === undefined) return [];
    const isText = setting.form.kind === "text" && typeof value === "string";
    return [[propName(key, setting), isText ? literal(value) : value] as const];
  });
  return Object.fromEntries(props) as SettingProps<R>;
}
