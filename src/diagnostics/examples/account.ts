import { example } from "./example.js";

const file = (tags: string) => `
    infra:
      tags: ${tags}
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `;

/** So many tags, eight on a line. */
function many(count: number): string {
  const tags = Array.from({ length: count }, (_, index) => `tag${index + 1}: yes`);
  const lines = Array.from({ length: Math.ceil(count / 8) }, (_, line) =>
    tags.slice(8 * line, 8 * line + 8).join(", "),
  );
  return `{\n        ${lines.join(",\n        ")}\n      }`;
}

const ofComponent = (infra: string) => `
    component: web${infra}
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `;

const environments = (production: string) => `
    environments:
      production: ${production}
      stage: {}
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `;

/** NK461 to NK465. */
export const account = {
  NK461: example(file("{ aws:owner: platform }"), file("{ owner: platform }")),
  NK462: example(file('{ owner: "platform; web" }'), file("{ owner: platform/web }")),
  NK463: example(file("{ Owner: platform, owner: platform }"), file("{ Owner: platform }")),
  NK464: example(file(many(47)), file(many(46))),
  NK465: example(environments("{}"), environments("{ infra: { cidr: 10.1.0.0/16 } }")),
  NK478: example(ofComponent(""), ofComponent("\n    infra: { cidr: 10.1.0.0/16 }")),
};
