import type { Construct } from "constructs";
import { Part } from "./part.js";

/**
 * A place for constructs that have the names of a user's things. The package constructs 10 keeps the children of a node in a plain object, in
 * which names such as `constructor` are taken by what every object inherits; here they are free.
 */
export class Scope extends Part {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    Reflect.set(this.node, "_children", Object.create(null));
  }
}
