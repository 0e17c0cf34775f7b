export { SYSTEM_PATHS, type SystemPath, systemPathAt } from "../container.js";
export { findImage, type ImageFacts, imageCatalog } from "./find.js";
export { type ServerPort, schemeOf, serverPorts } from "./ports.js";
export { POSTGRES_17_DATA, POSTGRES_18_DATA, postgresMajor } from "./postgres.js";
export {
  catalogName,
  type EcrRepository,
  ecrRepository,
  IMAGE_REFERENCE_MAX,
  type ImageReference,
  parseImageReference,
} from "./reference.js";
export type { ImageRow, ImageStart, ImageVariant } from "./row.js";
