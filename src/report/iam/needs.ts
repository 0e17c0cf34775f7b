import { partitionOf } from "../../aws/regions.js";
import { TAGS } from "../../aws/tags.js";
import { type Conditions, type Grant, type Phase, type Target, typeRow } from "../../aws/types/index.js";
import type { Stack } from "../../stack/stack.js";
import type { Need } from "./need.js";
import { hasAttribute, type StackElement, StackValues, UNKNOWN } from "./stack-values.js";
import { stateNeeds } from "./state-needs.js";

export type { Need } from "./need.js";

/** How narrow a policy is to be. */
export interface IamScope {
  /** Twelve digits. @default any account */
  readonly account?: string;
  /** The region of stacks that name none. @default any */
  readonly region?: string;
  /** Whether names are those of the stacks, so that a service that comes or goes needs another policy. @default all names of the environment */
  readonly exact?: boolean;
}

/**
 * Conditions whose values may be joined: whoever manages two environments may tag a thing of the one as of the other, and whoever may attach
 * policies to several roles may attach those of the one to the other.
 */
const JOINED = new RegExp(`^aws:(Request|Resource)Tag/${TAGS.environment}$|^route53:|^iam:PolicyARN$`);

/** What it takes to create, read, update and delete everything in the stacks. */
export function needsOf(stacks: readonly Stack[], scope: IamScope = {}): readonly Need[] {
  const needs = new Map<string, Need>();
  for (const stack of stacks) {
    const values = new StackValues(stack);
    for (const element of values.elements) {
      for (const need of new ElementNeeds(values, element, scope).all()) addNeed(needs, need);
    }
    for (const need of stateNeeds(stack, scope.account)) addNeed(needs, need);
  }
  return [...needs.values()];
}

function addNeed(needs: Map<string, Need>, need: Need): void {
  const key = JSON.stringify([need.action, need.resource, withoutJoined(need.conditions)]);
  const before = needs.get(key);
  if (before === undefined) needs.set(key, need);
  else {
    const conditions = joined(before.conditions, need.conditions);
    needs.set(key, { ...before, conditions, reasons: [...before.reasons, ...need.reasons] });
  }
}

function withoutJoined(conditions: Conditions): Conditions {
  return mapConditions(conditions, (key, values) => (JOINED.test(key) ? [] : values));
}

function joined(one: Conditions, other: Conditions): Conditions {
  return mapConditions(one, (key, values, operator) => {
    return [...new Set([...values, ...valuesAt(other, operator, key)])].sort();
  });
}

function valuesAt(conditions: Conditions, operator: string, key: string): readonly string[] {
  const keys = (Object.hasOwn(conditions, operator) ? conditions[operator] : undefined) ?? {};
  return (Object.hasOwn(keys, key) ? keys[key] : undefined) ?? [];
}

function mapConditions(
  conditions: Conditions,
  change: (key: string, values: readonly string[], operator: string) => readonly string[],
): Conditions {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, change(key, values, operator)])),
    ]),
  );
}

/** What one resource or data source needs. */
class ElementNeeds {
  readonly #environment: string;
  readonly #project: string;
  readonly #component: string | undefined;

  constructor(
    private readonly values: StackValues,
    private readonly element: StackElement,
    private readonly scope: IamScope,
  ) {
    this.#environment = values.defaultTag(TAGS.environment) ?? UNKNOWN;
    this.#project = values.defaultTag(TAGS.project) ?? UNKNOWN;
    this.#component = values.defaultTag(TAGS.component);
  }

  all(): readonly Need[] {
    const role = this.values.roleOf(this.element);
    return role === undefined ? this.#own() : [this.#takes(role)];
  }

  /** What is made by another role is that one's to be allowed. */
  #takes(role: string): Need {
    const why = "that role makes it, and is allowed what it takes in its own account";
    const reasons = [{ phase: "read", address: this.element.address, why }] as const;
    return { action: "sts:AssumeRole", resource: role, conditions: {}, reasons };
  }

  #own(): readonly Need[] {
    const row = typeRow(this.element.type);
    if (row === undefined) throw new Error(`no row says what ${this.element.type} needs`);
    return row.iam.filter((grant) => this.#applies(grant)).flatMap((grant) => this.#ofGrant(grant));
  }

  #applies({ only }: Grant): boolean {
    if (only === undefined) return true;
    return only.startsWith("!") ? !hasAttribute(this.element, only.slice(1)) : hasAttribute(this.element, only);
  }

  #ofGrant({ actions, targets, why }: Grant): readonly Need[] {
    const { address } = this.element;
    return Object.entries(actions).flatMap(([phase, names]) =>
      names.flatMap((action) =>
        targets.flatMap((target) =>
          this.#resources(target).map(({ resource, unknown, found }) => ({
            action,
            resource,
            conditions: this.#conditions(target, unknown, found),
            reasons: [{ phase: phase as Phase, address, ...(why !== undefined && { why }) }],
          })),
        ),
      ),
    );
  }

  /** What an action is for; `found` is what the repository without a component makes. */
  #resources({
    arn,
  }: Target): readonly { readonly resource: string; readonly unknown: boolean; readonly found: boolean }[] {
    if (arn === undefined) return [{ resource: "*", unknown: true, found: false }];
    const places = [...arn.matchAll(/\{([^}*#]+)([*#]?)\}/g)];
    let filled = [arn];
    for (const [placeholder, path = "", mark = ""] of places) {
      const values = this.#values(path);
      filled = filled.flatMap((text) => values.map((value) => text.replace(placeholder, this.#name(value, mark))));
    }
    const owner = this.#values(places[0]?.[1] ?? "");
    const unknown = places.length === 0 || owner.includes(UNKNOWN);
    const found = this.values.isFound(this.element, places[0]?.[1] ?? "");
    return filled.map((text) => ({ resource: this.#arn(text), unknown, found }));
  }

  /** The values of an attribute, or what counts where it is not written. */
  #values(place: string): readonly string[] {
    const [path = "", unwritten] = place.split("|");
    if (unwritten !== undefined && !this.values.isWritten(this.element, path)) return [unwritten];
    return this.values.values(this.element, path);
  }

  /** A name as it is, or, unless names are to be exact, all that the environment may come to have. */
  #name(name: string, mark: string): string {
    if (mark === "*") return this.scope.exact ? name : this.#ofEnvironment(name);
    const known = mark === "#" ? name.replace(/[0-9a-f]{8}$/, "*") : name;
    return this.scope.exact ? known : this.#widened(known);
  }

  /** All that are beside it; where others are too, in a cluster that is there already, those of the environment alone. */
  #ofEnvironment(name: string): string {
    const [last = ""] = /[^/]*$/.exec(name) ?? [];
    const widened = this.#widened(last);
    return `${name.slice(0, name.length - last.length)}${widened === last ? "*" : widened}`;
  }

  #widened(name: string): string {
    const component = this.#component;
    const scope = component === undefined ? this.#environment : `${this.#environment}--${component}-`;
    const prefix = `nk-${this.#project}-${scope}`;
    const folder = /^(\/nanokit\/.+\/|nk-.+\/)[^/]+$/.exec(name)?.[1];
    if (folder !== undefined) return `${folder}*`;
    return name.startsWith(`${prefix}-`) ? `${prefix}-*` : name;
  }

  #arn(text: string): string {
    if (text.startsWith("arn:")) return text;
    const [service = "", ...rest] = text.split(":");
    const region = this.values.regionOf(this.element) ?? this.scope.region;
    const partition = region === undefined ? "aws" : partitionOf(region);
    const where = service === "iam" || service === "route53" ? "" : (region ?? "*");
    const account = service === "route53" ? "" : (this.scope.account ?? "*");
    return ["arn", partition, service, where, account, rest.join(":")].join(":");
  }

  #conditions({ tags, conditions = {}, inVpc }: Target, unknown: boolean, found: boolean): Conditions {
    const own = mapConditions(conditions, (_key, values) => values.flatMap((value) => this.#filled(value)));
    const vpc = inVpc && unknown ? this.#existingVpc() : undefined;
    if (vpc !== undefined) return merged(own, { ArnLike: { "ec2:Vpc": [vpc] } });
    if (tags === undefined || (tags === "resource" && !unknown)) return own;
    if (found && tags === "resource") return merged(own, this.#ofPrimary());
    const tagged = this.#tagged(tags === "resource" ? "Resource" : "Request");
    const unclaimed = { Null: { [`aws:ResourceTag/${TAGS.project}`]: ["true"] } };
    return merged(own, tags === "unclaimed" ? merged(tagged, unclaimed) : tagged);
  }

  #tagged(what: "Resource" | "Request"): Conditions {
    return {
      StringEquals: {
        [`aws:${what}Tag/${TAGS.environment}`]: [this.#environment],
        [`aws:${what}Tag/${TAGS.project}`]: [this.#project],
        ...(this.#component !== undefined && { [`aws:${what}Tag/${TAGS.component}`]: [this.#component] }),
      },
    };
  }

  /** The tags of what the repository without a component makes: of a component it says nothing. */
  #ofPrimary(): Conditions {
    return {
      StringEquals: {
        [`aws:ResourceTag/${TAGS.environment}`]: [this.#environment],
        [`aws:ResourceTag/${TAGS.project}`]: [this.#project],
      },
      Null: { [`aws:ResourceTag/${TAGS.component}`]: ["true"] },
    };
  }

  #existingVpc(): string | undefined {
    const vpc = this.values.find("data.aws_vpc");
    return vpc && this.#arn(`ec2:vpc/${this.values.values(vpc, "id")[0] ?? UNKNOWN}`);
  }

  #filled(value: string): readonly string[] {
    switch (value) {
      case "{encrypted}":
        return [String(hasAttribute(this.element, "encrypted"))];
      case "{hosts}":
        return this.#recordNames();
      case "{record_type}":
        return [this.#proves ? "CNAME" : "A"];
      case "{policy_arn}":
        return this.values.values(this.element, "policy_arn");
      default:
        return [value];
    }
  }

  /** Whether a record is the proof of a certificate, whose name AWS makes: `_` and something before the host. */
  get #proves(): boolean {
    return this.element.body.alias === undefined;
  }

  /** Names of records, as Route 53 compares them. Source: Route 53 developer guide, specifying-conditions-route53, normalization. */
  #recordNames(): readonly string[] {
    const hosts = (this.values.keys(this.element) ?? [UNKNOWN]).map((host) => host.toLowerCase());
    return hosts.map((host) => (this.#proves ? `_*.${host}` : host.replace(/^\*/, "\\052"))).sort();
  }
}

function merged(one: Conditions, other: Conditions): Conditions {
  const result: Record<string, Readonly<Record<string, readonly string[]>>> = { ...one };
  for (const [operator, keys] of Object.entries(other)) {
    result[operator] = { ...(Object.hasOwn(result, operator) ? result[operator] : {}), ...keys };
  }
  return result;
}
