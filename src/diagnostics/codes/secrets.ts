import { code } from "./entry.js";

/** How a store is called in a sentence. */
const STORE_NAMES = { ssm: "an SSM parameter", secretsmanager: "a secret in Secrets Manager" } as const;

type Store = keyof typeof STORE_NAMES;

const CARRIED = {
  url: "a URL with a password",
  key: "a private key",
  token: "an access token",
  password: "a password",
} as const;

/** What a value holds that is a secret by its form. */
type Carried = Exclude<keyof typeof CARRIED, "password">;

/** NK22 and NK23: references to secrets, and what looks like a secret elsewhere. No message repeats a secret. */
export const secrets = {
  NK220: code<{ key: string; store: Store; problem: string }>({
    severity: "error",
    title: "Not a name of a secret",
    message: ({ key, store, problem }) =>
      `\`${key}\` refers to a name that ${STORE_NAMES[store]} cannot have: it ${problem}.`,
    help: ({ store }) =>
      store === "ssm"
        ? "Write a name such as `/shop/stage/token`. Variables are not replaced under `secrets`."
        : "Write a name such as `shop/stage/web`. Variables are not replaced under `secrets`.",
    ownWords: ["store"],
    why: "AWS would find nothing under this name, and the task could not start.",
    fix: "Write the name as the store has it. SSM takes letters, digits and `_.-/`, Secrets Manager also `+=@`. A `#` before the JSON key is for `vault://` only.",
  }),
  NK221: code<{ key: string; problem: string }>({
    severity: "error",
    title: "Not the ARN of a secret",
    message: ({ key, problem }) => `The ARN of \`${key}\` ${problem}.`,
    help: () =>
      "Copy it from the console: `arn:aws:ssm:...:parameter/...`, or `arn:aws:secretsmanager:...:secret:...`.",
    why: "ECS reads secrets from these two stores only, and from Secrets Manager by the full ARN.",
    fix: "Copy the full ARN: that of an SSM parameter, or that of a secret in Secrets Manager with the six characters at its end. A JSON key goes into `key`.",
  }),
  NK222: code<{ key: string }>({
    severity: "error",
    title: "JSON key of an SSM parameter",
    message: ({ key }) =>
      `\`${key}\` names a JSON key, and ECS takes an SSM parameter as a whole: only Secrets Manager has keys.`,
    help: () =>
      "Remove the JSON key, or keep the secret in Secrets Manager: `{ from: secretsmanager, name: ..., key: ... }`.",
    why: "ECS hands the container a parameter's whole value.",
    fix: "Keep one value per parameter, or use Secrets Manager.",
  }),
  NK223: code<{ key: string; problem: string }>({
    severity: "error",
    title: "Not a JSON key",
    message: ({ key, problem }) => `ECS cannot read the JSON key that \`${key}\` names: it ${problem}.`,
    why: "ECS reads `<arn>:<key>:<stage>:<version>`, so a colon would end the key.",
    fix: "Give the value another key within the secret's JSON.",
  }),
  NK224: code<{ key: string; other: "from" | "name" }>({
    severity: "error",
    title: "Two references for one secret",
    message: ({ key, other }) =>
      `\`${key}\` has both \`arn\` and \`${other}\`; an ARN says the store and the name already.`,
    help: ({ other }) => `Remove one of them, \`${other}\` for instance.`,
    ownWords: ["other"],
    why: "It is not clear which of the two is meant.",
    fix: "Keep `arn` alone, perhaps with `key`, or `from` and `name`.",
  }),
  NK225: code<{ name: string; owner: string }>({
    severity: "error",
    title: "Variable and secret of one name",
    message: ({ name, owner }) => `\`${name}\` of \`${owner}\` is both under \`env\` and under \`secrets\`.`,
    help: ({ name }) =>
      `Keep the secret. Where only an environment has the secret, remove the variable there: \`env: { ${name}: null }\`.`,
    why: "A container has one variable of a name, and ECS refuses a task definition that gives it twice.",
    fix: "Remove one of the two; under `environments`, `null` removes a key.",
  }),
  NK226: code<{ key: string; store: Store; problem: string }>({
    severity: "error",
    title: "Secret whose name does not fit the convention",
    message: ({ key, store, problem }) =>
      `\`${key}\` cannot be part of the name of ${STORE_NAMES[store]}: the name ${problem}.`,
    help: () => "Give the secret a `name` of its own.",
    ownWords: ["store"],
    why: "Without a `name`, the secret's key is part of the name under which it is kept.",
    fix: "Give the secret a `name`.",
  }),
  NK227: code<{ name: string }>({
    severity: "warning",
    accept: "place",
    title: "Variable that looks like a secret",
    message: ({ name }) =>
      `By its name, \`${name}\` is a secret, and under \`env\` its value is written to the generated files.`,
    help: ({ name }) => `Keep the value in AWS, and refer to it: \`secrets: { ${name}: { from: vault } }\`.`,
    why: "Generated files are committed and read by many, and a value from a variable or from `.env` is written to them too.",
    fix: "Move it to `secrets`. If the value is no secret, nothing needs to be done; another name avoids the warning.",
  }),
  NK228: code<{ name: string; carries: Carried }>({
    severity: "warning",
    accept: "never",
    title: "Variable that carries a secret",
    message: ({ name, carries }) =>
      `\`${name}\` holds ${CARRIED[carries]}, and under \`env\` it is written to the generated files.`,
    help: ({ name }) => `Keep the whole value in AWS, and refer to it: \`secrets: { ${name}: { from: vault } }\`.`,
    ownWords: ["carries"],
    why: "Generated files are committed and read by many. A password within a longer text is as readable as one alone.",
    fix: "Move the whole value to `secrets`.",
  }),
  NK229: code<{ service: string; secrets: number; characters: number; limit: number }>({
    severity: "error",
    title: "More secrets than a role can name",
    message: ({ service, secrets, characters, limit }) =>
      `\`${service}\` has too many secrets: the role that reads them names each one. With ${secrets} of them its policy has ${characters} characters, and IAM allows ${limit}.`,
    help: () => "Keep several values in one secret of Secrets Manager: `infra.secrets: secretsmanager`.",
    ownWords: ["limit"],
    why: "IAM limits the policies of a role, and a pattern instead of the names would allow more than the file says.",
    fix: "Keep the values of a service in one secret of Secrets Manager, each under a key of its JSON, or split the project.",
  }),
  NK231: code<{ variable: string; byName: boolean; command: boolean }>({
    severity: "error",
    title: "Secret variable in a value",
    message: ({ variable, byName }) =>
      byName
        ? `By its name, the variable \`${variable}\` is a secret, and here its value would be written to the generated files.`
        : `The value of the variable \`${variable}\` is or becomes a secret here, and it would be written to the generated files.`,
    help: ({ variable, command }) =>
      command
        ? `Write \`$$\{${variable}}\`, which the shell in the container replaces, and keep the value in AWS: \`secrets: { ${variable}: { from: vault } }\`.`
        : "Remove the variable here. If its value is no secret, give the variable another name.",
    why: "nanokit.yml shows only the name of a variable, but the generated files show its value, and they are committed and read by many.",
    fix: "In a command write `$${NAME}` and add `NAME` to `secrets`: the value is then read in AWS when a task starts. A health check that is a list begins with `CMD-SHELL` for that, and a cron job has the secrets of its `service`. If the value is no secret, give the variable another name.",
  }),
  NK232: code<{ name: string; variable: string }>({
    severity: "warning",
    accept: "place",
    title: "Variable that takes its value from a secret one",
    message: ({ name, variable }) =>
      `\`${name}\` takes its value from \`${variable}\`, which is a secret, and under \`env\` it is written to the generated files.`,
    help: ({ name }) => `Keep the value in AWS, and refer to it: \`secrets: { ${name}: { from: vault } }\`.`,
    why: "Generated files are committed and read by many, and a value from a variable or from `.env` is written to them too.",
    fix: "Move it to `secrets`. If the value is no secret, give the variable another name.",
  }),
  NK233: code<{ carries: Carried | "password"; command: boolean }>({
    severity: "warning",
    accept: "never",
    title: "Secret written out in a value",
    message: ({ carries, command }) =>
      `This ${command ? "command" : "value"} holds ${CARRIED[carries]}, which everyone can read who has the file.`,
    help: ({ command }) =>
      command
        ? "Add the value to `secrets`, and let the command read it: for a secret `NAME` write `$${NAME}`."
        : "Write it without the secret. What a program needs when it runs belongs under `secrets`.",
    ownWords: ["carries"],
    why: "The file is committed and read by many. A password within a longer text is as readable as one alone.",
    fix: "Move the value to `secrets`, and write `$${NAME}` in its place in a command. If the value was committed, replace it where it is used.",
  }),
  NK234: code<{ name: string }>({
    severity: "warning",
    accept: "place",
    title: "Build argument that looks like a secret",
    message: ({ name }) =>
      `The build argument \`${name}\` looks like a secret, and everyone who has the image can read its arguments.`,
    help: () => "Give it to the build as a secret: `RUN --mount=type=secret,id=...` in the Dockerfile.",
    why: "Docker keeps the arguments of a build in the history of the image, in plain text.",
    fix: "Use a secret mount of the Dockerfile (`docker build --secret`). If the value is no secret, give the argument another name.",
  }),
  NK930: code<{ service: string; store: Store; example: string }>({
    severity: "note",
    title: "Secrets by convention",
    message: ({ service, store }) =>
      store === "ssm"
        ? `\`${service}\` reads secrets from SSM parameters named after project, environment, service and key, which must exist before its tasks start.`
        : `\`${service}\` reads secrets from the secret in Secrets Manager that is named after project, environment and service, which must exist before Terraform plans.`,
    help: ({ store, example }) =>
      store === "ssm"
        ? `Create each of them, \`${example}\` for instance: \`nanokit-tf secrets\` prints the commands.`
        : `Create \`${example}\`, a JSON object with a key for each: \`nanokit-tf secrets\` prints the commands.`,
    ownWords: ["store"],
    why: "The stack refers to secrets and never makes one: its value would be in Terraform's state.",
    fix: "Put the values into the store before you apply. Give a `name` or an `arn` for a secret that is kept elsewhere.",
  }),
} as const;
