/** The origin of an emulator, or why an address is not one that we would send requests to. */
export type Endpoint =
  | { readonly ok: true; readonly origin: string }
  | { readonly ok: false; readonly problem: string };

/**
 * Accepts an address on loopback only, so that no run of the harness can ever reach an AWS account. The parsed origin is
 * what is used from here on: other programs read odd spellings of an address in other ways.
 */
export function loopbackEndpoint(address: string): Endpoint {
  if (!URL.canParse(address)) return { ok: false, problem: `${address} is not a URL` };
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") return { ok: false, problem: `${address} is not http(s)` };
  if (!isLoopback(url.hostname)) return { ok: false, problem: `${url.hostname} is not on loopback` };
  return { ok: true, origin: url.origin };
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
