import { catalogName, parseImageReference } from "./reference.js";

/** An image that holds its program and no shell, so that nothing else can run in it. */
interface ShellLess {
  /** As the catalogue names repositories; `*` stands for the last part of one. */
  readonly names: readonly string[];
  /** Tags that do have a shell, where there are some, and one of them. */
  readonly except?: { readonly tags: RegExp; readonly example: string };
  /** Where the image says so. */
  readonly source: string;
}

const ALPINE = /alpine/;

const rows: readonly ShellLess[] = [
  {
    names: [
      "otel/opentelemetry-collector",
      "otel/opentelemetry-collector-contrib",
      "ghcr.io/open-telemetry/opentelemetry-collector-releases/*",
    ],
    source:
      "https://github.com/open-telemetry/opentelemetry-collector-releases/blob/HEAD/distributions/otelcol-contrib/Dockerfile",
  },
  {
    names: ["nats"],
    except: { tags: ALPINE, example: "nats:2-alpine" },
    source: "https://github.com/nats-io/nats-docker/blob/HEAD/2.11.x/scratch/Dockerfile",
  },
  {
    names: ["quay.io/oauth2-proxy/oauth2-proxy"],
    except: { tags: ALPINE, example: "a tag that ends with -alpine" },
    source: "https://github.com/oauth2-proxy/oauth2-proxy/blob/HEAD/Dockerfile",
  },
  {
    names: ["gcr.io/distroless/*"],
    source: "https://github.com/GoogleContainerTools/distroless/blob/HEAD/README.md",
  },
];

/** What an image is that is known to have no shell, and where another tag of it has one; undefined for all other images. */
export function imageWithoutShell(reference: string): { readonly name: string; readonly other?: string } | undefined {
  const image = parseImageReference(reference);
  if (image === undefined) return undefined;
  const name = catalogName(image);
  const names = [name, name.replace(/[^/]+$/, "*")];
  const row = rows.find((one) => one.names.some((own) => names.includes(own)));
  if (row === undefined || row.except?.tags.test(image.tag ?? "latest")) return undefined;
  return { name, ...(row.except && { other: row.except.example }) };
}
