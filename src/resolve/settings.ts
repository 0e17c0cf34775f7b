import type { CompleteSettings, Settings, SettingValue, SettingValues } from "../aws/settings.js";
import type { Located } from "../diagnostics/source.js";

type Written<R> = { readonly [K in keyof R]?: Located<SettingValue<R[K]>> };

/** The values of settings that are written. */
export function writtenSettings<R extends Settings>(settings: R, fields: Written<R>): SettingValues<R> {
  const values = Object.keys(settings).flatMap((key) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    return field ? [[key, field.value] as const] : [];
  });
  return Object.fromEntries(values) as SettingValues<R>;
}

/** The values of settings, with the defaults that are emitted where nothing is written. */
export function completeSettings<R extends Settings>(settings: R, fields: Written<R>): CompleteSettings<R> {
  const defaults = Object.entries(settings).filter(([, { emitted }]) => emitted);
  return {
    ...Object.fromEntries(defaults.map(([key, setting]) => [key, setting.default])),
    ...writtenSettings(settings, fields),
  } as CompleteSettings<R>;
}
