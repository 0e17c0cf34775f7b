import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { DefaultTokenResolver, StringConcat, TerraformElement, TerraformStack, Tokenization } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { literal } from "../constructs/terraform-string.js";
import type { Environment } from "../model/project.js";
import { logicalIdAt } from "./addresses.js";
import { lowerEnvironment } from "./environment.js";
import { environmentTags } from "./tags.js";
import { tidy } from "./tidy.js";

/** The versions of the AWS provider that know all that is emitted, as Terraform writes it. */
const AWS_PROVIDER = { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" };

/** The first Terraform with preconditions; OpenTofu began later. Source: the changelog of Terraform 1.2. */
const TERRAFORM_VERSION = ">= 1.2.0";

/** Props of {@link NanokitStack}. */
export interface NanokitStackProps {
  readonly environment: Environment;
}

/**
 * All of one environment. Elements have the addresses of the table in addresses.ts; what a subclass adds has those that cdktf gives.
 * There is no backend unless one is added: where the state lies is for the pipeline to say.
 */
export class NanokitStack extends TerraformStack {
  readonly #lowered: number;

  constructor(scope: Construct, id: string, props: NanokitStackProps) {
    super(scope, id);
    const { environment } = props;
    new AwsProvider(this, "aws", {
      ...(environment.region !== undefined && { region: literal(environment.region) }),
      defaultTags: [{ tags: environmentTags(environment) }],
    });
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    this.addOverride("terraform.required_providers.aws", AWS_PROVIDER);
    lowerEnvironment(this, environment);
    this.#lowered = this.node.findAll().length;
  }

  /**
   * Called by cdktf before it synthesizes, for references from stack to stack. What is lowered has none; what was added since may.
   */
  public override prepareStack(): void {
    const constructs = this.node.findAll();
    if (constructs.length === this.#lowered) return;
    const resolver = new DefaultTokenResolver(new StringConcat());
    for (const element of constructs.filter(TerraformElement.isTerraformElement)) {
      Tokenization.resolve(element.toTerraform(), { scope: this, preparing: true, resolver });
    }
  }

  public override toTerraform(): unknown {
    for (const element of this.node.findAll().filter(TerraformElement.isTerraformElement)) dropUnset(element);
    return tidy(super.toTerraform());
  }

  protected override allocateLogicalId(element: TerraformElement | IConstruct["node"]): string {
    const { scopes } = TerraformElement.isTerraformElement(element) ? element.node : element;
    const path = scopes.slice(scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    return logicalIdAt(path) ?? super.allocateLogicalId(element);
  }
}

/**
 * Has an element leave out the attributes that are not set. The bindings list every attribute there is, and cdktf looks for tokens in
 * each name and value: without this, half the time of a synth goes there.
 */
function dropUnset(element: TerraformElement): void {
  const fragment = withoutUndefined(element.toTerraform());
  element.toTerraform = () => fragment;
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  // Tokens are objects of a class, and theirs to resolve.
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const set = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(set.map(([key, inner]) => [key, withoutUndefined(inner)]));
}
