import { describe, expect, it } from "vitest";
import { synthesize } from "../../src/lower/synth.js";
import type { Project, Secret } from "../../src/model/project.js";
import { environment, project, service } from "./fixtures.js";

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

function lowered(of: Project) {
  const stack = JSON.parse(synthesize(of)[1]?.text ?? "");
  return {
    stack,
    mayRead: (name: string) => {
      const statements: readonly Statement[] = stack.locals[name].Statement;
      return new Map(statements.flatMap(({ Action, Resource }) => Action.map((one) => [one, Resource])));
    },
  };
}

const secret = (name: string, from: Secret["from"]): Secret => ({ name, from });
const parameterArn = "arn:aws:ssm:us-east-1:123456789012:parameter/other";
const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:other-AbCdEf";
const keyArn = "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";

describe("lowerSecrets", () => {
  const { stack, mayRead } = lowered(
    project(
      environment({
        region: "eu-west-1",
        secretsKmsKeyArn: keyArn,
        services: [
          service("a", {
            secrets: [
              secret("ARN", { store: "ssm", id: parameterArn }),
              secret("KEY", { store: "secretsmanager", id: "shop/a", jsonKey: "db.password" }),
              secret("PLAIN", { store: "ssm", id: "plain" }),
              secret("SECRET_ARN", { store: "secretsmanager", id: secretArn, jsonKey: "k" }),
            ],
          }),
          service("b", {
            secrets: [
              secret("LEVELS", { store: "ssm", id: "/shop/b" }),
              secret("WHOLE", { store: "secretsmanager", id: "shop/a" }),
            ],
          }),
        ],
      }),
    ),
  );
  const valuesFrom = (name: string) =>
    Object.fromEntries(
      stack.locals[`${name}_container`].secrets.map((one: { name: string; valueFrom: string }) => [
        one.name,
        one.valueFrom,
      ]),
    );

  it("refers to parameters as they are called, and to secrets by their full ARN", () => {
    expect(valuesFrom("a")).toEqual({
      ARN: parameterArn,
      KEY: '${data.aws_secretsmanager_secret.main["shop/a"].arn}:db.password::',
      PLAIN: "plain",
      SECRET_ARN: `${secretArn}:k::`,
    });
    expect(valuesFrom("b")).toEqual({
      LEVELS: "/shop/b",
      WHOLE: '${data.aws_secretsmanager_secret.main["shop/a"].arn}',
    });
  });

  it("looks up no more than the names of secrets, once each", () => {
    expect(stack.data.aws_secretsmanager_secret).toEqual({
      main: { for_each: '${toset(["shop/a"])}', name: "${each.key}" },
    });
    expect(Object.keys(stack.data)).not.toContain("aws_ssm_parameter");
  });

  it("lets ECS read exactly those, of each service with a role of its own", () => {
    const own =
      "arn:${data.aws_partition.current.partition}:ssm:eu-west-1:${data.aws_caller_identity.current.account_id}";
    const [a, b] = [mayRead("a_execution_policy"), mayRead("b_execution_policy")];
    expect(a.get("ssm:GetParameters")).toEqual([`${own}:parameter/plain`, parameterArn]);
    expect(b.get("ssm:GetParameters")).toEqual([`${own}:parameter/shop/b`]);
    const named = '${data.aws_secretsmanager_secret.main["shop/a"].arn}';
    expect(a.get("secretsmanager:GetSecretValue")).toEqual([named, secretArn]);
    expect(b.get("secretsmanager:GetSecretValue")).toEqual([named]);
    for (const one of [a, b]) expect(one.get("kms:Decrypt")).toEqual([keyArn]);
    for (const name of ["a", "b"]) {
      const { execution_role_arn: role } = stack.resource.aws_ecs_task_definition[name];
      expect(role).toBe(`\${aws_iam_role.${name}_execution.arn}`);
    }
    expect([...mayRead("execution_policy").keys()]).toEqual(["logs:CreateLogStream", "logs:PutLogEvents"]);
  });

  it("reads the login to a registry with the role of the service, and gives it to each of its containers", () => {
    const login = lowered(
      project(
        environment({
          secretsKmsKeyArn: keyArn,
          services: [
            service("a", { registry: { kind: "login", secret: "shop/ghcr" }, preparation: ["./migrate"] }),
            service("b", { registry: { kind: "login", secret: secretArn } }),
            service("c"),
          ],
        }),
      ),
    );
    const named = '${data.aws_secretsmanager_secret.main["shop/ghcr"].arn}';
    const { locals, data } = login.stack;
    for (const name of ["a_container", "a_preparation"]) {
      expect(locals[name].repositoryCredentials).toEqual({ credentialsParameter: named });
      expect(locals[name]).not.toHaveProperty("secrets");
    }
    expect(locals.b_container.repositoryCredentials).toEqual({ credentialsParameter: secretArn });
    expect(locals.c_container).not.toHaveProperty("repositoryCredentials");
    expect(data.aws_secretsmanager_secret.main.for_each).toBe('${toset(["shop/ghcr"])}');
    expect(login.mayRead("a_execution_policy").get("secretsmanager:GetSecretValue")).toEqual([named]);
    expect(login.mayRead("a_execution_policy").get("kms:Decrypt")).toEqual([keyArn]);
    expect(login.mayRead("execution_policy").has("secretsmanager:GetSecretValue")).toBe(false);
  });

  it("lets it decrypt with no key where there is no secret", () => {
    const none = lowered(project(environment({ secretsKmsKeyArn: keyArn, services: [service("a")] })));
    expect([...none.mayRead("execution_policy").keys()]).toEqual(["logs:CreateLogStream", "logs:PutLogEvents"]);
    expect(Object.keys(none.stack.resource.aws_iam_role)).toEqual(["a_task", "execution"]);
    expect(none.stack.locals.a_container).not.toHaveProperty("secrets");
  });
});
