import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import {
  TerraformDataSource,
  TerraformElement,
  TerraformLocal,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import type { Construct, IConstruct } from "constructs";
import type { BackendType } from "../aws/backend-secrets.js";
import { type Addressable, addressOf } from "../constructs/address.js";
import { literal } from "../constructs/terraform-string.js";
import { carriedName, madeWhole } from "../constructs/token-marks.js";
import type { Environment } from "../model/project.js";
import { backendOverride } from "./backend.js";
import { logicalIdAt } from "./element-at.js";
import { lowerEnvironment } from "./environment.js";
import { moduleDocument } from "./module.js";
import { movesOf } from "./moves.js";
import { documentMadeWhole, isMap, mergeInto, plainJson } from "./plain-json.js";
import { environmentTags } from "./tags.js";
import { tidy } from "./tidy.js";

/** The versions of the AWS provider that know all that is emitted, as Terraform writes it. */
const AWS_PROVIDER = { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" };

/** The first Terraform with preconditions; OpenTofu began later. Source: the changelog of Terraform 1.2. */
export const TERRAFORM_VERSION = ">= 1.2.0";

/** The versions of Terraform that know all that an environment uses. */
export function terraformVersion({ backend }: Environment): string {
  return backend?.version === undefined ? TERRAFORM_VERSION : `>= ${backend.version}`;
}

/** Props of {@link NanokitStack}. */
export interface NanokitStackProps {
  readonly environment: Environment;
}

/**
 * All of one environment. Elements have the addresses of the table in elements.ts; what a subclass adds has those that cdktf gives.
 * There is no backend unless the environment names one or one is added: where the state lies is for the pipeline to say.
 */
export class NanokitStack extends TerraformStack {
  readonly #overrides: Record<string, unknown> = {};
  readonly #lowered: number;
  readonly #backend: BackendType;
  readonly #isModule: boolean;
  #paths: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(scope: Construct, id: string, props: NanokitStackProps) {
    super(scope, id);
    const { environment } = props;
    this.#backend = environment.backend?.type ?? "local";
    this.#isModule = environment.module === true;
    new AwsProvider(this, "aws", {
      ...(environment.region !== undefined && { region: literal(environment.region) }),
      defaultTags: [{ tags: environmentTags(environment) }],
    });
    this.addOverride("terraform.required_version", terraformVersion(environment));
    this.addOverride("terraform.required_providers.aws", AWS_PROVIDER);
    if (environment.backend) this.addOverride(...backendOverride(environment.backend));
    lowerEnvironment(this, environment);
    const moves = movesOf(environment);
    if (moves.length > 0) this.addOverride("moved", moves);
    this.#lowered = this.node.findAll().length;
  }

  /**
   * Called by cdktf before it synthesizes, for references from stack to stack. What is lowered has none; what was added since may.
   */
  public override prepareStack(): void {
    const constructs = this.node.findAll();
    if (constructs.length === this.#lowered) return;
    for (const element of constructs.filter(TerraformElement.isTerraformElement)) {
      plainJson(element.toTerraform(), this, true);
    }
  }

  /** Kept here too: cdktf's own are out of reach, and it resolves them together with the names of the stack, which it may take for tokens. */
  public override addOverride(path: string, value: unknown): void {
    super.addOverride(path, value);
    const steps = path.split(".");
    const last = steps.pop() ?? "";
    let at = this.#overrides;
    for (const step of steps) {
      const next = Object.hasOwn(at, step) ? at[step] : undefined;
      at = at[step] = isMap(next) ? next : {};
    }
    at[last] = value;
  }

  public override toTerraform(): unknown {
    const elements = this.node.findAll().filter(TerraformElement.isTerraformElement);
    const document: Record<string, unknown> = {};
    for (const element of elements) mergeInto(document, plainJson(element.toTerraform(), this) as object);
    mergeInto(document, { "//": { metadata: this.#metadata(elements), outputs: outputNames(elements) } });
    mergeInto(document, plainJson(this.#overrides, this) as object);
    const whole = tidy(documentMadeWhole(document) as Parameters<typeof tidy>[0]);
    return this.#isModule ? moduleDocument(whole) : whole;
  }

  /** Where the construct of a resource, a data source or a local value stands below the stack: the ids that lead to it. */
  public pathOf(address: string): readonly string[] | undefined {
    this.#paths ??= new Map(
      this.node.findAll().flatMap((construct) => {
        const found = addressIn(construct);
        return found === undefined ? [] : [[madeWhole(found), pathBelow(this, construct.node)]];
      }),
    );
    return this.#paths.get(address);
  }

  protected override allocateLogicalId(element: TerraformElement | IConstruct["node"]): string {
    const path = pathBelow(this, TerraformElement.isTerraformElement(element) ? element.node : element);
    return carriedName(logicalIdAt(path) ?? super.allocateLogicalId(element));
  }

  #metadata(elements: readonly TerraformElement[]): Record<string, unknown> {
    const metadata: Record<string, unknown> = { stackName: this.node.id, backend: this.#backend };
    for (const element of elements) mergeInto(metadata, plainJson(element.toMetadata(), this) as object);
    return metadata;
  }
}

function pathBelow(stack: NanokitStack, { scopes }: IConstruct["node"]): readonly string[] {
  return scopes.slice(scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
}

function addressIn(construct: IConstruct): string | undefined {
  const named = [TerraformResource.isTerraformResource, TerraformDataSource.isTerraformDataSource];
  const isNamed = named.some((is) => is(construct)) || construct instanceof TerraformLocal;
  return isNamed ? addressOf(construct as Addressable) : undefined;
}

/** The names of the outputs as a tree of constructs, for cdktf's own command line. */
function outputNames(elements: readonly TerraformElement[]): Record<string, unknown> {
  const names: Record<string, unknown> = {};
  for (const output of elements.filter((element) => TerraformOutput.isTerraformOutput(element))) {
    const ids = output.node.path.split("/");
    const [leaf = "", ...scopes] = ids.reverse();
    mergeInto(
      names,
      scopes.reduce<object>((inner, id) => ({ [id]: inner }), { [leaf]: output.friendlyUniqueId }),
    );
  }
  return names;
}
