import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate/index.js";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation/index.js";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record/index.js";
import type { Construct } from "constructs";
import { addressOf } from "./address.js";
import { forEachOf } from "./for-each.js";
import type { HostedZone } from "./hosted-zone.js";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import { code, evaluated, type TerraformCode } from "./terraform-code.js";
import { expression, type TerraformString } from "./terraform-string.js";

/** Props of {@link ManagedCertificate}. */
export interface ManagedCertificateProps {
  /** Names such as `shop.example.com` or `*.example.com`. The first has at most 64 characters. A change makes a new certificate. */
  readonly domains: readonly [TerraformString, ...TerraformString[]];
  /** The zone that all domains are in, where records prove that they are yours. */
  readonly hostedZone: HostedZone;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * A certificate of ACM that renews itself as long as its records are there. Terraform waits until ACM has issued it: minutes, as a rule.
 * Children: `resource`, `record` (one for each proof), `validation`.
 */
export class ManagedCertificate extends Part {
  /** The certificate. */
  public readonly resource: AcmCertificate;
  readonly #validation: AcmCertificateValidation;

  constructor(scope: Construct, id: string, props: ManagedCertificateProps) {
    super(scope, id);
    const [first, ...others] = props.domains;
    this.resource = new AcmCertificate(this, "resource", {
      domainName: first,
      ...(others.length > 0 && { subjectAlternativeNames: [...others] }),
      validationMethod: "DNS",
      // A listener cannot be without one: the new one takes over before the old one goes.
      lifecycle: { createBeforeDestroy: true },
      ...(props.tags && { tags: { ...props.tags } }),
    });
    const record = this.#proofs(props);
    this.#validation = new AcmCertificateValidation(this, "validation", {
      certificateArn: this.resource.arn,
    });
    this.#validation.addOverride(
      "validation_record_fqdns",
      evaluated(code`[for record in ${addressOf(record)} : record.fqdn]`),
    );
  }

  /** Known once ACM has issued it. */
  public get certificateArn(): TerraformString {
    return expression(this.#validation.certificateArn);
  }

  /**
   * A wildcard is proven by the record of the domain below it, so the two share one. For each, the domain is known when Terraform plans,
   * and what the record holds is not. The record of a domain is the same for every certificate of an account: the next one finds it there.
   */
  #proofs({ domains, hostedZone }: ManagedCertificateProps): Route53Record {
    const names = new Set<string>(domains);
    const proven = domains.filter((domain) => !domain.startsWith("*.") || !names.has(domain.slice(2)));
    const option = (attribute: TerraformCode) =>
      evaluated(
        code`one([for option in ${addressOf(this.resource)}.domain_validation_options : option.${attribute} if option.domain_name == each.key])`,
      );
    const record = new Route53Record(this, "record", {
      ...(hostedZone.provider && { provider: hostedZone.provider }),
      zoneId: hostedZone.zoneId,
      name: option(code`resource_record_name`),
      type: option(code`resource_record_type`),
      records: [option(code`resource_record_value`)],
      ttl: 60,
      allowOverwrite: true,
    });
    record.addOverride("for_each", forEachOf(proven));
    return record;
  }
}
