import { type ElementFamily, element } from "./element.js";
import { SERVER, VPC_KEYS } from "./keys.js";

const networked = "a service with a port shares a network with something else";

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
          SERVER,
          "services.{one}",
          "services.{one}.networks[{network}]",
          "services.{another} | cron.{caller}.image",
          "services.{another}.networks[{network}]",
        ],
      },
      ["name", ...VPC_KEYS],
    ),
    element(
      "aws_service_discovery_http_namespace.main",
      "service-connect/resource",
      "the names by which services find each other",
      {
        when: `${networked}, and \`infra.discovery\` is not \`none\``,
        made: [SERVER, "services.{one}", "services.{another}"],
        unless: ["infra.discovery=none"],
      },
      ["name"],
    ),
  ],
};
