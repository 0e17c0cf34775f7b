export const CRATES: readonly (readonly [name: string, version: string, license: string, copyright: string])[];
