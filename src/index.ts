/**
 * nanokit.yml to a {@link Project}, with all findings on the way. Loads neither cdktf nor the AWS provider: what makes Terraform of a
 * project is `nanokit-tf/constructs`.
 *
 * @packageDocumentation
 */
export { type Beside, type Compilation, type CompileOptions, compile, type ReadBeside } from "./compile.js";
export { type Code, type CodeEntry, codes } from "./diagnostics/codes.js";
export type { Diagnostic } from "./diagnostics/diagnostic.js";
export type { Fix, TextEdit } from "./diagnostics/fix.js";
export type { RelatedLocation } from "./diagnostics/related.js";
export { renderJson } from "./diagnostics/render-json.js";
export { renderText, type TextOptions } from "./diagnostics/render-text.js";
export type { Severity } from "./diagnostics/severity.js";
export { type Position, positionOf, type SourceFile, type SourceLocation } from "./diagnostics/source.js";
export type * from "./model/project.js";
