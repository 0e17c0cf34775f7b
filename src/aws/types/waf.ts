import { everything, named, on } from "./grant.js";
import { onCreate, onDestroy, onReplace } from "./marks.js";
import type { ResourceRow } from "./row.js";

const balancer = "elasticloadbalancing:loadbalancer/app/{resource_arn>name}/*";
const both = [named("{web_acl_arn}"), named(balancer)];
const onBehalf = "AWS WAF does it in the name of the caller";

/** AWS WAF. The web ACL itself is made elsewhere. */
export const waf = {
  aws_wafv2_web_acl_association: {
    source: "wafv2/web_acl_association.go",
    blocks: "timeouts",
    tagged: false,
    // AWS gives a load balancer another web ACL in one call, but the provider has no such update: it takes the old one off first.
    forceNew: ["resource_arn", "web_acl_arn"],
    unique: [],
    marks: [
      onCreate("closes", "gets a web ACL, which checks each request first and blocks what its rules say."),
      onReplace("weakens", "is replaced: for some seconds no web ACL looks at requests."),
      onDestroy("weakens", "is destroyed: no web ACL looks at requests any more.", "aws_lb"),
    ],
    iam: [
      on("wafv2", both, { create: "AssociateWebACL", read: "GetWebACLForResource" }),
      on("wafv2", named(balancer), { delete: "DisassociateWebACL" }),
      on(
        "elasticloadbalancing",
        named(balancer),
        { create: "CreateWebACLAssociation", read: "GetLoadBalancerWebACL", delete: "DeleteWebACLAssociation" },
        onBehalf,
      ),
      on("elasticloadbalancing", everything, { create: "SetWebAcl", delete: "SetWebAcl" }, onBehalf),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
