import { example } from "./example.js";

const file = (tags: string) => `
    infra:
      tags: ${tags}
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `;

const many = (count: number) => `{ ${Array.from({ length: count }, (_, i) => `tag${i + 1}: yes`).join(", ")} }`;

/** NK461 to NK464. */
export const account = {
  NK461: example(file("{ aws:owner: platform }"), file("{ owner: platform }")),
  NK462: example(file('{ owner: "platform; web" }'), file("{ owner: platform/web }")),
  NK463: example(file("{ Owner: platform, owner: platform }"), file("{ Owner: platform }")),
  NK464: example(file(many(47)), file(many(46))),
};
