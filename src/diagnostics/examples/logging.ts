import type { logging as codes } from "../codes/logging.js";
import { type CodeExample, example } from "./example.js";

/** A service with an image, and more lines. */
const file = (...lines: readonly string[]) => `
    services:
      web:
        image: acme/web:1.4
${lines.map((line) => `        ${line}`).join("\n")}
    `;

/** NK579 to NK581. */
export const logging: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK579: example(file("logging: { buffer: lots }"), file("logging: { buffer: 25m }")),
  NK580: example(file("logging: { mode: blocking, buffer: 25m }"), file("logging: { mode: blocking }")),
  NK581: example(file("logging: { retention: 90 }", "aws: { logRetention: 30 }"), file("logging: { retention: 90 }")),
};
