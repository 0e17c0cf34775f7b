import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { TerraformDataSource, TerraformElement, TerraformLocal, TerraformResource, TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { literal } from "../constructs/terraform-string.js";
import type { Environment } from "../model/project.js";
import { logicalIdAt } from "./element-at.js";
import { lowerEnvironment } from "./environment.js";
import { mergeInto, plainJson, resolved } from "./plain-json.js";
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
 * All of one environment. Elements have the addresses of the table in elements.ts; what a subclass adds has those that cdktf gives.
 * There is no backend unless one is added: where the state lies is for the pipeline to say.
 */
export class NanokitStack extends TerraformStack {
  readonly #lowered: number;
  #paths: ReadonlyMap<string, readonly string[]> | undefined;

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
    for (const element of constructs.filter(TerraformElement.isTerraformElement)) {
      resolved(element.toTerraform(), this, true);
    }
  }

  public override toTerraform(): unknown {
    const elements = this.node.findAll().filter(TerraformElement.isTerraformElement);
    const document: Record<string, unknown> = {};
    for (const element of elements) mergeInto(document, plainJson(element.toTerraform(), this) as object);
    // The rest is cdktf's: the header with the names of outputs, and overrides, which come last.
    mergeInto(
      document,
      withoutOwnJson(elements, () => super.toTerraform()),
    );
    return tidy(document as Parameters<typeof tidy>[0]);
  }

  /** Where the construct of a resource, a data source or a local value stands below the stack: the ids that lead to it. */
  public pathOf(address: string): readonly string[] | undefined {
    this.#paths ??= new Map(
      this.node.findAll().flatMap((construct) => {
        const found = addressOf(construct);
        return found === undefined ? [] : [[found, pathBelow(this, construct.node)]];
      }),
    );
    return this.#paths.get(address);
  }

  protected override allocateLogicalId(element: TerraformElement | IConstruct["node"]): string {
    const path = pathBelow(this, TerraformElement.isTerraformElement(element) ? element.node : element);
    return logicalIdAt(path) ?? super.allocateLogicalId(element);
  }
}

function pathBelow(stack: NanokitStack, { scopes }: IConstruct["node"]): readonly string[] {
  return scopes.slice(scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
}

function addressOf(construct: IConstruct): string | undefined {
  if (TerraformResource.isTerraformResource(construct)) {
    return `${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
  }
  if (TerraformDataSource.isTerraformDataSource(construct)) {
    return `data.${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
  }
  return construct instanceof TerraformLocal ? `local.${construct.friendlyUniqueId}` : undefined;
}

/** Runs while none of the elements has anything to say to cdktf. */
function withoutOwnJson(elements: readonly TerraformElement[], run: () => object): object {
  for (const element of elements) element.toTerraform = () => ({});
  try {
    return run();
  } finally {
    for (const element of elements) Reflect.deleteProperty(element, "toTerraform");
  }
}
