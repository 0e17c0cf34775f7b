import type { NotAcceptable } from "../diagnostics/codes/accepting.js";
import { type Code, codes } from "../diagnostics/codes.js";
import { type Diagnostic, Diagnostics } from "../diagnostics/diagnostic.js";
import { replaceText } from "../diagnostics/fix.js";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import { acceptSchema } from "../schema/accept.js";
import { decode } from "../schema/decode.js";
import { OWN_KEY } from "../schema/language.js";
import { childOf, isNull, type MapEntry, type MapNode, mapEntries, type SyntaxNode } from "../syntax/nodes.js";

/** What holds for one accepted code. */
interface Acceptance {
  readonly code: Code;
  readonly location: SourceLocation;
  readonly scope: Scope;
}

/** Where an `x-nanokit` stands, and so what it holds for. */
type Scope =
  | { readonly kind: "file" }
  | { readonly kind: "environment"; readonly environment: string }
  /** `ranges` are those of the block, in the file and in what environments lay over it. */
  | { readonly kind: "block"; readonly environment: string | undefined; readonly ranges: readonly SourceLocation[] };

/** The blocks whose entries may accept what is told of them. */
const BLOCKS: ReadonlySet<string> = new Set(["services", "databases", "cron", "volumes"]);

const WITHIN = { file: "this file", environment: "this environment", block: "this block" } as const;

/** The findings that a file accepts. What it says of them is no part of what is translated. */
export class AcceptedFindings {
  /** The file without its words to the compiler. */
  readonly root: MapNode;
  readonly #all: Acceptance[] = [];
  readonly #used = new Set<number>();
  readonly #diagnostics: Diagnostics;

  /** Takes the words out of a file. Reports those that accept nothing. */
  constructor(root: MapNode, diagnostics: Diagnostics) {
    this.#diagnostics = diagnostics;
    const environments = childOf(root, "environments");
    const blocks = this.#takenFromBlocks(this.#taken(root, { kind: "file" }), undefined, [
      root,
      ...mapsIn(environments),
    ]);
    this.root = mapEntries(blocks, ({ key, value }) =>
      key === "environments" && value.kind === "map" ? mapEntries(value, (entry) => this.#environment(entry)) : value,
    );
  }

  /** What is left of the findings of one environment. */
  leftIn(environment: string, findings: readonly Diagnostic[]): readonly Diagnostic[] {
    return this.#left(findings, ({ scope }) => scope.kind !== "file" && scope.environment === environment);
  }

  /**
   * What is left of all findings, and what accepted none of them.
   *
   * @param environments those that were looked at, where that is all of them; otherwise nobody can tell what accepts nothing
   */
  settled(environments: readonly string[] | undefined): readonly Diagnostic[] {
    const left = this.#left(
      this.#diagnostics.sorted(),
      ({ scope }) => scope.kind === "file" || scope.environment === undefined,
    );
    if (environments === undefined || this.#diagnostics.hasErrors) return left;
    const all = new Diagnostics();
    all.add(left);
    for (const { code, location, scope } of this.#all) {
      const asked =
        scope.kind === "file" || scope.environment === undefined || environments.includes(scope.environment);
      if (!asked || this.#used.has(location.start)) continue;
      all.report("NK023", location, { written: code, within: WITHIN[scope.kind] });
    }
    return all.sorted();
  }

  #left(findings: readonly Diagnostic[], holds: (one: Acceptance) => boolean): readonly Diagnostic[] {
    const held = this.#all.filter(holds);
    return findings.filter((finding) => {
      const accepting = held.filter((one) => one.code === finding.code && isWithin(finding.location, one.scope));
      for (const { location } of accepting) this.#used.add(location.start);
      return accepting.length === 0;
    });
  }

  #environment({ key, value }: MapEntry): SyntaxNode {
    if (value.kind !== "map") return value;
    const taken = this.#taken(value, { kind: "environment", environment: key });
    return this.#takenFromBlocks(taken, key, [value]);
  }

  /** The maps are those in which the same block may have another part. */
  #takenFromBlocks(node: MapNode, environment: string | undefined, maps: readonly MapNode[]): MapNode {
    return mapEntries(node, ({ key: block, value }) => {
      if (!BLOCKS.has(block) || value.kind !== "map") return value;
      return mapEntries(value, ({ key, value: entry }) => {
        if (entry.kind !== "map") return entry;
        const ranges = maps.flatMap((map) => rangeOf(childOf(map, block), key));
        return this.#taken(entry, { kind: "block", environment, ranges });
      });
    });
  }

  /** A map without the key, of which is read what it accepts. */
  #taken(node: MapNode, scope: Scope): MapNode {
    const own = node.entries.get(OWN_KEY);
    if (!own) return node;
    const said = isNull(own.value) ? undefined : decode(acceptSchema, own.value, this.#diagnostics);
    for (const code of said?.value.fields.accept?.value ?? []) this.#accept(code, scope);
    return mapEntries(node, ({ key, value }) => (key === OWN_KEY ? undefined : value));
  }

  #accept({ value: written, location }: Located<string>, scope: Scope): void {
    if (!isCode(written)) {
      const upper = written.toUpperCase();
      const suggestion = isCode(upper) ? upper : undefined;
      const fix = suggestion && replaceText(location, written, suggestion);
      this.#diagnostics.report("NK021", location, { written, suggestion }, [], fix);
      return;
    }
    const because = whyNot(written, scope);
    if (because === undefined) this.#all.push({ code: written, location, scope });
    else this.#diagnostics.report("NK022", location, { written, because });
  }
}

function isCode(text: string): text is Code {
  return Object.hasOwn(codes, text);
}

function whyNot(code: Code, scope: Scope): NotAcceptable | undefined {
  const { severity, accept, aboutOutput } = codes[code];
  if (severity === "error") return "error";
  if (aboutOutput) return "output";
  if (code === "NK213") return "beside";
  if (code === "NK023") return "acceptance";
  if (accept === "never") return "secret";
  return accept === "place" && scope.kind !== "block" ? "elsewhere" : undefined;
}

function isWithin({ start, end }: SourceLocation, scope: Scope): boolean {
  return scope.kind !== "block" || scope.ranges.some((range) => range.start <= start && end <= range.end);
}

/** Where an entry of a block stands, with its key. */
function rangeOf(block: SyntaxNode | undefined, key: string): readonly SourceLocation[] {
  const entry = block?.kind === "map" ? block.entries.get(key) : undefined;
  if (!entry) return [];
  return [entry.keyLocation, entry.value.location, { ...entry.keyLocation, end: entry.value.location.end }];
}

function mapsIn(node: SyntaxNode | undefined): readonly MapNode[] {
  return node?.kind === "map"
    ? [...node.entries.values()].flatMap(({ value }) => (value.kind === "map" ? [value] : []))
    : [];
}
