/**
 * Constructs for apps of CDKTF: a whole environment of a nanokit.yml as one stack, and each part of it alone. They share cdktf, constructs
 * and `@cdktf/provider-aws` with the app that uses them, so these are peer dependencies.
 *
 * @packageDocumentation
 */
export { nameScope, stackId } from "./aws/names.js";
export * from "./constructs/index.js";
export { type SeparateSettings, separateSettings } from "./lower/separate-settings.js";
export { NanokitStack, type NanokitStackProps } from "./lower/stack.js";
export { type OutputFile, synthesize } from "./lower/synth.js";
