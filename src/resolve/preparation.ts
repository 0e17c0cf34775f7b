import { createHash } from "node:crypto";
import { hides } from "../aws/container.js";
import { findImage } from "../aws/images/index.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Located } from "../diagnostics/source.js";
import type { Image, Mount } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { installScript } from "./install-script.js";

/** What the shell calls the script in its own messages. */
const SCRIPT_NAME = "prepare";

const HASH_LENGTH = 12;

/**
 * The entry point of the container that runs before a service: `provisioning.install`, then `hooks.prestart`, each in a shell of its own
 * that stops at the first failure. With a volume to write to, the install runs once there (see {@link installScript}); without one it
 * cannot leave anything behind, and a warning says so. Undefined when there is nothing to run.
 */
export function resolvePreparation(
  entry: Entry<ServiceDocument>,
  image: Image | undefined,
  mounts: readonly Mount[],
  diagnostics: Diagnostics,
): readonly string[] | undefined {
  const { provisioning, hooks } = entry.value.value.fields;
  const service = entry.key.value;
  const writable = mounts.filter((mount) => !mount.readOnly).map(({ containerPath }) => containerPath);
  const volume = writable.find((path) => !holdsDatabase(image, path));
  const install = commandIn(provisioning?.value.fields.install, "install", diagnostics);
  const prestart = commandIn(hooks?.value.fields.prestart, "prestart", diagnostics);
  if (install) {
    diagnostics.report("NK937", install.location, { service, once: volume !== undefined });
    if (writable.length === 0) diagnostics.report("NK377", install.location, { service });
  }
  if (prestart) diagnostics.report("NK937", prestart.location, { service, once: false });
  return entryPoint(install?.value, prestart?.value, volume);
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

/** A command or a list of them, as one text for a shell; undefined when there is none, or after a report. */
function commandIn(
  written: Located<string | readonly Located<string>[]> | undefined,
  key: string,
  diagnostics: Diagnostics,
): Located<string> | undefined {
  if (!written) return undefined;
  const commands = typeof written.value === "string" ? [{ ...written, value: written.value }] : written.value;
  const empty = commands.length === 0 ? written : commands.find(({ value }) => value.trim() === "");
  if (!empty) return { ...written, value: commands.map(({ value }) => value.trim()).join("\n") };
  diagnostics.report("NK373", empty.location, { key });
  return undefined;
}

function hashOf(command: string): string {
  return createHash("sha256").update(command, "utf8").digest("hex").slice(0, HASH_LENGTH);
}
