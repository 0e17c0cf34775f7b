import { createHash } from "node:crypto";
import { hides } from "../aws/container.js";
import { findImage } from "../aws/images/index.js";
import type { Located } from "../diagnostics/source.js";
import type { Image, Mount } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import { installScript } from "./install-script.js";

/** What the shell calls the script in its own messages. */
const SCRIPT_NAME = "prepare";

const HASH_LENGTH = 12;

/** What runs before a service, as it is written. */
export interface PreparationReading {
  readonly install: Located<string> | undefined;
  readonly prestart: Located<string> | undefined;
  /** The volume on which the install runs once. */
  readonly volume: string | undefined;
  /** The volumes that it may write to. */
  readonly writable: readonly string[];
}

/**
 * The entry point of the container that runs before a service: `provisioning.install`, then `hooks.prestart`, each in a shell of its own
 * that stops at the first failure. With a volume to write to, the install runs once there (see {@link installScript}); without one it
 * cannot leave anything behind. Undefined when there is nothing to run.
 */
export function resolvePreparation(
  fields: ServiceDocument["fields"],
  image: Image,
  mounts: readonly Mount[],
): readonly string[] | undefined {
  const { install, prestart, volume } = readPreparation(fields, image, mounts);
  return entryPoint(install?.value, prestart?.value, volume);
}

/** Reads `provisioning.install` and `hooks.prestart`. */
export function readPreparation(
  { provisioning, hooks }: ServiceDocument["fields"],
  image: Image | undefined,
  mounts: readonly Mount[],
): PreparationReading {
  const writable = mounts.filter((mount) => !mount.readOnly).map(({ containerPath }) => containerPath);
  return {
    install: commandIn(provisioning?.value.fields.install),
    prestart: commandIn(hooks?.value.fields.prestart),
    volume: writable.find((path) => !holdsDatabase(image, path)),
    writable,
  };
}

/** Whether a database keeps its files there. It may refuse to begin in a directory with a file of someone else's in it. */
function holdsDatabase(image: Image | undefined, path: string): boolean {
  const facts = image?.kind === "reference" ? findImage(image.reference) : undefined;
  return facts?.database === true && facts.dataPaths.some((data) => hides(path, data) || hides(data, path));
}

function entryPoint(
  install: string | undefined,
  prestart: string | undefined,
  volume: string | undefined,
): readonly string[] | undefined {
  if (install !== undefined && volume !== undefined) {
    const after = prestart === undefined ? [] : [prestart];
    return ["/bin/sh", "-c", installScript(), SCRIPT_NAME, volume, hashOf(install), install, ...after];
  }
  if (install !== undefined && prestart !== undefined) {
    return ["/bin/sh", "-ec", '/bin/sh -ec "$1"\nexec /bin/sh -ec "$2"', SCRIPT_NAME, install, prestart];
  }
  const only = install ?? prestart;
  return only === undefined ? undefined : ["/bin/sh", "-ec", only];
}

/** A command or a list of them. */
export type Commands = Located<string | readonly Located<string>[]>;

/** Commands as one text for a shell; undefined when there is none, or one that is empty. */
function commandIn(written: Commands | undefined): Located<string> | undefined {
  if (!written || emptyCommand(written)) return undefined;
  return {
    ...written,
    value: commandsOf(written)
      .map(({ value }) => value.trim())
      .join("\n"),
  };
}

/** What there is nothing to run of: an empty list, or one of the commands. */
export function emptyCommand(written: Commands): Located<unknown> | undefined {
  const commands = commandsOf(written);
  return commands.length === 0 ? written : commands.find(({ value }) => value.trim() === "");
}

function commandsOf(written: Commands): readonly Located<string>[] {
  return typeof written.value === "string" ? [{ ...written, value: written.value }] : written.value;
}

function hashOf(command: string): string {
  return createHash("sha256").update(command, "utf8").digest("hex").slice(0, HASH_LENGTH);
}
