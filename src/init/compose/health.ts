import { findImage } from "../../aws/images/index.js";
import { HEALTH_CHECK_SETTINGS } from "../../aws/settings.js";
import { seconds, wholeWithin } from "../../resolve/durations.js";
import { commandLine, holdsSecret, type Runner, shellCommand, withoutSecretFiles, wordsOf } from "./command.js";
import { allVariables } from "./environment.js";
import type { Remark } from "./findings.js";
import type { ComposeProject } from "./project.js";
import { addNumber } from "./settings.js";
import { keysOf, type SourceEntry, sourceMap, textOf } from "./source.js";
import { switchIn } from "./switches.js";
import { Builder, type Origin, scalar, type TargetMap, texts } from "./target.js";
import { translateVariables } from "./variables.js";

/** `healthCheck` of a service, and the secrets that its command needs. */
export interface Health {
  /** @default there is no check */
  readonly map?: TargetMap;
  readonly secrets: readonly string[];
  readonly remarks: readonly Remark[];
}

const NONE: Health = { secrets: [], remarks: [] };

const TIMES = [
  ["interval", HEALTH_CHECK_SETTINGS.interval.form],
  ["timeout", HEALTH_CHECK_SETTINGS.timeout.form],
  ["start_period", HEALTH_CHECK_SETTINGS.startPeriod.form],
] as const;

/** What `healthcheck` says, with times that ECS takes. A part that several services merge may have no test. */
export function translateHealth(
  service: string,
  entries: ReadonlyMap<string, SourceEntry>,
  image: string | undefined,
  project: ComposeProject,
  extent: "whole" | "part" = "whole",
): Health {
  const entry = entries.get("healthcheck");
  if (!entry) return NONE;
  const { findings, values } = project;
  const keys = keysOf(entry.value);
  const resolved = (key: string) => translateVariables(textOf(keys.get(key)?.value) ?? "", values).resolved;
  const test = keys.get("test")?.value;
  const words = test?.kind === "list" ? wordsOf(test) : [];
  const disabled = switchIn(keys.get("disable")?.value, values);
  if (disabled === true || words[0] === "NONE" || textOf(test) === "NONE") return NONE;
  if (test === undefined && extent === "whole") {
    if (disabled === false || keys.size === 0) return NONE;
    const remark = findings.leftOut(service, "healthcheck", "it names no test, and ECS ignores the one of the image");
    return { secrets: [], remarks: remark === undefined ? [] : [remark] };
  }
  const builder = new Builder();
  const runner = { service, variables: allVariables(entries, project) };
  const secrets = test === undefined ? [] : addTest(runner, keys, words, builder, project);
  const isStore = image !== undefined && findImage(image)?.database === true && entries.has("volumes");
  const patience = isStore ? patienceOf(resolved) : undefined;
  for (const [key, range] of TIMES) {
    const written = keys.get(key);
    const time = resolved(key);
    if (key === "start_period" && patience !== undefined && time !== "" && patience < range.maximum) {
      const why = "ECS replaces what compose only marks, and a first start on EFS takes longer";
      const beside = findings.besides(service, `healthcheck.${key} ${time}`, why, `${time} in compose`);
      builder.add(key, scalar(`${range.maximum}s`), { before: written?.comments.before ?? [], beside });
    } else if (written && wholeWithin(time, range) !== undefined) {
      const { text } = translateVariables(textOf(written.value) ?? "", values);
      builder.add(key, scalar(/^\d+$/.test(text) ? Number(text) : text), written.comments);
    } else if (time !== "") addTime(builder, service, key, time, range, project);
  }
  const retries = resolved("retries");
  const { form } = HEALTH_CHECK_SETTINGS.retries;
  if (retries !== "") addNumber(builder, service, "retries", "healthcheck.retries", Number(retries), form, project);
  if (keys.has("start_interval")) findings.general(service, "healthcheck.start_interval", "ECS has one interval");
  return { map: builder.map(originOf(entry)), secrets, remarks: [] };
}

function addTest(
  runner: Runner,
  keys: ReadonlyMap<string, SourceEntry>,
  words: readonly string[],
  builder: Builder,
  project: ComposeProject,
): readonly string[] {
  const test = keys.get("test");
  const comments = test?.comments ?? { before: [] };
  if (words[0] === "CMD" && !holdsSecret(words.slice(1))) {
    builder.add("test", texts(words.map((word) => translateVariables(word, project.values).text)), comments);
    return [];
  }
  const written = textOf(test?.value) ?? words.join(" ");
  const line = words[0] === "CMD-SHELL" ? words.slice(1).join(" ") : withoutSecretFiles(written);
  const command =
    words[0] === "CMD" ? commandLine(runner, words.slice(1), project) : shellCommand(runner, line, project);
  for (const remark of command.remarks) builder.remark(remark);
  builder.add("test", scalar(command.text ?? ""), comments);
  return command.secrets;
}

/** Seconds after which ECS would replace a task that does not become healthy. */
function patienceOf(resolved: (key: string) => string): number {
  const { interval, retries } = HEALTH_CHECK_SETTINGS;
  const number = (key: string, otherwise: number) => seconds(resolved(key)) ?? otherwise;
  return number("start_period", 0) + number("interval", interval.default) * number("retries", retries.default);
}

function addTime(
  builder: Builder,
  service: string,
  key: string,
  time: string,
  range: (typeof TIMES)[number][1],
  project: ComposeProject,
): void {
  const value = seconds(time);
  if (value === undefined)
    builder.remark(project.findings.leftOut(service, `healthcheck.${key}`, `${time} is no duration`));
  else addNumber(builder, service, key, `healthcheck.${key}`, Math.ceil(value), range, project);
}

function originOf({ value, anchor }: SourceEntry): Origin | undefined {
  const merges = value.kind === "map" ? sourceMap(value).merges : [];
  return anchor === undefined && merges.length === 0
    ? undefined
    : { merges, ...(anchor === undefined ? {} : { anchor }) };
}
