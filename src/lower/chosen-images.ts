import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { addressOf } from "../constructs/address.js";
import { code, evaluated, quoted, type TerraformCode } from "../constructs/terraform-code.js";

/** The file of {@link ChosenImages}, in the folder of the module. */
const SAVED = code`"\${path.module}/images.auto.tfvars.json"`;

/**
 * Which images run, in a module: what the root passes, or else what is saved beside the description. Of a root, Terraform reads that file
 * itself, by its name; of a module it reads none.
 */
export class ChosenImages {
  readonly #address: TerraformCode;

  /** @param variables by name */
  constructor(stack: Construct, variables: ReadonlyMap<string, TerraformCode>) {
    const objectOf = (pairs: readonly TerraformCode[]) =>
      pairs.reduce((all, pair, index) => (index === 0 ? pair : code`${all}, ${pair}`), code``);
    const names = [...variables.keys()].map(quoted);
    const none = objectOf(names.map((name) => code`${name} = ""`));
    const passed = objectOf([...variables].map(([name, address]) => code`${quoted(name)} = ${address}`));
    const saved = code`jsondecode(fileexists(${SAVED}) ? file(${SAVED}) : "{}")`;
    const local = new TerraformLocal(
      stack,
      "chosen-images",
      evaluated(
        code`merge({ ${none} }, ${saved}, { for name, image in { ${passed} } : name => image if image != "" })`,
      ),
    );
    this.#address = addressOf(local);
  }

  /** The value that counts for a variable. */
  public of(variable: string): TerraformCode {
    return code`${this.#address}[${quoted(variable)}]`;
  }
}
