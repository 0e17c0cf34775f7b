import {
  ADDED_CAPABILITY,
  ALL_CAPABILITIES,
  capabilityName,
  DEFAULT_CAPABILITIES,
  isCapability,
} from "../../aws/capabilities.js";
import { CONTAINER_USER } from "../../aws/container.js";
import { NOFILE_MAX, ULIMITS } from "../../aws/linux-limits.js";
import { readTmpfs } from "../../resolve/process.js";
import type { ComposeProject } from "./project.js";
import { itemsOf, keysOf, type Node, type SourceEntry, textOf } from "./source.js";
import { switchIn } from "./switches.js";
import { Builder, inline, scalar, texts, unquoted } from "./target.js";
import { translateVariables } from "./variables.js";
import { valueText } from "./yaml-text.js";

/** Keys of a compose service that say how its program runs. */
export const PROCESS_KEYS = [
  ...(["user", "init", "read_only", "tmpfs", "ulimits", "sysctls"] as const),
  ...(["cap_add", "cap_drop"] as const),
] as const;

type ProcessKey = (typeof PROCESS_KEYS)[number];

/** MiB from which on a directory in memory asks for a task with more of it than most have. */
const LARGE_TMPFS_MIB = 256;

/** One of the keys of a service that say how its program runs, as keys of the language; `entries` are all of the service. */
export function translateProcess(
  service: string,
  entry: SourceEntry,
  entries: ReadonlyMap<string, SourceEntry>,
  project: ComposeProject,
): Builder {
  const builder = new Builder();
  const translation = new ProcessTranslation(service, project, builder);
  translation.translate(entry.key as ProcessKey, entry.value, entries);
  return builder;
}

class ProcessTranslation {
  readonly #service: string;
  readonly #project: ComposeProject;
  readonly #builder: Builder;

  constructor(service: string, project: ComposeProject, builder: Builder) {
    this.#service = service;
    this.#project = project;
    this.#builder = builder;
  }

  translate(key: ProcessKey, value: Node, entries: ReadonlyMap<string, SourceEntry>): void {
    const run: Readonly<Record<ProcessKey, (value: Node) => void>> = {
      user: (user) => this.#user(user),
      init: (init) => this.#switch("init", init),
      read_only: (readOnly) => this.#switch("readOnly", readOnly),
      tmpfs: (tmpfs) => this.#tmpfs(tmpfs),
      ulimits: (ulimits) => this.#ulimits(ulimits),
      sysctls: (sysctls) => this.#sysctls(sysctls),
      cap_add: (added) => this.#added(this.#capabilities(added)),
      cap_drop: (dropped) =>
        this.#dropped(this.#capabilities(dropped), this.#capabilities(entries.get("cap_add")?.value)),
    };
    run[key](value);
  }

  #user(value: Node): void {
    const { text, resolved } = this.#text(value);
    if (CONTAINER_USER.regex.test(resolved)) this.#builder.add("user", scalar(text));
    else if (resolved !== "") this.#leaveOut(`user ${resolved}`, "ECS takes a user and a group, by name or number");
  }

  #switch(key: string, value: Node): void {
    if (switchIn(value, this.#project.values) === true) this.#builder.add(key, scalar(true));
  }

  #tmpfs(value: Node): void {
    const list = new Builder();
    let beside = {};
    for (const node of value.kind === "list" ? itemsOf(value).map((item) => item.value) : [value]) {
      const { text, resolved } = this.#text(node);
      const reading = readTmpfs(resolved);
      if ("problem" in reading) {
        this.#leaveOut(`tmpfs ${resolved}`, `ECS takes no \`${reading.problem}\``);
      } else if (reading.mib > LARGE_TMPFS_MIB) {
        this.#leaveOut(`tmpfs ${resolved}`, "it is part of the task's memory: write it with more `memory`");
      } else {
        if (!resolved.includes("size=")) {
          const why = `it has ${reading.mib} MiB here, unless a \`size\` is written`;
          const words = `${reading.mib} MiB where no size is written`;
          beside = { beside: this.#project.findings.besides(this.#service, `tmpfs ${resolved}`, why, words) };
        }
        list.item(scalar(text));
      }
    }
    if (!list.empty) this.#builder.add("tmpfs", { ...list.list(), flow: true }, { before: [], ...beside });
  }

  #ulimits(value: Node): void {
    const limits = new Builder();
    for (const { key, value: limit } of keysOf(value).values()) {
      const parts = [...keysOf(limit).entries()].map(([name, one]) => [name, this.#number(one.value)] as const);
      const values = parts.length > 0 ? parts.map(([, number]) => number) : [this.#number(limit)];
      const known = ULIMITS.some((name) => name === key);
      if (!known || values.some((number) => number === undefined)) {
        this.#leaveOut(`ulimit ${key}`, "ECS takes no such limit");
      } else if (key === "nofile" && values.some((number = 0) => number < 0 || number > NOFILE_MAX)) {
        this.#leaveOut(`ulimit ${key}`, `Fargate takes ${NOFILE_MAX} at most`);
      } else {
        const [only = 0] = values;
        const both = Object.fromEntries(parts.map(([name, number = 0]) => [name, number]));
        limits.add(key, parts.length > 0 ? inline(both) : scalar(only));
      }
    }
    if (!limits.empty) this.#builder.add("ulimits", limits.map());
  }

  #sysctls(value: Node): void {
    const settings = new Builder();
    const pairs =
      value.kind === "list"
        ? itemsOf(value).map((item) => pairIn(this.#text(item.value).resolved))
        : [...keysOf(value).values()].map(
            ({ key, value: one }) => [key, this.#expanded(valueText(one) ?? "").resolved] as const,
          );
    for (const [name, setting] of pairs) {
      if (name.startsWith("net.")) settings.add(name, unquoted(setting));
      else this.#leaveOut(`sysctl ${name}`, "Fargate has those of the network alone");
    }
    if (!settings.empty) this.#builder.add("sysctls", settings.map());
  }

  /** Those that a container has by itself need no word, and those that `cap_drop` would take stay out of that. */
  #added(names: readonly string[]): void {
    for (const name of names) {
      if (name === ADDED_CAPABILITY) this.#builder.add("cap_add", texts([name]));
      else if (!DEFAULT_CAPABILITIES.includes(name))
        this.#leaveOut(`cap_add ${name}`, `Fargate adds no capability but ${ADDED_CAPABILITY}`);
    }
  }

  /** Docker adds after it has dropped, and whoever adds all drops single ones. Fargate adds none again, so they are not dropped. */
  #dropped(names: readonly string[], added: readonly string[]): void {
    const addsAll = added.includes(ALL_CAPABILITIES);
    const kept = addsAll ? [] : DEFAULT_CAPABILITIES.filter((name) => added.includes(name));
    const single = names.filter((name) => name !== ALL_CAPABILITIES);
    for (const name of single.filter((one) => !isCapability(one)))
      this.#leaveOut(`cap_drop ${name}`, "ECS knows no such capability");
    const all = names.length > single.length && !addsAll;
    const some = all ? DEFAULT_CAPABILITIES : single.filter(isCapability);
    const dropped = all && kept.length === 0 ? [ALL_CAPABILITIES] : some.filter((name) => !kept.includes(name));
    if (dropped.length > 0) this.#builder.add("cap_drop", texts(dropped));
  }

  #capabilities(value: Node | undefined): readonly string[] {
    const names = (value ? itemsOf(value) : []).map((item) => capabilityName(this.#text(item.value).resolved));
    return [...new Set(names)].filter((name) => name !== "");
  }

  #number(value: Node): number | undefined {
    const { resolved } = this.#text(value);
    return /^-?\d{1,10}$/.test(resolved) ? Number(resolved) : undefined;
  }

  #text(value: Node) {
    return this.#expanded(textOf(value) ?? "");
  }

  #expanded(text: string) {
    return translateVariables(text, this.#project.values);
  }

  #leaveOut(what: string, why: string): void {
    this.#builder.remark(this.#project.findings.leftOut(this.#service, what, why));
  }
}

/** `name=value` of a list. */
function pairIn(text: string): readonly [name: string, value: string] {
  const [name = "", ...rest] = text.split("=");
  return [name, rest.join("=")];
}
