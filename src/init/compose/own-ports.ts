import { parseImageReference, serverPorts } from "../../aws/images/index.js";
import { PORTS } from "../../aws/ports.js";
import { builtFrom } from "./build.js";
import { wordsOf } from "./command.js";
import { allVariables } from "./environment.js";
import type { ComposeProject } from "./project.js";
import { keysOf, type SourceEntry } from "./source.js";
import { translateVariables } from "./variables.js";

/** Variables that servers are told their port by. */
const PORT_VARIABLE = /^(?:(?:SERVER|HTTP|LISTEN)_)?PORT$/;

/** The port in a check of one's own health. */
const CHECKED = /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\]):(\d{2,5})(?!\d)/g;

/** The port in a command line: `--port 8000`, `0.0.0.0:8000`. */
const COMMANDED = /(?:--port[= ]|(?:0\.0\.0\.0|\[::\]):)(\d{2,5})(?!\d)/g;

/** Where PHP's process manager listens. Source: github.com/docker-library/php, 8.3/alpine3.20/fpm/Dockerfile, EXPOSE. */
const FPM_PORT = 9000;

/**
 * The ports that a service itself tells of where nobody else does: in the check of its health, in its variables and its command, or by what its image is
 * made from.
 */
export function portsToldOf(
  entries: ReadonlyMap<string, SourceEntry>,
  image: string | undefined,
  project: ComposeProject,
): readonly number[] {
  const linesOf = (entry: SourceEntry | undefined) =>
    translateVariables(wordsOf(entry?.value).join(" "), project.values).resolved;
  const inLine = (line: string, pattern: RegExp) => [...line.matchAll(pattern)].map(([, digits]) => Number(digits));
  const variables = allVariables(entries, project).filter(({ name }) => PORT_VARIABLE.test(name));
  const commands = [entries.get("entrypoint"), entries.get("command")].map(linesOf).join(" ");
  const bases = [image, builtFrom(entries, project)].filter((one) => one !== undefined);
  const told = [
    ...inLine(linesOf(keysOf(entries.get("healthcheck")?.value).get("test")), CHECKED),
    ...variables.map(({ value = "" }) => Number(translateVariables(value, project.values).resolved)),
    ...inLine(commands, COMMANDED),
    ...bases.flatMap((base) => [...serverPorts(base).map(({ port }) => port), ...(isFpm(base) ? [FPM_PORT] : [])]),
  ];
  return [...new Set(told)].filter((port) => Number.isInteger(port) && port >= PORTS.minimum && port <= PORTS.maximum);
}

function isFpm(image: string): boolean {
  const { repository = "", tag = "" } = parseImageReference(image) ?? {};
  return /(?:^|[-_/])(?:php-?)?fpm(?:$|[-_])/.test(repository) || /(?:^|[-_])fpm(?:$|[-_])/.test(tag);
}
