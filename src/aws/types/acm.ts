import { CERTIFICATE } from "../load-balancer.js";
import { on, owned } from "./grant.js";
import type { ResourceRow } from "./row.js";

/** Certificates. */
export const acm = {
  aws_acm_certificate: {
    source: "acm/certificate.go",
    blocks: "options validation_option",
    tagged: true,
    forceNew: [
      "certificate_authority_arn",
      "domain_name",
      "key_algorithm",
      "subject_alternative_names",
      "validation_method",
      "validation_option",
    ],
    unique: [],
    refused: [
      {
        call: "acm:DeleteCertificate",
        usedBy: ["aws_lb_listener"],
        error: "ResourceInUseException",
        source: "botocore acm, DeleteCertificate",
      },
    ],
    quotas: {
      domains: {
        max: CERTIFICATE.domains,
        of: "domains of a certificate",
        raised: true,
        source: "AWS Certificate Manager user guide, acm-limits",
      },
    },
    iam: [
      on("acm", { tags: "request" }, { create: "RequestCertificate" }),
      on(
        "acm",
        { arn: "acm:certificate/*", tags: "unclaimed" },
        { create: "AddTagsToCertificate" },
        "tags are given as it is made; never to one that belongs to another project",
      ),
      on("acm", owned("acm:certificate/*"), {
        read: "DescribeCertificate ListTagsForCertificate",
        update: "AddTagsToCertificate RemoveTagsFromCertificate",
        delete: "DeleteCertificate",
      }),
    ],
  },
  aws_acm_certificate_validation: {
    source: "acm/certificate_validation.go",
    blocks: "timeouts",
    tagged: false,
    forceNew: ["certificate_arn", "validation_record_fqdns"],
    unique: [],
    iam: [on("acm", owned("acm:certificate/*"), { create: "DescribeCertificate", read: "DescribeCertificate" })],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
