import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { VERSIONS_FILE } from "../src/hcl/settings.js";
import { Aws } from "./aws.js";
import type { Emulator } from "./emulator.js";
import { terraformEnvironment } from "./environment.js";
import { isObject, type JsonObject, objectAt, objectsAt, parseObject, stringAt } from "./json.js";
import type { Lab } from "./lab.js";
import { withoutPreventDestroy } from "./stack-file.js";
import { STACK_FILE, VERSIONS } from "./stack-source.js";

const REGION = "eu-west-1";
const STEP_MS = 600_000;

/** What a plan does with a resource, in the words of `check`. */
const ACTIONS: Readonly<Record<string, string>> = {
  create: "create",
  update: "update",
  delete: "destroy",
  "delete,create": "replace",
  "create,delete": "replace",
};

/** What a plan does with one resource, and the attributes for which it replaces it, as dotted names. */
export interface Planned {
  readonly action: string;
  readonly replaces: readonly string[];
}

/** The large example, applied: any change of it can be planned, without asking the emulator anything anew. */
export class AppliedStack {
  private constructor(
    private readonly lab: Lab,
    private readonly folder: string,
    private readonly env: Lab["env"],
  ) {}

  /** Applies a stack. Its file system is not protected, as plans that would replace it are wanted. */
  static async apply(lab: Lab, emulator: Emulator, folder: string, stack: JsonObject): Promise<AppliedStack> {
    const aws = new Aws(emulator.endpoint, REGION);
    await emulator.reset();
    const zone = "<Name>example.com</Name><CallerReference>made-beforehand</CallerReference>";
    await aws.route53(
      "hostedzone",
      `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">${zone}</CreateHostedZoneRequest>`,
    );
    await aws.secretsManager("CreateSecret", { Name: "shop/db", SecretString: "{}" });
    const { cliConfig, awsConfig } = lab;
    const variables = { admin_image_tag: "1" };
    const settings = { endpoint: emulator.endpoint, region: REGION, cliConfig, awsConfig, variables };
    const applied = new AppliedStack(lab, folder, terraformEnvironment(lab.env, settings));
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, VERSIONS_FILE), VERSIONS);
    await applied.write(stack);
    await applied.terraform("init", "-no-color");
    await applied.terraform("apply", "-no-color", "-auto-approve");
    return applied;
  }

  /** What Terraform would do, by address; what it would leave alone is not there. @throws Error with what terraform said */
  async plan(stack: JsonObject): Promise<ReadonlyMap<string, Planned>> {
    await this.write(stack);
    await this.terraform("plan", "-no-color", "-refresh=false", "-out=change.tfplan");
    const plan = parseObject(await this.terraform("show", "-json", "change.tfplan"), "terraform show");
    const managed = objectsAt(plan, "resource_changes").filter((one) => stringAt(one, "mode") === "managed");
    const changes = managed.flatMap((one) => {
      const change = objectAt(one, "change");
      const action = ACTIONS[String(change.actions)];
      const address = stringAt(one, "address");
      if (action === undefined || address === undefined) return [];
      const paths = Array.isArray(change.replace_paths) ? change.replace_paths : [];
      return [[address, { action, replaces: paths.map(dotted) }] as const];
    });
    return new Map(changes);
  }

  private async write(stack: JsonObject): Promise<void> {
    await writeFile(path.join(this.folder, STACK_FILE), JSON.stringify(withoutPreventDestroy(stack)));
  }

  private async terraform(...args: readonly string[]): Promise<string> {
    const options = { cwd: this.folder, env: this.env, timeoutMs: STEP_MS };
    const { ok, stdout, log } = await this.lab.processes.run(this.lab.terraform, args, options);
    if (!ok) throw new Error(`terraform ${args.join(" ")}:\n${log.slice(-3000)}`);
    return stdout;
  }
}

function dotted(steps: unknown): string {
  return (Array.isArray(steps) ? steps : []).filter((step) => typeof step === "string").join(".");
}

/** A copy of a stack in which the attribute at a path of a resource is another; `undefined` takes it away. */
export function withAttribute(
  stack: JsonObject,
  address: readonly [string, string],
  at: string,
  value: unknown,
): JsonObject {
  const copy = structuredClone(stack);
  const body = objectAt(objectAt(objectAt(copy, "resource"), address[0]), address[1]);
  const lifecycle = objectAt(body, "lifecycle");
  delete lifecycle.ignore_changes;
  // What the provider does with another value is asked, and not whether the stack takes it.
  delete lifecycle.postcondition;
  const steps = at.split(".");
  const last = steps.pop() ?? "";
  let place: JsonObject | unknown[] = body;
  for (const step of steps) {
    const next: unknown = Reflect.get(place, step);
    if (!isObject(next) && !Array.isArray(next)) Reflect.set(place, step, {});
    place = Reflect.get(place, step) as JsonObject | unknown[];
  }
  if (value === undefined) Reflect.deleteProperty(place, last);
  else Reflect.set(place, last, value);
  return copy;
}
