/** How many services a file has, and how many of them have a public host. */
export interface Size {
  readonly services: number;
  readonly published: number;
}

/** nanokit.yml files that are made, as they would be too long to commit and to read, by name. */
export const LARGE: Readonly<Record<string, Size>> = {
  "two-hundred-services": { services: 200, published: 80 },
};

/** The text of such a file: services with a volume each, the first ones with a host. */
export function largeFile({ services, published }: Size): string {
  const lines = Array.from({ length: services }, (_, index) => {
    const name = `s${String(index).padStart(3, "0")}`;
    const host = index < published ? `, host: "${name}.example.com", expose: 80` : "";
    return `  ${name}: { image: "nginx:1.29", volumes: ["v${name}:/srv/files"]${host} }`;
  });
  const infra = "infra: { region: us-east-1, discovery: none }";
  return ["name: large", infra, "services:", ...lines, "environments: { stage: {} }", ""].join("\n");
}
