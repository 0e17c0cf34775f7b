// Of the bindings of the provider, what we need. V8 reads all of a file before anything in it runs, and what most stacks use has 2.9 MB.

/** What bindings and cdktf call themselves. */
const CALLED = new Set(["constructor", "internalValue", "synthesizeAttributes", "get"]);
/** `exports.Vpc = Vpc`, `Object.defineProperty(exports, "__esModule", ...)`, and `Vpc[_a] = { fqn: ... }` for jsii. */
const EXPORT_OR_JSII = /^(?:exports\.|Object\.defineProperty\(exports,|\w+\[_)/;
/** In a constructor: `this._tags = config.tags`, `this._volume = new VolumeList(...)`, `this._volume.internalValue = config.volume`. */
const SETTING = /^this\._(?<name>\w+)(?<held>\.internalValue)? = (?<made>new )?/;
/** In what gives the value of an attribute: `mapper(this._tags)` in a construct, `mapper(struct.size)` in a function for a block. */
const ATTRIBUTE = /\b(?:this\._|struct\.)(?<name>\w+)/;
/** Where another class begins. */
const MAKING = /\bnew (?<name>\w+)\(/g;

/**
 * Leaves out of the bindings what nothing here asks for:
 *
 * - what they have for cdktf's own HCL (ours is made of the JSON, in src/hcl) and for jsii
 * - each attribute that our sources never name, with all that gives, sets, takes back and writes it
 * - the object that holds a block which is set: it takes the block apart, gives references to its parts, of which we have none, and puts
 *   it together when the stack is written. The construct keeps the block itself
 *
 * What is left becomes an ES module, so that it is read once, and not once more when it begins.
 *
 * @param {(name: string) => boolean} isNamed whether a name stands in our sources
 * @returns {import("rolldown").Plugin}
 */
export function slimBindings(isNamed) {
  return {
    name: "slim-bindings",
    transform: {
      filter: { id: /[\\/]node_modules[\\/]@cdktf[\\/]provider-aws[\\/]lib[\\/]/ },
      handler(code) {
        return slim(this.parse(code).body, new Source(code), isNamed);
      },
    },
  };
}

/** The text of a module, by the nodes of its tree. */
class Source {
  constructor(code) {
    this.code = code;
  }

  textOf({ start, end }) {
    return this.code.slice(start, end);
  }

  /** The text of a node without those within it. */
  without(node, nodes) {
    const cuts = [...nodes].sort((a, b) => b.start - a.start);
    const cut = (text, { start, end }) => text.slice(0, start - node.start) + text.slice(end - node.start);
    return cuts.reduce(cut, this.textOf(node));
  }
}

function slim(body, source, isNamed) {
  const isClass = ({ type }) => type === "ClassDeclaration";
  const isConstruct = (node) => isClass(node) && source.textOf(node.superClass).startsWith("cdktf.Terraform");
  const constructs = new Map(
    body.filter(isConstruct).map((node) => [node.id.name, slimConstruct(node, source, isNamed)]),
  );
  const holders = new Map(
    body
      .filter((node) => isClass(node) && !isConstruct(node))
      .map((node) => [node.id.name, source.without(node, unnamedMembers(node, isNamed))]),
  );
  const classes = new Map([...constructs, ...neededOf(holders, constructs.values())]);
  const texts = body.map((node) => (isClass(node) ? classes.get(node.id.name) : slimStatement(node, source, isNamed)));
  return [...texts.filter((text) => text !== undefined), `export { ${[...constructs.keys()].join(", ")} };`].join("\n");
}

/** The text of a statement outside of the classes; undefined where it is not needed. */
function slimStatement(node, source, isNamed) {
  if (node.type === "ExpressionStatement" && EXPORT_OR_JSII.test(source.textOf(node))) return undefined;
  if (node.type !== "FunctionDeclaration") return source.textOf(node);
  if (node.id.name.endsWith("ToHclTerraform")) return undefined;
  return source.without(node, unnamedAttributes(node, source, isNamed));
}

/** The class of a resource, a data source or a provider. */
function slimConstruct(node, source, isNamed) {
  const members = node.body.body;
  const member = (name) => members.find(({ key }) => key.name === name)?.value;
  const settings = (member("constructor")?.body.body ?? []).flatMap((statement) => {
    const { name, held, made } = SETTING.exec(source.textOf(statement))?.groups ?? {};
    return name === undefined ? [] : [{ statement, name, held: held !== undefined, made: made !== undefined }];
  });
  const held = new Set(settings.filter((one) => one.held).map(({ name }) => name));
  const unused = [
    ...unnamedMembers(node, isNamed),
    ...members.filter(({ key, kind }) => kind === "get" && isNamed(key.name) && held.has(key.name)),
    ...settings
      .filter(({ name, made }) => !isNamed(name) || (made && held.has(name)))
      .map(({ statement }) => statement),
    ...unnamedAttributes(member("synthesizeAttributes"), source, isNamed),
  ];
  const text = source.without(node, unused);
  return text.replace(/\b(this\._(\w+))\.internalValue\b/g, (whole, field, name) => (held.has(name) ? field : whole));
}

function unnamedMembers({ body: { body } }, isNamed) {
  return body.filter(({ key }) => !CALLED.has(key.name) && !isNamed(key.name));
}

/** In a function that returns the attributes of something: those that are not named. */
function unnamedAttributes(node, source, isNamed) {
  const returned = node?.body.body.at(-1)?.argument?.properties ?? [];
  const isUnnamed = (property) => {
    const { name } = ATTRIBUTE.exec(source.textOf(property))?.groups ?? {};
    return name !== undefined && !isNamed(name);
  };
  return returned.filter(isUnnamed).map(({ start, end }) => ({ start, end: source.code[end] === "," ? end + 1 : end }));
}

/** Of classes that hold what an attribute has, by their names, those that some text makes, and those that they make. */
function neededOf(holders, texts) {
  const needed = new Map();
  const look = (text) => {
    for (const { groups } of text.matchAll(MAKING)) {
      const holder = holders.get(groups.name);
      if (holder === undefined || needed.has(groups.name)) continue;
      needed.set(groups.name, holder);
      look(holder);
    }
  };
  for (const text of texts) look(text);
  return needed;
}
