import { schemeOf } from "../aws/images/index.js";
import type { PortScheme, Service } from "../model/project.js";

/** The URL of a port of a service at a host name: with the scheme that the file says, or the one that its image is known for. */
export function portUrl(
  { image }: Pick<Service, "image">,
  { port, scheme }: { readonly port: number; readonly scheme?: PortScheme | undefined },
  host: string,
): string {
  const reference = image.kind === "reference" ? image.reference : undefined;
  return `${scheme ?? schemeOf(reference, port)}://${host}:${port}`;
}
