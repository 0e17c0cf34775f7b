import { imageJobTasks } from "../aws/image-jobs.js";
import { nameScope, stackId } from "../aws/names.js";
import type { SecretStore } from "../aws/secrets.js";
import type { Environment, Project, Secret, Service } from "../model/project.js";
import { shellWord } from "../shell/word.js";
import { inRegion } from "./in-region.js";

/** What has to be in a store before tasks start, or before Terraform plans. */
interface Needed {
  readonly store: SecretStore;
  /** Its name, or its ARN where the file gives that. */
  readonly id: string;
  /** Keys of its JSON; none where the whole of it is the value. */
  readonly keys: readonly string[];
  /** Who reads it, for people: `DB_PASSWORD of api`. */
  readonly readers: readonly string[];
}

/** What ECS takes from a secret with which it logs in to a registry. Source: AmazonECS developer guide, private-auth. */
const LOGIN_KEYS = ["username", "password"] as const;

/**
 * Asks for a value and keeps it in `value`, not to be seen where a terminal shows what is typed. Values are no arguments of a command, as
 * every program of the machine can read those.
 */
const ASK = [
  "trap '[ ! -t 0 ] || stty echo' EXIT",
  "trap 'exit 1' HUP INT TERM",
  "ask() {",
  `  printf '%s: ' "$1" >&2`,
  "  [ ! -t 0 ] || stty -echo",
  "  IFS= read -r value || :",
  "  [ ! -t 0 ] || { stty echo; echo >&2; }",
  `  [ -n "$value" ] || { echo "There is no value for $1." >&2; exit 1; }`,
  "}",
];

/** The value as a text of JSON, with its key before it. */
const ENTRY = [
  "entry() {",
  `  printf '%s: "%s"' "$1" "$(printf '%s' "$value" | sed 's/[\\\\"]/\\\\&/g; s/\t/\\\\t/g')"`,
  "}",
];

/**
 * A shell script that makes the SSM parameters and the secrets of Secrets Manager that the services and jobs of a project read and that are not
 * there yet, environment by environment. It asks for each value. What the file names by ARN is listed and not made: who keeps it is another.
 * Empty when nothing is read.
 */
export function secretsScript({ environments }: Project): string {
  const needed = environments.map((environment) => ({ environment, all: neededIn(environment) }));
  const parts = needed.flatMap(({ environment, all }) => all.flatMap((one) => ["", ...partOf(one, environment)]));
  if (parts.length === 0) return "";
  const made = needed.flatMap(({ all }) => all).filter(({ id }) => !isArn(id));
  return [
    '# Makes what is missing, and asks for each value: sh -c "$(nanokit-tf secrets)"',
    "set -eu",
    ...(made.length > 0 ? ASK : []),
    ...(made.some(({ keys }) => keys.length > 0) ? ENTRY : []),
    ...parts,
    "",
  ].join("\n");
}

/** Each parameter and each secret once, sorted by name. */
function neededIn({ services, cronJobs }: Environment): readonly Needed[] {
  const ofJobs = imageJobTasks(cronJobs).flatMap(({ job, secrets = [] }) =>
    secrets.map(({ name, from }) => ({ from, reader: `${name} of the job ${job}` })),
  );
  const found = new Map<string, { store: SecretStore; id: string; keys: Set<string>; readers: Set<string> }>();
  for (const { from, reader } of [...services.flatMap(containersOf).flatMap(readsOf), ...ofJobs]) {
    // RDS makes that itself.
    if (from.store === "rds") continue;
    const { store, id } = from;
    const one = found.get(`${store} ${id}`) ?? { store, id, keys: new Set<string>(), readers: new Set<string>() };
    found.set(`${store} ${id}`, one);
    one.readers.add(reader);
    if (from.store === "secretsmanager" && from.jsonKey !== undefined) one.keys.add(from.jsonKey);
  }
  return [...found.values()]
    .map(({ keys, readers, ...rest }) => ({ ...rest, keys: [...keys], readers: [...readers].sort() }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

type Container = Pick<Service, "name" | "secrets" | "registry">;

/** The containers of a service that read secrets, each under the name of its service. */
function containersOf(service: Service): readonly Container[] {
  return [service, ...(service.sidecars ?? [])].map((one) => ({ ...one, name: service.name }));
}

function readsOf({ name, secrets = [], registry }: Container): readonly { from: Secret["from"]; reader: string }[] {
  const login =
    registry?.kind === "login"
      ? LOGIN_KEYS.map((jsonKey) => ({
          from: { store: "secretsmanager", id: registry.secret, jsonKey } as const,
          reader: `the login to the registry of ${name}`,
        }))
      : [];
  return [...secrets.map(({ name: variable, from }) => ({ from, reader: `${variable} of ${name}` })), ...login];
}

function partOf(needed: Needed, environment: Environment): readonly string[] {
  const { id, readers } = needed;
  const stack = stackId(environment.project, nameScope(environment));
  const about = `# ${stack}: ${readers.join(", ")}`;
  if (isArn(id)) return [`${about}, which must be there: ${id}`];
  return [about, ...(needed.store === "ssm" ? parameterLines : secretLines)(needed, environment)];
}

function parameterLines({ id }: Needed, { region, secretsKmsKeyArn: key }: Environment): readonly string[] {
  const [where, name] = [inRegion(region), shellWord(id)];
  const encrypted = key === undefined ? "" : ` --key-id ${shellWord(key)}`;
  return [
    `aws ssm get-parameter${where} --name ${name} </dev/null >/dev/null 2>&1 || {`,
    `  ask ${name}`,
    `  printf '%s' "$value" | aws ssm put-parameter${where} --type SecureString${encrypted} --name ${name} --value file:///dev/stdin`,
    "}",
  ];
}

function secretLines({ id, keys }: Needed, { region, secretsKmsKeyArn: key }: Environment): readonly string[] {
  const [where, name] = [inRegion(region), shellWord(id)];
  const encrypted = key === undefined ? "" : ` --kms-key-id ${shellWord(key)}`;
  const make = `aws secretsmanager create-secret${where}${encrypted} --name ${name} --secret-string file:///dev/stdin`;
  const asked = keys.flatMap((one, index) => [
    `  ask ${shellWord(`${id}, ${one}`)}`,
    `  json="${index === 0 ? "" : "$json, "}$(entry ${shellWord(JSON.stringify(one))})"`,
  ]);
  const making =
    keys.length === 0
      ? [`  ask ${name}`, `  printf '%s' "$value" | ${make}`]
      : [...asked, `  printf '{%s}' "$json" | ${make}`];
  return [
    `aws secretsmanager describe-secret${where} --secret-id ${name} </dev/null >/dev/null 2>&1 || {`,
    ...making,
    "}",
  ];
}

function isArn(id: string): boolean {
  return id.startsWith("arn:");
}
