import { type JsonObject, objectOf } from "../stack/json.js";
import { shortReference } from "../stack/references.js";
import type { Mark } from "./changes.js";
import type { Bare, Surroundings } from "./marks.js";

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
export function ruleMarks({ type, address }: Bare, { before, after }: Surroundings): readonly Mark[] {
  const [old, now] = [before, after].map((blocks) => {
    const block = blocks.get(address);
    return block === undefined ? undefined : openingOf(objectOf(block.body));
  });
  const way = type.includes("ingress") ? "in from" : "out to";
  if (old !== undefined && now !== undefined && same(old, now)) return [];
  const opens = now !== undefined && !(old !== undefined && covers(old, now));
  const closes = old !== undefined && !(now !== undefined && covers(now, old));
  const marks: Mark[] = [];
  if (opens) {
    const instead = old === undefined ? "" : `, before only ${peerText(old)} on ${portText(old)}`;
    marks.push({ kind: "opens", text: `lets ${way} ${peerText(now)} on ${portText(now)}${instead}.` });
  }
  if (closes && !opens) {
    const left = now === undefined ? "" : `, only ${peerText(now)} on ${portText(now)}`;
    marks.push({ kind: "closes", text: `no longer lets ${way} ${peerText(old)} on ${portText(old)}${left}.` });
  }
  return marks;
}

function openingOf(body: JsonObject): Opening {
  const { cidr_ipv4, cidr_ipv6, prefix_list_id, referenced_security_group_id, ip_protocol, from_port, to_port } = body;
  const peer = cidr_ipv4 ?? cidr_ipv6 ?? prefix_list_id ?? referenced_security_group_id ?? "";
  const all = ip_protocol === "-1" || ip_protocol === -1;
  const from = all || from_port === undefined ? 0 : Number(from_port);
  const to = all || to_port === undefined ? 65535 : Number(to_port);
  return { peer: String(peer), protocol: String(ip_protocol ?? "-1"), from, to };
}

function same(a: Opening, b: Opening): boolean {
  return covers(a, b) && covers(b, a);
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
