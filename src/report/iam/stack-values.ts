import { type Block, forEachKeys } from "../../stack/blocks.js";
import { type Json, type JsonObject, objectAt, objectOf, objectsAt, valueAt } from "../../stack/json.js";
import type { Stack } from "../../stack/stack.js";

/** A resource or data source of a stack. */
export interface StackElement {
  /** `aws_vpc`, `data.aws_vpc`. */
  readonly type: string;
  /** `aws_vpc.main`, `data.aws_vpc.main`. */
  readonly address: string;
  readonly body: JsonObject;
}

/** Stands for what only AWS knows. */
export const UNKNOWN = "*";

/** References at the beginning of an expression: `${aws_vpc.main.id}`, `${data.aws_vpc.main.id}`. */
const REFERENCE = /^((?:data\.)?[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*)\.([a-z_]+)$/;

/** A synthesized stack, asked for the values of attributes as far as they are known before Terraform runs. */
export class StackValues {
  readonly elements: readonly StackElement[];
  readonly #byAddress: ReadonlyMap<string, StackElement>;

  constructor(private readonly stack: Stack) {
    const all = [...stack.declared.values()];
    this.elements = [...elementsOf(all, "resource"), ...elementsOf(all, "data")];
    this.#byAddress = new Map(this.elements.map((element) => [element.address, element]));
  }

  /** The region that the provider of an element is told. */
  regionOf({ body }: StackElement): string | undefined {
    const { region } = this.#providerOf(body);
    return typeof region === "string" ? region : undefined;
  }

  /** The role that the provider of an element takes first, of another account for instance. */
  roleOf({ body }: StackElement): string | undefined {
    const role = objectsAt(this.#providerOf(body), "assume_role")[0]?.role_arn;
    return typeof role === "string" ? plain(role) : undefined;
  }

  /** A tag that everything gets. */
  defaultTag(key: string): string | undefined {
    const value = valueAt(objectAt(objectsAt(this.#providers[0] ?? {}, "default_tags")[0] ?? {}, "tags"), key);
    return typeof value === "string" ? plain(value) : undefined;
  }

  /** The first element of a type. */
  find(type: string): StackElement | undefined {
    return this.elements.find((element) => element.type === type);
  }

  /**
   * The values of an attribute, `*` standing for what is not known: several where it is different for each key of `for_each`.
   *
   * @param path attributes, with `.` into a block and `>` to the resource that the one before refers to
   */
  values(element: StackElement, path: string): readonly string[] {
    const [first = "", ...rest] = path.split(">");
    const value = attributeAt(element.body, first);
    if (rest.length === 0) return typeof value === "string" ? this.#strings(element, value) : [UNKNOWN];
    const found = typeof value === "string" ? this.#referred(expressionOf(value) ?? "") : undefined;
    if (found !== undefined) return this.values(found.element, calledBy(found.element, rest.join(">")));
    const role = typeof value === "string" ? roleIn(value) : undefined;
    return [role?.[rest.join(">") as keyof RoleParts] ?? UNKNOWN];
  }

  /** Whether an attribute is written; a path is as for `values`. What a reference leads to nowhere is taken as written, and not known. */
  isWritten(element: StackElement, path: string): boolean {
    const [first = "", ...rest] = path.split(">");
    const value = attributeAt(element.body, first);
    if (rest.length === 0) return value !== undefined && value !== null;
    const found = typeof value === "string" ? this.#referred(expressionOf(value) ?? "") : undefined;
    return found === undefined || this.isWritten(found.element, rest.join(">"));
  }

  /** Whether an attribute is looked up by Terraform, as what another repository of the project makes is. */
  isFound(element: StackElement, path: string): boolean {
    const value = attributeAt(element.body, path);
    return this.find("data.aws_vpcs") !== undefined && typeof value === "string" && value.includes("data.");
  }

  /** The keys of `for_each`; undefined where there is none, or nobody knows them yet. */
  keys({ body }: StackElement): readonly string[] | undefined {
    return forEachKeys(body.for_each)?.map(([key]) => plain(key));
  }

  #strings(element: StackElement, text: string): readonly string[] {
    if (text === "${each.key}") return this.keys(element) ?? [UNKNOWN];
    return [
      text.replaceAll(/\$\$\{|\$\{([^}]*)\}/g, (whole, expression?: string) => this.#evaluated(whole, expression)),
    ];
  }

  #evaluated(whole: string, expression: string | undefined): string {
    if (expression === undefined) return whole.slice(1);
    const found = this.#referred(expression);
    return found === undefined ? UNKNOWN : (this.values(found.element, found.attribute)[0] ?? UNKNOWN);
  }

  #providerOf({ provider }: JsonObject): JsonObject {
    const alias = typeof provider === "string" ? provider.split(".")[1] : undefined;
    return this.#providers.find((one) => one.alias === alias) ?? {};
  }

  #referred(expression: string): { readonly element: StackElement; readonly attribute: string } | undefined {
    const [, address = "", attribute = ""] = REFERENCE.exec(expression) ?? [];
    const element = this.#byAddress.get(address);
    return element && { element, attribute };
  }

  /** The one that most elements have comes first; others, for other regions and accounts, have an alias. */
  get #providers(): readonly JsonObject[] {
    return objectsAt(objectAt(this.stack.document, "provider"), "aws");
  }
}

/** Whether a resource has an attribute, and it is not `false`. */
export function hasAttribute({ body }: StackElement, path: string): boolean {
  const value = attributeAt(body, path);
  return value !== undefined && value !== null && value !== false;
}

/** An attribute, also one in a block. */
export function attributeAt(body: JsonObject, path: string): Json | undefined {
  const [first = "", ...rest] = path.split(".");
  return rest.length === 0 ? valueAt(body, first) : attributeAt(objectsAt(body, first)[0] ?? {}, rest.join("."));
}

function elementsOf(blocks: readonly Block[], wanted: "resource" | "data"): readonly StackElement[] {
  return blocks
    .filter(({ kind }) => kind === wanted)
    .map(({ type, address, body }) => ({
      type: wanted === "data" ? `data.${type}` : type,
      address,
      body: objectOf(body),
    }));
}

/** Attributes of data sources that go by another name than those of the resource of the type. */
const OTHER_NAMES = new Map([["data.aws_ecs_cluster name", "cluster_name"]]);

function calledBy({ type }: StackElement, attribute: string): string {
  return OTHER_NAMES.get(`${type} ${attribute}`) ?? attribute;
}

/** What the ARN of a role tells of it, by the names of the attributes of one. */
interface RoleParts {
  readonly path: string;
  readonly name: string;
}

/** The parts of a role that is there already, of which the stack knows the ARN. */
function roleIn(value: string): RoleParts | undefined {
  const [, path, name] = /^arn:.*:role(\/(?:[^/]+\/)*)([^/]+)$/.exec(value) ?? [];
  return path === undefined || name === undefined ? undefined : { path, name };
}

function expressionOf(value: string): string | undefined {
  return /^\$\{([^{}]*)\}$/.exec(value)?.[1];
}

/** A text without Terraform's escapes. */
function plain(text: string): string {
  return text.replaceAll("$${", "${").replaceAll("%%{", "%{");
}
