import { isList, isObject, type JsonObject, objectAt, sortedEntries } from "../stack/json.js";
import { type Body, blockLines, bodies, plainBody, resourceBody, without } from "./body.js";
import { keyText } from "./text.js";
import { type Assignment, assignmentLines, listText, STEP, valueText } from "./value.js";

/** Where an element stands in the document: what belongs together stands together. */
export interface Place {
  /** The heading that it stands under. */
  readonly section: string;
  /** Sections are in this order, and in that of their headings where it is the same. */
  readonly sectionRank: number;
  /** Data sources come before resources; elements of a kind are in this order, and in that of their addresses where it is the same. */
  readonly rank: number;
}

export interface PrintOptions {
  /** The first line, a comment. */
  readonly header: string;
  /** Where an element stands, by its address: `aws_vpc.main`, `data.aws_vpc.main`, `local.web_container`. */
  readonly placeOf: (address: string) => Place;
  /** Names of the nested blocks, by `aws_vpc`, `data.aws_vpc` or `provider.aws`; undefined for a type that is not known. */
  readonly nestedBlocks: (type: string) => ReadonlySet<string> | undefined;
}

/** A local value, data source or resource. */
interface Element {
  readonly kind: "local" | "data" | "resource";
  readonly address: string;
  readonly place: Place;
  readonly json: JsonObject[string];
  /** Of its block; not of a local value. */
  readonly header: string;
  readonly type: string;
}

/**
 * The Terraform JSON of a stack as HCL, as `terraform fmt` would leave it. Pure: the same document gives the same text. The `//` at the
 * top, which Terraform does not read, is left out.
 *
 * @throws for what it does not know how to write: only we write the documents
 */
export function printHcl(document: JsonObject, options: PrintOptions): string {
  const { "//": _, data, locals, output, provider, resource, terraform, variable, ...unknown } = document;
  for (const key of Object.keys(unknown)) throw new Error(`\`${key}\` cannot be written as HCL yet`);
  const settings = terraform === undefined ? [] : [terraformBlock(objectAt(document, "terraform"))];
  const variables = sortedEntries(objectAt(document, "variable")).map(([name, json]) => variableBlock(name, json));
  const outputs = sortedEntries(objectAt(document, "output")).map(([name, json]) => outputBlock(name, json));
  const sections = [
    [options.header, ...settings, ...providerBlocks(document, options)],
    section("Variables", variables),
    ...elementSections(document, options),
    section("Outputs", outputs),
  ];
  return `${sections.flat().join("\n\n")}\n`;
}

/** A heading and its blocks; nothing where there are none. */
function section(title: string, blocks: readonly string[]): readonly string[] {
  return blocks.length === 0 ? [] : [`# ${title}\n# ${"-".repeat(title.length)}`, ...blocks];
}

function terraformBlock(json: JsonObject): string {
  const unknown = Object.keys(json).find((key) => !TERRAFORM_BLOCKS.has(key) && key !== "required_version");
  if (unknown !== undefined) throw new Error(`\`terraform.${unknown}\` cannot be written as HCL yet`);
  const backends = sortedEntries(objectAt(json, "backend")).map(([type]) =>
    backendBlock(`backend "${type}"`, objectAt(objectAt(json, "backend"), type)),
  );
  return text("terraform", {
    attributes: literals(without(json, TERRAFORM_BLOCKS)),
    blocks: [
      ...backends,
      ...("cloud" in json ? [backendBlock("cloud", objectAt(json, "cloud"))] : []),
      blockLines("required_providers", { attributes: providerRequirements(objectAt(json, "required_providers")) }),
    ],
  });
}

/** What is asked of a provider. The providers that the caller is to pass are references. */
function providerRequirements(json: JsonObject): readonly Assignment[] {
  return sortedEntries(json).map(([name, asked]) => {
    const { configuration_aliases: aliases, ...rest } = isObject(asked) ? asked : {};
    if (!isList(aliases)) return { name: keyText(name), value: valueText(asked, STEP, "literal") };
    const inner = STEP + STEP;
    const attributes = byName([
      { name: "configuration_aliases", value: listText(aliases, inner, (alias) => String(alias)) },
      ...literals(rest, inner),
    ]);
    return { name: keyText(name), value: `{\n${assignmentLines(attributes, inner).join("\n")}\n${STEP}}` };
  });
}

const TERRAFORM_BLOCKS: ReadonlySet<string> = new Set(["backend", "cloud", "required_providers"]);

/** Nothing in it is evaluated. Of what it holds, `workspaces` alone is a block. */
function backendBlock(header: string, json: JsonObject): readonly string[] {
  const attributes = literals(without(json, new Set(["workspaces"])));
  if (!("workspaces" in json)) return blockLines(header, { attributes });
  const workspaces = blockLines("workspaces", { attributes: literals(objectAt(json, "workspaces")) });
  return blockLines(header, { attributes, blocks: [workspaces] });
}

function providerBlocks(document: JsonObject, options: PrintOptions): readonly string[] {
  return sortedEntries(objectAt(document, "provider")).flatMap(([name, json]) => {
    const nested = nestedIn(`provider.${name}`, options);
    return bodies(json).map((body) => text(`provider "${name}"`, resourceBody(body, nested)));
  });
}

/** Only the conditions of a variable are evaluated. */
function variableBlock(name: string, json: JsonObject[string]): string {
  const [body = {}] = bodies(json);
  const { type, validation = [], ...rest } = body;
  const attributes = literals(rest);
  return text(`variable "${name}"`, {
    attributes: type === undefined ? attributes : byName([...attributes, { name: "type", value: String(type) }]),
    blocks: bodies(validation).map((one) => blockLines("validation", plainBody(one))),
  });
}

function outputBlock(name: string, json: JsonObject[string]): string {
  const [body = {}] = bodies(json);
  const { description, precondition = [], depends_on: _, ...rest } = body;
  if ("depends_on" in body) throw new Error("`depends_on` of an output cannot be written as HCL yet");
  const { attributes } = plainBody(rest);
  return text(`output "${name}"`, {
    attributes: description === undefined ? attributes : byName([...literals({ description }), ...attributes]),
    blocks: bodies(precondition).map((one) => blockLines("precondition", plainBody(one))),
  });
}

function literals(json: JsonObject, indent = STEP): readonly Assignment[] {
  return sortedEntries(json).map(([name, value]) => ({
    name: keyText(name),
    value: valueText(value, indent, "literal"),
  }));
}

function byName(assignments: readonly Assignment[]): readonly Assignment[] {
  return [...assignments].sort((a, b) => order(a.name, b.name));
}

function elementSections(document: JsonObject, options: PrintOptions): readonly (readonly string[])[] {
  const all = elements(document, options);
  const places = new Map(all.map(({ place }) => [place.section, place]));
  return [...places.values()].sort(comparePlaces).map((place) => {
    const members = all.filter((element) => element.place.section === place.section);
    return section(place.section, sectionBlocks(members, options));
  });
}

function elements(document: JsonObject, { placeOf }: PrintOptions): readonly Element[] {
  const locals = sortedEntries(objectAt(document, "locals")).map(([name, json]) => {
    const address = `local.${name}`;
    return { kind: "local", address, place: placeOf(address), json, header: keyText(name), type: "local" } as const;
  });
  const typed = (["data", "resource"] as const).flatMap((kind) =>
    sortedEntries(objectAt(document, kind)).flatMap(([type]) =>
      sortedEntries(objectAt(objectAt(document, kind), type)).map(([name, json]) => {
        const fullType = kind === "data" ? `data.${type}` : type;
        const address = `${fullType}.${name}`;
        return { kind, address, place: placeOf(address), json, header: `${kind} "${type}" "${name}"`, type: fullType };
      }),
    ),
  );
  return [...locals, ...typed].sort((a, b) => a.place.rank - b.place.rank || order(a.address, b.address));
}

function sectionBlocks(members: readonly Element[], options: PrintOptions): readonly string[] {
  const locals = members.filter(({ kind }) => kind === "local");
  const blocks = (["data", "resource"] as const).flatMap((wanted) =>
    members
      .filter(({ kind }) => kind === wanted)
      .flatMap(({ header, type, json }) =>
        bodies(json).map((body) => text(header, resourceBody(body, nestedIn(type, options)))),
      ),
  );
  return locals.length === 0 ? blocks : [localsBlock(locals), ...blocks];
}

/** Local values of several lines have a line between them. */
function localsBlock(locals: readonly Element[]): string {
  const values = locals.map(({ header, json }) => ({ name: header, value: valueText(json, "") }));
  const inLine = values.filter(({ value }) => !value.includes("\n"));
  const others = values.filter(({ value }) => value.includes("\n"));
  return text("locals", { attributes: inLine, blocks: others.map((one) => assignmentLines([one], "")) });
}

function nestedIn(type: string, { nestedBlocks }: PrintOptions): ReadonlySet<string> {
  const nested = nestedBlocks(type);
  if (nested === undefined) throw new Error(`it is not known which parts of ${type} are blocks`);
  return nested;
}

function text(header: string, body: Body): string {
  return blockLines(header, body).join("\n");
}

function comparePlaces(a: Place, b: Place): number {
  return a.sectionRank - b.sectionRank || order(a.section, b.section);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
