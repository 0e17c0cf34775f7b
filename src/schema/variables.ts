import { choice, either, map, object, scalar, text, used } from "./schema.js";

/** Variables of a container. */
export const environmentVariables = map("variable", scalar());

/** A reference to a secret. Whatever is none is refused by a rule of its own, which words it better than a wrong type. */
export const secret = either(
  scalar(),
  object("a secret", {
    from: used(choice("vault", "ssm", "secretsmanager"), "the store that the value is read from", {
      doc: "Where the value is kept: `ssm` (Systems Manager Parameter Store), `secretsmanager`, or `vault` for the one in `infra.secrets`.",
      default: "`vault`",
    }),
    name: used(text(), "name of the parameter or secret", {
      doc: "Name of the SSM parameter, or of the secret in Secrets Manager.",
      default:
        "SSM: `/nanokit/<project>/<env>/<service>/<KEY>`; Secrets Manager: `nanokit/<project>/<env>/<service>`, with the key as JSON key. Of a secret for all services without `<service>`",
    }),
    key: used(text(), "JSON key in `valueFrom`", {
      doc: "Secrets Manager: the key of the secret's JSON that holds the value.",
      default: "the whole secret, when it has a `name` or an `arn`",
    }),
    arn: used(text(), "`valueFrom`, and the resource that the execution role may read", {
      doc: "ARN of an SSM parameter or of a secret in Secrets Manager, instead of `from` and `name`: for those of another region or account.",
    }),
  }),
);

/** References to secrets, by the variables that they become. */
export const secrets = map("secret", secret);
