import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import type { Construct } from "constructs";
import type { Addressable } from "./address.js";
import { forEachOf } from "./for-each.js";
import { JsonDocument } from "./json-document.js";
import { GOES_LAST } from "./lifecycle.js";
import { Part } from "./part.js";
import { type PolicyStatement, policyDocument } from "./policy.js";
import type { Tags } from "./tags.js";
import { expression, literal, type TerraformString } from "./terraform-string.js";

/** What the rules of an account ask of a role. */
export interface RoleSettings {
  /** ARN of the managed policy that limits what the role can be granted. @default none */
  readonly permissionsBoundary?: TerraformString;
  /** Path of the role, between slashes. A change replaces the role, so its name has to change too. @default / */
  readonly path?: TerraformString;
}

/** An IAM role, made here or elsewhere. */
export interface IRole {
  readonly roleArn: TerraformString;
  readonly roleName: TerraformString;
  /** What has to exist before something that takes the role can rely on what it is granted. */
  readonly dependencies: readonly Addressable[];
  /** Grants one statement more; a role made elsewhere is not changed, and has to allow it already. */
  addToPolicy(statement: PolicyStatement): void;
}

/** Props of {@link Role.fromRoleArn}. */
export interface ImportedRoleProps {
  readonly roleArn: TerraformString;
  /** Its name, without a path. */
  readonly roleName: TerraformString;
}

/** A role made elsewhere. Nothing of it is changed. */
export class ImportedRole implements IRole {
  public readonly roleArn: TerraformString;
  public readonly roleName: TerraformString;
  public readonly dependencies: readonly Addressable[] = [];

  constructor({ roleArn, roleName }: ImportedRoleProps) {
    this.roleArn = roleArn;
    this.roleName = roleName;
  }

  /** Changes nothing: whoever made the role sees to what it allows. */
  public addToPolicy(_statement: PolicyStatement): void {}
}

/** Props of {@link Role}. */
export interface RoleProps extends RoleSettings {
  /** Name of the role, at most 64 characters. */
  readonly roleName: TerraformString;
  /** Who may take the role: a policy as a JSON string. */
  readonly assumeRolePolicy: TerraformString;
  /** Name of the inline policy that holds what is granted. @default "nanokit" */
  readonly policyName?: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * An IAM role with one inline policy, which exists once something is granted, and managed policies, where some are attached. Children:
 * `resource`, `policy`, `policy-document`, `managed`.
 */
export class Role extends Part implements IRole {
  /** A role made elsewhere: nothing of it is changed, so it has to allow already what is granted to it. */
  public static fromRoleArn(props: ImportedRoleProps): IRole {
    return new ImportedRole(props);
  }

  /** The role. */
  public readonly resource: IamRole;
  readonly #policyName: TerraformString;
  #inline: { readonly policy: IamRolePolicy; readonly document: JsonDocument } | undefined;
  readonly #statements: PolicyStatement[] = [];
  #managed: IamRolePolicyAttachment | undefined;

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    this.#policyName = props.policyName ?? literal("nanokit");
    this.resource = new IamRole(this, "resource", {
      name: props.roleName,
      assumeRolePolicy: props.assumeRolePolicy,
      lifecycle: GOES_LAST,
      ...(props.path !== undefined && { path: props.path }),
      ...(props.permissionsBoundary !== undefined && { permissionsBoundary: props.permissionsBoundary }),
      ...(props.tags && { tags: { ...props.tags } }),
    });
  }

  /** ARN of the role. */
  public get roleArn(): TerraformString {
    return expression(this.resource.arn);
  }

  /** Name of the role. */
  public get roleName(): TerraformString {
    return expression(this.resource.name);
  }

  /** What has to exist before something that takes the role can rely on what it is granted. */
  public get dependencies(): readonly Addressable[] {
    return [...(this.#inline ? [this.#inline.policy] : []), ...(this.#managed ? [this.#managed] : [])];
  }

  /** Grants one statement more. */
  public addToPolicy(statement: PolicyStatement): void {
    this.replacePolicy([...this.#statements, statement]);
  }

  /** Attaches managed policies, by ARN; IAM takes ten, or twenty where it has raised that. To be called once. */
  public attachPolicies(policyArns: readonly TerraformString[]): void {
    if (policyArns.length === 0) return;
    this.#managed = new IamRolePolicyAttachment(this, "managed", {
      role: this.roleName,
      policyArn: "${each.key}",
      lifecycle: GOES_LAST,
    });
    this.#managed.addOverride("for_each", forEachOf(policyArns));
  }

  /** Replaces all that is granted. */
  protected replacePolicy(statements: readonly PolicyStatement[]): void {
    this.#statements.splice(0, this.#statements.length, ...statements);
    const document = policyDocument(this.#statements);
    if (this.#inline) this.#inline.document.replace(document);
    else this.#inline = this.#attach(new JsonDocument(this, "policy-document", document));
  }

  #attach(document: JsonDocument): { readonly policy: IamRolePolicy; readonly document: JsonDocument } {
    const policy = new IamRolePolicy(this, "policy", {
      name: this.#policyName,
      role: this.resource.id,
      policy: document.encoded,
      lifecycle: GOES_LAST,
    });
    return { policy, document };
  }
}
