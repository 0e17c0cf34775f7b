import { code, suggestName, theEnvironments, thereAre } from "./entry.js";

/** NK2: environments, variables, names, secrets. */
export const environments = {
  NK201: code<{ name: string; known: readonly string[]; declared: boolean }>({
    severity: "error",
    title: "Unknown environment",
    message: ({ name, declared }) =>
      declared
        ? `There is no environment \`${name}\`.`
        : `The file has no \`environments\`, so there is no environment \`${name}\`.`,
    help: ({ name, known, declared }) =>
      declared ? thereAre(known) : `Add \`environments: { ${name}: {} }\`, or leave out -e for \`${known[0]}\`.`,
    why: "An environment with a typing mistake would become a second set of infrastructure.",
    fix: "Name an environment of the file, or add it under `environments`.",
  }),
  NK202: code<{ name: string; provider: string }>({
    severity: "error",
    title: "Environment is not on AWS",
    message: ({ name, provider }) => `The environment \`${name}\` runs on \`${provider}\`; only AWS is translated.`,
    help: () => "Ask for another environment, or set `infra.provider: aws` for this one.",
    why: "The Terraform that is written is for AWS only.",
    fix: "Ask for another environment with `-e`, or set `infra.provider: aws`.",
  }),
  NK203: code<{ names: readonly string[] }>({
    severity: "error",
    title: "No environment on AWS",
    message: ({ names }) =>
      names.length === 0
        ? "`environments` is empty, so there is nothing to translate."
        : `None of the environments (${names.join(", ")}) runs on AWS, so there is nothing to translate.`,
    help: () => "Add one with `infra: { provider: aws }`.",
    why: "Without an environment on AWS there is no stack.",
    fix: "Add an environment whose `infra.provider` is `aws` or not set.",
  }),
  NK204: code<{ name: string; means: string }>({
    severity: "error",
    title: "Project name that AWS does not accept",
    message: ({ name, means }) =>
      `${name === "" ? "An empty text" : `\`${name}\``} cannot be the project's name: it must ${means}.`,
    help: ({ name }) => suggestName(name),
    ownWords: ["means"],
    why: "The name is part of the name of everything that is made.",
    fix: "Begin with a letter; use letters, digits, `-` and `_`; at most 63 characters.",
  }),
  NK205: code<{ folder: string }>({
    severity: "error",
    title: "Project without a name",
    message: ({ folder }) => `The file has no \`name\`, and the name of the folder (\`${folder}\`) cannot be used.`,
    help: () => "Add `name:` with a name of letters, digits, - and _.",
    why: "The name is part of the name of everything that is made.",
    fix: "Add `name` at the top of the file.",
  }),
  NK206: code<{ kind: string; name: string; other: string }>({
    severity: "error",
    title: "Names that differ only in letter case",
    message: ({ kind, name, other }) => `The ${kind} \`${other}\` and \`${name}\` differ only in letter case.`,
    help: () => "Rename one of them.",
    why: "IAM roles and security groups ignore case, so both would get the same name and AWS would refuse the second.",
    fix: "Rename one of the two.",
  }),
  NK207: code<{ key: string; reason: "plain" | "variable" }>({
    severity: "error",
    title: "Secret written out",
    message: ({ key, reason }) =>
      reason === "plain"
        ? `The secret \`${key}\` has a plain value, which would be written to the generated files.`
        : `The secret \`${key}\` takes its value from a variable, so it would be written to the generated files.`,
    help: ({ key }) => `Refer to where it is kept: \`${key}: { from: vault }\`.`,
    ownWords: ["reason"],
    why: "Generated files are committed and read by many. A secret that was in them once is no longer secret.",
    fix: "Write a reference, `{ from: vault }` or `vault://...`. If the value was committed, replace it where it is used.",
  }),
  NK208: code<{ environments: readonly string[] }>({
    severity: "error",
    perEnvironment: true,
    title: "No services",
    message: ({ environments }) => `There are no services in ${theEnvironments(environments)}.`,
    help: () => "Add `services:` with at least one service.",
    why: "Applied, an environment without services would destroy what is running.",
    fix: "Add at least one service. To stop everything and keep the data, set `instances: 0`.",
  }),
  NK211: code<{ name: string; secret: boolean }>({
    severity: "error",
    title: "Variable is not set",
    message: ({ name }) => `The variable ${name} is not set.`,
    help: ({ name, secret }) =>
      secret
        ? `By its name it is a secret, so keep its value in AWS, and refer to it: \`secrets: { ${name}: { from: vault } }\`.`
        : `Set it in your shell or in .env, or write a default: \${${name}:-default}.`,
    why: "Otherwise an empty text would reach AWS without anybody noticing.",
    fix: "Set it in the shell that runs nanokit-tf, or in the `.env` file next to nanokit.yml, or write a default: `${NAME:-default}`. A secret belongs under `secrets`, and not in a variable.",
  }),
  NK212: code<{ reference: string }>({
    severity: "error",
    title: "Not a variable",
    message: () => "This is not a reference to a variable.",
    help: () => "Write ${NAME} or ${NAME:-default}; for a plain $ write $$.",
    why: "`${` begins a variable.",
    fix: "Write `${NAME}` or `${NAME:-default}`. For a `$` that means itself write `$$`.",
  }),
  NK213: code<{ reason: string }>({
    severity: "warning",
    accept: "never",
    title: "Line of .env left out",
    message: ({ reason }) => `This line was left out: ${reason}.`,
    help: () => "Write NAME=value.",
    why: "The variable looks as if it is set, but it is not read.",
    fix: "Write `NAME=value`, with quotes around values that hold spaces or `#`.",
  }),
  NK240: code<{ kind: string; name: string; owner: string; other: string }>({
    severity: "error",
    title: "Two environments, one name",
    message: ({ kind, name, owner, other }) => `${owner} and ${other} would both have the ${kind} \`${name}\`.`,
    help: () => "Rename a service or an environment, so that the names in AWS differ.",
    why: "AWS takes such a name only once in an account, a region or a VPC: the second apply fails. nanokit-tf does not know whether the environments have different accounts.",
    fix: "Rename a service or an environment. If each environment has its own account, you can also give each its own file.",
  }),
  NK241: code<{ host: string; zone: string; environment: string; other: string }>({
    severity: "error",
    title: "Two environments, one host",
    message: ({ host, zone, environment, other }) =>
      `\`${environment}\` and \`${other}\` would both make the record of \`${host}\` in the zone \`${zone}\`.`,
    help: () => "Give one of the environments another host.",
    why: "A name leads to one place. A record that exists stops the apply of the second environment, whichever account the zone is in.",
    fix: "Give each environment a host of its own, or take the host away from one of them.",
  }),
} as const;
