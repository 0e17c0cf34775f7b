import type { Edit } from "./edit.js";

/** Services whose image is built. */
export const images: readonly Edit[] = [];
