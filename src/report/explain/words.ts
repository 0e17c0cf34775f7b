import type { Step } from "../../model/provenance.js";

/** An address as Terraform prints it, without its index. */
export interface AddressWord {
  readonly kind: "address";
  readonly address: string;
  /** The key of `for_each`, where one was given. */
  readonly index?: string;
}

/** A path within nanokit.yml. */
export interface PathWord {
  readonly kind: "path";
  readonly path: readonly Step[];
}

/** What is neither. */
export interface NoWord {
  readonly kind: "none";
  readonly message: string;
}

/** The first parts of addresses that are no type of a resource. */
const ADDRESS_KINDS = new Set(["data", "local", "var", "output"]);

/** A key, the place of an item, or a key in quotes. */
const STEP = /(?:^|\.)([^.[\]"'\s]+)|\[(\d+)\]|\[\\?"((?:[^"\\])*)\\?"\]|\['([^']*)'\]/y;

/** What a root puts in front of the addresses of a stack that it calls as a module. */
const CALLS = /^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)+/;

/**
 * What `explain` was asked for. An address may have an index in any form that survives a shell: `main["eu-west-1a"]`, `main[\"eu-west-1a\"]`,
 * `main[eu-west-1a]`.
 */
export function readWord(word: string): AddressWord | PathWord | NoWord {
  const text = word.trim().replace(CALLS, "");
  const [first = "", second] = text.split(/[.[]/);
  if (first === "module") return none(`\`${text}\` is a call of a module: write the address of something in it.`);
  const isAddress = ADDRESS_KINDS.has(first) || /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(first);
  if (isAddress) {
    if (!second) return none(`\`${text}\` is no whole address: write \`${first}.<name>\`, as Terraform prints it.`);
    return addressIn(text);
  }
  const path = stepsOf(text);
  return path
    ? { kind: "path", path }
    : none(`\`${text}\` is no path: write keys with dots between, \`services.web.volumes[0]\`.`);
}

function addressIn(text: string): AddressWord | NoWord {
  const [, address = "", index] = /^([^[\]\s]+)(?:\[\\?["']?(.*?)\\?["']?\])?$/.exec(text) ?? [];
  const parts = address.split(".");
  const expected = parts[0] === "data" ? 3 : 2;
  if (parts.length !== expected || parts.includes("")) {
    const form =
      expected === 3 ? "data.<type>.<name>" : `${ADDRESS_KINDS.has(parts[0] ?? "") ? parts[0] : "<type>"}.<name>`;
    return none(`\`${text}\` is no address: write \`${form}\`, with \`["<key>"]\` behind it where there are several.`);
  }
  return { kind: "address", address, ...(index !== undefined && { index }) };
}

function stepsOf(text: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text);
    if (!match) return undefined;
    const [, plain, place, double, single] = match;
    steps.push(place === undefined ? (plain ?? double ?? single ?? "") : Number(place));
  }
  return steps.length === 0 ? undefined : steps;
}

function none(message: string): NoWord {
  return { kind: "none", message };
}
