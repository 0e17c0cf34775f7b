import {
  CONTAINER_ENGINES,
  type ContainerEngine,
  DATABASE_ENGINES,
  DATABASE_STOP_TIMEOUT,
  DATABASE_VERSION,
  databaseDirectory,
  databaseImage,
  databasePort,
  type EngineFacts,
} from "../aws/databases.js";
import type { SourceLocation } from "../diagnostics/source.js";
import { KEY } from "../schema/patterns.js";
import { childOf, isNull, type MapEntry, type MapNode, type ScalarNode, type SyntaxNode } from "../syntax/nodes.js";

/** Keys of a database that a service has too, with the same meaning. */
const SHARED_KEYS = ["cpu", "memory", "instances", "networks"] as const;

/**
 * The tree with a service for each database that runs in a container, so that all that holds for services holds for it. What the service says
 * stands where the database says it: what follows from its engine alone, at the engine. A service of the name stays as it is.
 */
export function withDatabases(root: MapNode): MapNode {
  const databases = root.entries.get("databases");
  const services = root.entries.get("services");
  if (databases?.value.kind !== "map" || (services && services.value.kind !== "map")) return root;
  const entries = new Map(services?.value.kind === "map" ? services.value.entries : []);
  for (const entry of databases.value.entries.values()) {
    const service = serviceOf(entry);
    if (service && !entries.has(entry.key)) entries.set(entry.key, { ...entry, value: service });
  }
  if (entries.size === 0) return root;
  const value: MapNode = { ...(services?.value.kind === "map" ? services.value : databases.value), entries };
  return {
    ...root,
    entries: new Map(root.entries).set("services", { ...(services ?? databases), key: "services", value }),
  };
}

/** What can be told of a database's node: what is wrong with it is reported where it is checked for form. */
interface Written {
  readonly node: MapNode;
  readonly engine: ScalarNode;
  readonly facts: EngineFacts;
  /** The tag of its image. */
  readonly version?: ScalarNode;
}

function serviceOf({ key, value: node }: MapEntry): MapNode | undefined {
  const engine = childOf(node, "engine");
  if (!KEY.regex.test(key) || node.kind !== "map" || engine?.kind !== "scalar" || isManaged(node)) return undefined;
  const found = CONTAINER_ENGINES.find((one) => one === engine.text);
  if (!found) return undefined;
  const written = childOf(node, "version");
  const version = written?.kind === "scalar" && DATABASE_VERSION.test(written.text) ? written : undefined;
  const facts = DATABASE_ENGINES[found];
  const database: Written = { node, engine, facts, ...(version && { version }) };
  return mapOf(node, [
    ...SHARED_KEYS.flatMap((name) => node.entries.get(name) ?? []),
    ...partsOf(key, found, database),
  ]);
}

function isManaged(node: MapNode): boolean {
  const managed = childOf(node, "managed");
  return managed?.kind === "scalar" && managed.text === "true";
}

function partsOf(name: string, engine: ContainerEngine, database: Written): readonly MapEntry[] {
  const { engine: at, version, facts } = database;
  const image = databaseImage(engine, version?.text);
  return [
    entryAt(at, "image", textAt(at, image)),
    entryAt(at, "expose", numberAt(at, databasePort(engine).port)),
    entryAt(at, "volumes", listAt(at, [volumeOf(name, image, database)])),
    entryAt(at, "healthCheck", mapOf(at, [entryAt(at, "test", wordsAt(at, facts.test))])),
    ...(facts.entryPoint ? [entryAt(at, "entrypoint", wordsAt(at, facts.entryPoint))] : []),
    entryAt(at, "env", environmentOf(name, database)),
    entryAt(at, "secrets", secretsOf(database)),
    entryAt(at, "aws", settingsOf(database)),
  ];
}

function volumeOf(name: string, image: string, { node, engine }: Written): ScalarNode {
  const written = childOf(node, "volume");
  const volume = written?.kind === "scalar" && KEY.regex.test(written.text) ? written : undefined;
  return textAt(volume ?? engine, `${volume?.text ?? `${name}-data`}:${databaseDirectory(image)}`);
}

/** What is written, and what the image has to be told beside it. */
function environmentOf(name: string, database: Written): SyntaxNode {
  const { engine, facts } = database;
  return extended(database, "env", (written) => {
    const said = (variables: readonly string[]) => variables.some((variable) => written.has(variable));
    const user = facts.user.map((variable) => written.get(variable)?.value).find((value) => value?.kind === "scalar");
    const [userVariable] = facts.user;
    const [databaseVariable] = facts.database;
    return [
      ...(facts.userSaid && userVariable !== undefined && !said(facts.user)
        ? [entryAt(engine, userVariable, textAt(engine, facts.defaultUser))]
        : []),
      ...(databaseVariable !== undefined && !said(facts.database)
        ? [entryAt(engine, databaseVariable, textAt(engine, databaseNamed(name, facts, user)))]
        : []),
    ];
  });
}

/** As the image of postgres has it, a user of the database's own has a database of the same name. */
function databaseNamed(name: string, { image }: EngineFacts, user: SyntaxNode | undefined): string {
  if (image === "postgres" && user?.kind === "scalar") return user.text;
  return name.replaceAll("-", "_");
}

/** The passwords of the administrator and of the user that a variable names, and what else is written. */
function secretsOf(database: Written): SyntaxNode {
  const { node, engine, facts } = database;
  const password = node.entries.get("rootPassword");
  const root = password && !isNull(password.value) ? password : undefined;
  const { rootPassword, userPassword } = facts;
  const ownUser = facts.user.some((variable) => childOf(childOf(node, "env"), variable) !== undefined);
  const byConvention = (key: string) =>
    entryAt(engine, key, mapOf(engine, [entryAt(engine, "from", textAt(engine, "vault"))]));
  return extended(database, "secrets", (written) => {
    const missing = (names: readonly string[]) => !names.some((name) => written.has(name));
    return [
      ...(root ? reference(rootPassword[0], root) : missing(rootPassword) ? [byConvention(rootPassword[0])] : []),
      ...(userPassword && ownUser && missing(userPassword) ? [byConvention(userPassword[0])] : []),
    ];
  });
}

/** A plain password has a finding of its own, and is in nothing that is made. */
function reference(key: string, { keyLocation, value }: MapEntry): readonly MapEntry[] {
  const plain = value.kind === "scalar" && !value.text.startsWith("vault://");
  return plain ? [] : [{ key, keyLocation, value }];
}

function settingsOf(database: Written): SyntaxNode {
  const stop = entryAt(database.engine, "stopTimeout", numberAt(database.engine, DATABASE_STOP_TIMEOUT));
  return extended(database, "aws", (written) => (written.has(stop.key) ? [] : [stop]));
}

/** A map of the database with what it does not say itself. What is no map stays: that is reported where it is checked for form. */
function extended(
  { node, engine }: Written,
  key: string,
  added: (written: MapNode["entries"]) => readonly MapEntry[],
): SyntaxNode {
  const written = childOf(node, key);
  if (written && written.kind !== "map" && !isNull(written)) return written;
  const map = written?.kind === "map" ? written : mapOf(engine, []);
  return mapOf(map, [...map.entries.values(), ...added(map.entries)]);
}

/** Where a node that nobody wrote stands. */
interface At {
  readonly location: SourceLocation;
  readonly origin: SyntaxNode["origin"];
}

function entryAt({ location }: At, key: string, value: SyntaxNode): MapEntry {
  return { key, keyLocation: location, value };
}

function textAt({ location, origin }: At, text: string): ScalarNode {
  return { kind: "scalar", location, origin, value: text, text, variables: "none" };
}

function numberAt({ location, origin }: At, value: number): ScalarNode {
  return { kind: "scalar", location, origin, value, text: String(value), variables: "none" };
}

function listAt({ location, origin }: At, items: readonly SyntaxNode[]): SyntaxNode {
  return { kind: "list", location, origin, items };
}

function wordsAt(at: At, words: string | readonly string[]): SyntaxNode {
  return typeof words === "string"
    ? textAt(at, words)
    : listAt(
        at,
        words.map((word) => textAt(at, word)),
      );
}

function mapOf({ location, origin }: At, entries: readonly MapEntry[]): MapNode {
  return { kind: "map", location, origin, entries: new Map(entries.map((entry) => [entry.key, entry])) };
}
