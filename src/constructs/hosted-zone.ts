import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import type { Construct } from "constructs";
import type { Precondition } from "./network.js";
import { Part } from "./part.js";
import { code, evaluated, quotedTemplates, type TerraformCode } from "./terraform-code.js";
import { expression, type TerraformString, template } from "./terraform-string.js";

/** Props of {@link HostedZone}. */
export interface HostedZoneProps {
  /** By what it is found. */
  readonly by: { readonly name: TerraformString } | { readonly id: TerraformString };
  /** Hosts that get records in it. With an id, Terraform stops where one of them is outside of it. @default nothing is looked at */
  readonly hosts?: readonly TerraformString[];
  /** The provider for it and its records, of the account that it is in for instance. @default that of the stack */
  readonly provider?: AwsProvider;
}

/** A public zone of Route 53 made elsewhere, found by its name or its id when Terraform plans. Child: `resource`. */
export class HostedZone extends Part {
  /** The zone. */
  public readonly resource: DataAwsRoute53Zone;
  /** The provider for its records. */
  public readonly provider: AwsProvider | undefined;

  constructor(scope: Construct, id: string, zone: TerraformString | HostedZoneProps) {
    super(scope, id);
    const { by, provider, hosts } = typeof zone === "string" ? { by: { name: zone } } : zone;
    this.provider = provider;
    this.resource = new DataAwsRoute53Zone(this, "resource", {
      ...("id" in by ? found(by.id, hosts) : { name: by.name, privateZone: false }),
      ...(provider && { provider }),
    });
  }

  public get zoneId(): TerraformString {
    return expression(this.resource.zoneId);
  }
}

function found(zoneId: TerraformString, hosts: readonly TerraformString[] = []) {
  const postcondition = [...(hosts.length > 0 ? [holding(hosts)] : []), SEEN_BY_ALL];
  return { zoneId, lifecycle: { postcondition } };
}

/** A record outside of the domain of its zone is one below it: `shop.example.com.example.org`. */
function holding(hosts: readonly TerraformString[]): Precondition {
  const zone: TerraformCode = code`trimsuffix(self.name, ".")`;
  return {
    condition: evaluated(
      code`alltrue([for host in ${quotedTemplates(hosts)} : host == ${zone} || trimsuffix(host, format(".%s", ${zone})) != host])`,
    ),
    errorMessage: template`The hosted zone \${self.id} is that of \${self.name}, and some host is outside of it. Name the zone that holds all hosts.`,
  };
}

/** By its name, only such a one is found. */
const SEEN_BY_ALL: Precondition = {
  condition: evaluated(code`!self.private_zone`),
  errorMessage: template`The hosted zone \${self.id} is private: the internet sees no record in it, nor does ACM. Name a public zone.`,
};
