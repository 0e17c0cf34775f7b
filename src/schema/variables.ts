import { CONTAINER_USER } from "../aws/container.js";
import { OCTAL_MODE, SECRET_ADDRESS } from "./patterns.js";
import { choice, either, map, object, scalar, text, used } from "./schema.js";

/** Variables of a container. */
export const environmentVariables = map("variable", scalar());

const referenceFields = {
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
};

/** A reference to a secret. Whatever is none is refused by a rule of its own, which words it better than a wrong type. */
export const secret = either(
  scalar(SECRET_ADDRESS),
  object("a secret", referenceFields, { foreign: { file: "`secrets` of a service" } }),
);

/** References to secrets, by the variables that they become. */
export const secrets = map("secret", secret);

const becomes = "a word of the container that writes the files";

/** References to secrets of a service, a sidecar or a job, each of which becomes a variable or a file. */
export const containerSecrets = map(
  "secret",
  either(
    scalar(SECRET_ADDRESS),
    object(
      "a secret of a container",
      {
        ...referenceFields,
        file: used(
          text({ regex: /^\/[^*?[\]]*$/, means: "the absolute path of one file (/run/secrets/db_password)" }),
          "a word and a secret of the container that writes the files, and a task volume for its folder",
          {
            doc: "Where the value is a file in the container, before the program begins. It is in no variable of the program then.",
            examples: ["/run/secrets/db_password"],
            default: "it is a variable",
          },
        ),
        mode: used(text(OCTAL_MODE), becomes, {
          doc: "With `file`: its mode.",
          examples: ["0440"],
          default: "0400, or 0444 where nothing tells as whom the program runs",
        }),
        owner: used(text(CONTAINER_USER), becomes, {
          doc: "With `file`: its owner, by name or number, with its group after a colon.",
          examples: ["1000:1000"],
          default: "the user that the program runs as, where `user`, a volume or the image tells; `0:0` otherwise",
        }),
      },
      { foreign: { target: "file", path: "file", user: "owner", uid: "owner", permissions: "mode" } },
    ),
  ),
);
