/** What stands in files of the matrix for web ACLs that are made before. */
export const WEB_ACLS = {
  shop: webAcl("shop", "01234567-89ab-cdef-0123-456789abcdef"),
  strict: webAcl("strict", "12345678-9abc-def0-1234-56789abcdef0"),
} as const;

function webAcl(name: string, id: string): string {
  return `arn:aws:wafv2:us-east-1:123456789012:regional/webacl/${name}/${id}`;
}

/** What stands in files of the matrix for certificates that are made before. */
export const CERTIFICATES = { second: certificate("22222222"), third: certificate("33333333") } as const;

function certificate(first: string): string {
  return `arn:aws:acm:us-east-1:123456789012:certificate/${first}-89ab-cdef-0123-456789abcdef`;
}

/** The bucket of files of the matrix for flow logs, which is made before. */
export const FLOW_LOG_BUCKET = "acme-flow-logs";
