export { findImage, type ImageFacts, imageCatalog } from "./find.js";
export { type ServerPort, schemeOf, serverPorts } from "./ports.js";
export { catalogName, parseImageReference } from "./reference.js";
