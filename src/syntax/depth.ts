/** Collections may nest this deep. The language needs seven levels. */
export const MAX_DEPTH = 100;
