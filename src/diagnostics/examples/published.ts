// Parts of files whose services are published.

/** A service with a host, which comes next. */
export const web =
  "services:\n  web:\n    image: ghcr.io/acme/web:1.4\n    expose: 8080\n    updateStrategy: rolling\n    host: ";
/** So many hosts. */
export const hosts = (count: number) => Array.from({ length: count }, (_, index) => `shop-${index + 1}.example.com`);
/** HTTPS by a certificate that is there. */
export const secure =
  "infra:\n  region: eu-west-1\n  certificateArn: arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef\n";
