import type { JsonObject } from "../../stack/json.js";
import { shortReference } from "../../stack/references.js";
import { bodies } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** A rule of a security group: who, and on which ports. */
interface Opening {
  /** A range of addresses, a group, or a list of prefixes. */
  readonly peer: string;
  /** `-1` for all. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
}

/** What the rule of a security group lets through now, and what it did. */
export const securityGroupRule: Rule<"securityGroupRule"> = (change, around) => {
  const sides = bodies(change, around);
  const old = sides.old && openingOf(sides.old);
  const now = sides.now && openingOf(sides.now);
  if (old === undefined) return now === undefined ? [] : [{ says: ["new"], values: words(now) }];
  const before = { oldPeer: peerText(old), oldPorts: portText(old) };
  if (now === undefined) return [{ says: ["gone"], values: before }];
  if (!covers(old, now)) return [{ says: ["wider"], values: { ...words(now), ...before } }];
  return covers(now, old) ? [] : [{ says: ["narrower"], values: { ...words(now), ...before } }];
};

function words(opening: Opening): { readonly peer: string; readonly ports: string } {
  return { peer: peerText(opening), ports: portText(opening) };
}

function openingOf(body: JsonObject): Opening {
  const { cidr_ipv4, cidr_ipv6, prefix_list_id, referenced_security_group_id, ip_protocol, from_port, to_port } = body;
  const peer = cidr_ipv4 ?? cidr_ipv6 ?? prefix_list_id ?? referenced_security_group_id ?? "";
  const protocol = String(ip_protocol ?? "-1");
  const all = protocol === "-1";
  const from = all || from_port === undefined ? 0 : Number(from_port);
  const to = all || to_port === undefined ? 65535 : Number(to_port);
  return { peer: String(peer), protocol, from, to };
}

/** Whether one rule lets through all that another does. */
function covers(wide: Opening, narrow: Opening): boolean {
  const protocol = wide.protocol === "-1" || wide.protocol === narrow.protocol;
  return protocol && wide.from <= narrow.from && wide.to >= narrow.to && contains(wide.peer, narrow.peer);
}

function contains(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  const [a, b] = [wide, narrow].map(range);
  return a !== undefined && b !== undefined && a.first <= b.first && a.last >= b.last;
}

/** First and last address of an IPv4 range, as numbers. */
function range(cidr: string): { readonly first: number; readonly last: number } | undefined {
  const found = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr);
  if (found === null) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, bits = 32] = found.slice(1).map(Number);
  const size = 2 ** (32 - bits);
  const first = Math.floor((((a * 256 + b) * 256 + c) * 256 + d) / size) * size;
  return { first, last: first + size - 1 };
}

function peerText({ peer }: Opening): string {
  if (peer === "0.0.0.0/0" || peer === "::/0") return `everywhere (\`${peer}\`)`;
  return `\`${shortReference(peer)}\``;
}

function portText({ protocol, from, to }: Opening): string {
  if (protocol === "-1") return "all ports and protocols";
  return `${protocol} ${from === to ? `port ${from}` : `ports ${from} to ${to}`}`;
}
