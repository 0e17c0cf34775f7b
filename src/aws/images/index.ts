export { findImage, type ImageFacts, imageCatalog } from "./find.js";
export { type ServerPort, schemeOf, serverPorts, serverQuestion } from "./ports.js";
export { catalogName, parseImageReference } from "./reference.js";
