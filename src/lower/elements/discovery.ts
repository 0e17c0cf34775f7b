import { type ElementFamily, element } from "./element.js";
import { NAMED_SERVER, PROVIDE_DISCOVERY, SERVER, SHARED, VPC_KEYS } from "./keys.js";

const networked = "a service with a port shares a network with something else, or `infra.provide.discovery` is true";
const found = "`infra.shared` is true, and something is on the network";

const orProvided = (pattern: string) => `${pattern} | ${PROVIDE_DISCOVERY}`;

export const discovery: ElementFamily = {
  section: "Who reaches whom",
  elements: [
    element(
      "aws_security_group.{network}_network",
      "networks/{network}/resource",
      "the security group that tasks on a network carry",
      {
        when: networked,
        made: [
          orProvided(SERVER),
          orProvided("services.{one}"),
          orProvided("services.{one}.networks[{network}]"),
          orProvided("services.{another} | cron.{caller}.image | cron.{dependent}.depends_on"),
          orProvided("services.{another}.networks[{network}] | cron.{caller}.networks[{network}]"),
          `networks.{network}! if ${PROVIDE_DISCOVERY}`,
        ],
        unless: [SHARED],
      },
      ["name", ...VPC_KEYS],
    ),
    element(
      "aws_service_discovery_http_namespace.main",
      "service-connect/resource",
      "the names by which services find each other",
      {
        when: `${networked}, and \`infra.discovery\` is not \`none\``,
        made: [orProvided(NAMED_SERVER), orProvided("services.{one}"), orProvided("services.{another}")],
        unless: ["infra.discovery=none", SHARED],
      },
      ["name"],
    ),
    element(
      "aws_service_discovery_private_dns_namespace.main",
      "private-namespace/resource",
      "the names by which jobs find services",
      { when: "a job names a service in `depends_on`", made: ["cron.*.depends_on[*]"] },
      ["name", ...VPC_KEYS],
    ),
    element(
      "data.aws_security_groups.{network}_network",
      "shared-networks/{network}/groups",
      "the id of the security group that tasks on a network carry, whichever repository they are of",
      {
        when: found,
        made: [
          SHARED,
          "services.{member}! | cron.{caller}.image",
          "services.{listed}.networks[{network}] | cron.{caller}.networks[{network}]",
        ],
      },
      ["name", ...VPC_KEYS],
    ),
    element(
      "data.aws_service_discovery_http_namespace.shared",
      "shared-service-connect/resource",
      "the names by which services of all repositories find each other",
      { when: `${found}, and \`infra.discovery\` is not \`none\``, made: [SHARED], unless: ["infra.discovery=none"] },
      // The group of the first network is looked up before.
      ["name", "services.*!", "services.*.networks", "cron.{caller}.image", "cron.*.networks"],
    ),
  ],
};
