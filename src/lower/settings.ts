import type { Settings, SettingValues } from "../aws/settings.js";
import { propName, type SettingProps } from "../constructs/settings.js";

/** The settings among values of the project, as props. */
export function settingProps<R extends Settings>(settings: R, values: SettingValues<R>): SettingProps<R> {
  const props = Object.entries(settings).flatMap(([key, setting]) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    return value === undefined ? [] : [[propName(key, setting), value] as const];
  });
  return Object.fromEntries(props) as SettingProps<R>;
}
