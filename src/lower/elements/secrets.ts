import { type ElementFamily, element } from "./element.js";

const OF_SIDECARS = "services.*.sidecars.*.secrets.* | services.*.sidecars.*.registry";

export const secrets: ElementFamily = {
  section: "Secrets",
  elements: [
    element(
      "data.aws_secretsmanager_secret.main",
      "secrets/by-name",
      "each secret in Secrets Manager that is given by name",
      {
        when: "there is one",
        made: [
          `services.*.secrets.*.from=secretsmanager | services.*.secrets.* | secrets.* | services.{login}.registry | cron.*.secrets.{managed} | ${OF_SIDECARS}`,
        ],
      },
      [
        "name",
        "services.*.secrets",
        "cron.*.secrets",
        "secrets",
        "services.*.registry",
        "services.*.sidecars",
        "infra.secrets",
        "services.{teller}.depends_on",
        "databases.*.url",
      ],
    ),
  ],
};
