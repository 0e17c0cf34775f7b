import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type AnyStatement, isPermitted } from "../../e2e/iam/evaluate.js";
import { containersNamed } from "../support/task-definitions.js";

/**
 * What every committed stack lets its roles do with files and secrets, by the logic with which AWS evaluates the policies of who asks and of
 * what is asked for together. References stand for the ARNs that they will be.
 */
const root = join(import.meta.dirname, "../..");

const stacks = ["__tests__/specs", "generated", "examples"]
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith("cdk.tf.json") && !path.startsWith("own-app"))
      .map((path) => join(folder, path))
      .sort(),
  );

interface Container {
  readonly name: string;
  readonly mountPoints?: readonly { readonly sourceVolume: string; readonly readOnly: boolean }[];
  readonly secrets?: readonly { readonly valueFrom: string }[];
  readonly repositoryCredentials?: { readonly credentialsParameter: string };
}

interface Definition {
  readonly task_role_arn: string;
  readonly execution_role_arn: string;
  readonly container_definitions: string;
  readonly volume?: readonly {
    readonly name: string;
    /** Absent: a volume of the task itself. */
    readonly efs_volume_configuration?: { readonly authorization_config: { readonly access_point_id: string } };
  }[];
}

type Blocks<T> = Readonly<Record<string, T>>;

interface StackJson {
  readonly locals: Blocks<unknown>;
  readonly resource: {
    readonly aws_ecs_task_definition?: Blocks<Definition>;
    readonly aws_iam_role_policy?: Blocks<{ readonly role: string; readonly policy: string }>;
    readonly aws_efs_access_point?: Blocks<{ readonly file_system_id: string }>;
    readonly aws_efs_file_system_policy?: Blocks<{ readonly policy: string }>;
  };
}

class Stack {
  public readonly definitions: readonly Definition[];
  /** ARNs of the access points, and of the one file system. */
  public readonly accessPoints: readonly string[];
  public readonly fileSystem: string;
  public readonly filePolicy: readonly AnyStatement[] | undefined;

  constructor(private readonly json: StackJson) {
    const { aws_ecs_task_definition: definitions = {}, aws_efs_access_point: points = {} } = json.resource;
    this.definitions = Object.values(definitions);
    this.accessPoints = Object.keys(points).map((name) => `\${aws_efs_access_point.${name}.arn}`);
    const fileSystem = String(Object.values(points)[0]?.file_system_id);
    // One that exists is looked up by the id that the file has.
    this.fileSystem = fileSystem.startsWith("fs-")
      ? "${data.aws_efs_file_system.main.arn}"
      : fileSystem.replace(".id}", ".arn}");
    const policy = json.resource.aws_efs_file_system_policy?.main?.policy;
    this.filePolicy = policy === undefined ? undefined : this.statements(policy);
  }

  public statementsOf(roleArn: string): readonly AnyStatement[] {
    const all = Object.values(this.json.resource.aws_iam_role_policy ?? {});
    return all
      .filter(({ role }) => role.replace(".id}", ".arn}") === roleArn)
      .flatMap(({ policy }) => this.statements(policy));
  }

  public containersOf({ container_definitions: text }: Definition): readonly Container[] {
    return containersNamed(text, this.json.locals) as readonly Container[];
  }

  /** How the tasks that take a role mount an access point. */
  public mounts(roleArn: string, accessPoint: string): "write" | "read" | "not" {
    const modes = this.definitions
      .filter(({ task_role_arn: role }) => role === roleArn)
      .flatMap((definition) => {
        const names = (definition.volume ?? [])
          .filter(({ efs_volume_configuration: efs }) => {
            const id = efs?.authorization_config.access_point_id;
            return id !== undefined && accessPoint.startsWith(id.replace(".id}", "."));
          })
          .map(({ name }) => name);
        const points = this.containersOf(definition).flatMap(({ mountPoints = [] }) => mountPoints);
        return points.filter(({ sourceVolume }) => names.includes(sourceVolume)).map(({ readOnly }) => readOnly);
      });
    return modes.length === 0 ? "not" : modes.includes(false) ? "write" : "read";
  }

  private statements(policy: string): readonly AnyStatement[] {
    const [, name = ""] = /^\$\{jsonencode\(local\.([\w-]+)\)\}$/.exec(policy) ?? [];
    const { Statement } = this.json.locals[name] as { readonly Statement: readonly AnyStatement[] };
    return Statement.map((statement) => ({ ...statement, Resource: [statement.Resource].flat() }));
  }
}

/** Whether a role is the stack's: what one that is there already may do stands elsewhere, and no stack adds to it. */
const isOwn = (role: string) => role.startsWith("${aws_iam_role.");

const read = (path: string) => new Stack(JSON.parse(readFileSync(join(root, path), "utf8")) as StackJson);
const withFiles = stacks.map((path) => [path, read(path)] as const).filter(([, one]) => one.accessPoints.length > 0);
const withSecrets = stacks
  .map((path) => [path, read(path)] as const)
  .filter(([, one]) =>
    one.definitions.some((each) => one.containersOf(each).some((container) => secretsIn(container).length > 0)),
  );

const ACTIONS = ["ClientMount", "ClientWrite", "ClientRootAccess"] as const;

function mounting(stack: Stack, action: string, accessPoint: string | undefined, secure = true, viaTarget = true) {
  return {
    action: `elasticfilesystem:${action}`,
    resource: stack.fileSystem,
    context: {
      "aws:SecureTransport": [String(secure)],
      "elasticfilesystem:AccessedViaMountTarget": [String(viaTarget)],
      ...(accessPoint !== undefined && { "elasticfilesystem:AccessPointArn": [accessPoint] }),
    },
  };
}

describe.each(withFiles)("the files of %s", (_path, stack) => {
  const resource = stack.filePolicy ?? [];
  const roles = [
    ...new Set(stack.definitions.flatMap((one) => [one.task_role_arn, one.execution_role_arn])),
    // Somebody of the account who is let do nothing.
    "arn:aws:iam::123456789012:role/else",
  ];

  it("are for the roles of the tasks that mount them, each its own, and to write only where they write", () => {
    for (const role of roles) {
      const policies = { identity: stack.statementsOf(role), resource };
      for (const accessPoint of [undefined, ...stack.accessPoints]) {
        const mode = accessPoint === undefined || !isOwn(role) ? "not" : stack.mounts(role, accessPoint);
        const may = (action: (typeof ACTIONS)[number]) =>
          isPermitted(policies, mounting(stack, action, accessPoint), role);
        expect([role, accessPoint, may("ClientMount")]).toEqual([role, accessPoint, mode !== "not"]);
        expect([role, accessPoint, may("ClientWrite")]).toEqual([role, accessPoint, mode === "write"]);
        if (mode === "not") expect([role, accessPoint, may("ClientRootAccess")]).toEqual([role, accessPoint, false]);
      }
    }
  });

  it("are for nobody without TLS, past a mount target, or without a name", () => {
    if (stack.filePolicy === undefined) return;
    for (const action of ACTIONS) {
      for (const accessPoint of [undefined, ...stack.accessPoints]) {
        const anonymous = isPermitted({ identity: [], resource }, mounting(stack, action, accessPoint), undefined);
        expect(anonymous).toBe(false);
        for (const role of roles) {
          const policies = { identity: stack.statementsOf(role), resource };
          expect(isPermitted(policies, mounting(stack, action, accessPoint, false), role)).toBe(false);
          expect(isPermitted(policies, mounting(stack, action, accessPoint, true, false), role)).toBe(false);
        }
      }
    }
  });
});

const READS = ["ssm:GetParameters", "secretsmanager:GetSecretValue"];

describe.each(withSecrets)("the secrets of %s", (_path, stack) => {
  const roles = [...new Set(stack.definitions.map((one) => one.execution_role_arn))];
  const statements = (role: string) => stack.statementsOf(role).filter(({ Action }) => READS.includes(Action[0] ?? ""));
  const named = (role: string) =>
    stack.definitions
      .filter((one) => one.execution_role_arn === role)
      .flatMap((one) => stack.containersOf(one).flatMap(secretsIn));

  it("can be read for the tasks that name them alone", () => {
    const all = [...new Set(roles.flatMap((role) => statements(role).flatMap(({ Resource }) => Resource)))];
    expect(all.length > 0).toBe(roles.some((role) => isOwn(role) && named(role).length > 0));
    for (const role of roles) {
      const policies = { identity: stack.statementsOf(role), resource: [] };
      for (const secret of all) {
        const may = READS.some((action) => isPermitted(policies, { action, resource: secret, context: {} }, role));
        expect([role, secret, may]).toEqual([
          role,
          secret,
          isOwn(role) && named(role).some((value) => isOf(value, secret)),
        ]);
      }
    }
  });
});

/** Whether what a container names lies at an ARN: `name`, `/name`, an ARN, or an ARN with `:<key>::`. */
/** What a container refers to: its secrets, and the login to the registry of its image. */
function secretsIn({ secrets = [], repositoryCredentials }: Container): readonly string[] {
  const login = repositoryCredentials ? [repositoryCredentials.credentialsParameter] : [];
  return [...secrets.map(({ valueFrom }) => valueFrom), ...login];
}

function isOf(valueFrom: string, arn: string): boolean {
  const bare = valueFrom.replace(/:[^:]*::$/, "");
  return bare === arn || arn.endsWith(`:parameter/${bare.replace(/^\//, "")}`);
}

it("looks at stacks with files and stacks with secrets", () => {
  expect(withFiles.length).toBeGreaterThan(15);
  expect(withSecrets.length).toBeGreaterThan(2);
});
