import { code } from "./entry.js";

const CONNECTION =
  "Keep the connection as a secret, and give it to who needs it: `secrets: { DATABASE_URL: { from: vault } }`.";

/** NK533 to NK535, NK537 to NK539, NK566: databases. */
export const databases = {
  NK533: code<{ name: string }>({
    severity: "error",
    title: "Database with the name of a service",
    message: ({ name }) => `\`${name}\` is a database and a service.`,
    help: () => "Give one of them another name.",
    why: "A database in a container is a service of ECS, with the name by which others reach it.",
    fix: "Rename one of them. What is applied already keeps its name: rename the one that is new.",
  }),
  NK534: code<{ database: string; engine: string }>({
    severity: "error",
    title: "Managed database",
    message: ({ database }) => `\`${database}\` cannot be managed by AWS yet: only a database in a container is made.`,
    help: () => `Make it beside this stack, on RDS or ElastiCache, and take it out here. ${CONNECTION}`,
    why: "A container in its place would have the data where the file says that it must not be.",
    fix: "Remove `managed` for a container, or the database, and refer to what was made elsewhere by a secret.",
  }),
  NK535: code<{ database: string; key: string; reason: "plain" | "variable" | "known" }>({
    severity: "error",
    title: "Password of a database in plain text",
    message: ({ database, key, reason }) =>
      reason === "known"
        ? `\`${key}\` of \`${database}\` is the password that everybody knows.`
        : reason === "variable"
          ? `\`${key}\` of \`${database}\` takes its value from a variable, which would be in the generated files.`
          : `\`${key}\` of \`${database}\` is a plain value, which would be in the generated files.`,
    help: ({ key }) =>
      `Write \`${key}: { from: vault }\`, and put the value into the store.${key === "rootPassword" ? " Without the key it is the same. A password for development belongs in `environments.local`." : ""}`,
    ownWords: ["reason", "key"],
    why: "What a file on AWS says is in generated files and in the state. A container reads its password when it starts.",
    fix: "Refer to the secret: `{ from: vault }`, `vault://path`, or `name` or `arn` of a parameter or a secret.",
  }),
  NK537: code<{ database: string; engine: string }>({
    severity: "warning",
    title: "Database that runs elsewhere",
    message: ({ database, engine }) =>
      `Nothing is made for \`${database}\`: ${engine} runs it, and what depends on it is told nothing.`,
    help: () => `Make it there. ${CONNECTION}`,
    why: "Databases of Neon and Turso are made by their own tools, which also make branches of them.",
    fix: "Refer to the connection by a secret. The entry may stay for other environments.",
  }),
  NK538: code<{ database: string; service: string; variable: string; form: string; parameter: string }>({
    severity: "note",
    title: "URL of a database that is not told",
    message: ({ service, variable, database }) =>
      `\`${service}\` gets no \`${variable}\`: it would have the password of \`${database}\` in it, and only a secret can.`,
    help: ({ form, parameter }) =>
      `For that variable add \`url: { from: vault }\`, and put this into ${parameter}: ${form}`,
    why: "Host, port, name, user and password are told one by one. A URL with a password in plain text would be in the generated files.",
    fix: "Nothing needs to be done where the program takes the parts. Otherwise write `url`, a reference to a secret.",
  }),
  NK539: code<{ service: string; database: string; names: boolean }>({
    severity: "warning",
    title: "Database out of reach",
    message: ({ service, database, names }) =>
      names
        ? `\`${service}\` depends on \`${database}\`, and is on no network with it: it cannot reach it, and is told nothing of it.`
        : `\`${service}\` depends on \`${database}\`, and finds nothing by name here: it is told nothing of it.`,
    help: ({ names }) =>
      names ? "Put both on one network." : "Write `infra.discovery: service-connect`, the default.",
    ownWords: ["names"],
    why: "A database is reached by its name, by those who share a network with it.",
    fix: "Share a network, or take the database out of `depends_on`.",
  }),
  NK566: code<{ database: string; secret: string }>({
    severity: "error",
    title: "Two root passwords",
    message: ({ database, secret }) =>
      `\`rootPassword\` of \`${database}\` stands beside \`secrets.${secret}\`, which is the same.`,
    help: () => "Keep one of them.",
    why: "The image takes one of them, and it is not said which is meant.",
    fix: "Remove one.",
  }),
} as const;
