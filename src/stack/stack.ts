import { type Block, blocksOf, instancesOf } from "./blocks.js";
import type { JsonObject } from "./json.js";

/** Blocks by address. */
export type Blocks = ReadonlyMap<string, Block>;

/** A stack that was read: all of its files together, as Terraform sees them. */
export class Stack {
  #declared: Blocks | undefined;
  #blocks: Blocks | undefined;

  /** @param document Terraform JSON in its plainest form, as `documentOf` gives it */
  constructor(readonly document: JsonObject) {}

  /** What is declared, by address. One with `for_each` is one. */
  get declared(): Blocks {
    this.#declared ??= byAddress(blocksOf(this.document));
    return this.#declared;
  }

  /** Likewise, and one with a `for_each` whose keys can be read is as many as it has keys. */
  get blocks(): Blocks {
    this.#blocks ??= byAddress([...this.declared.values()].flatMap(instancesOf));
    return this.#blocks;
  }
}

/** A stack that declares nothing: what is there before the first one. Never what could not be read. */
export const NO_STACK = new Stack({});

function byAddress(blocks: readonly Block[]): Blocks {
  return new Map(blocks.map((block) => [block.address, block]));
}
