import { PORTS } from "../../aws/ports.js";
import { wordsOf } from "./command.js";
import { allVariables } from "./environment.js";
import type { ComposeProject } from "./project.js";
import { keysOf, type Node } from "./source.js";
import { translateVariables } from "./variables.js";

/** Below this, what stands behind a name and a colon is a port in a URL alone: `redis:8` is an image. */
const FIRST_PLAIN_PORT = 1024;

/** Reads in the variables and the commands of all services whom they call. */
export function callsOf(services: ReadonlyMap<string, Node>, project: ComposeProject): ComposeProject["calls"] {
  const counts = new Map<string, Map<number, number>>();
  for (const [caller, node] of services) {
    for (const text of textsIn(node, project)) {
      for (const [, before = "", host = "", digits] of text.matchAll(
        /(\/\/|@|^|[^\w.-])([A-Za-z][\w.-]*):(\d{2,5})(?!\d)/g,
      )) {
        const port = Number(digits);
        const isUrl = before === "//" || before === "@";
        const isPort = port >= (isUrl ? PORTS.minimum : FIRST_PLAIN_PORT) && port <= PORTS.maximum;
        if (!isPort || host === caller || !services.has(host)) continue;
        const ofHost = counts.get(host) ?? new Map<number, number>();
        counts.set(host, ofHost.set(port, (ofHost.get(port) ?? 0) + 1));
      }
    }
  }
  return new Map([...counts].map(([host, ports]) => [host, byCount(ports)]));
}

function byCount(ports: ReadonlyMap<number, number>): readonly number[] {
  return [...ports].sort(([a, one], [b, other]) => other - one || a - b).map(([port]) => port);
}

function textsIn(node: Node, project: ComposeProject): readonly string[] {
  const keys = keysOf(node);
  const variables = allVariables(keys, project).map(({ value = "" }) => value);
  const words = [keys.get("entrypoint"), keys.get("command")].flatMap((entry) => wordsOf(entry?.value));
  return [...variables, ...words].map((text) => translateVariables(text, project.values).resolved);
}
