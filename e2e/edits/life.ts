import { copyFile, cp, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { compareStacks } from "../../src/changes/compare.js";
import { type Adoption, adoptionText } from "../../src/cli/adoption.js";
import type { StackForm } from "../../src/cli/stack-form.js";
import { Aws } from "../aws.js";
import { copyOf, type Emulator } from "../emulator.js";
import { DEFAULT_VPC_ID, plainEntry, type StackEntry } from "../entries.js";
import { terraformEnvironment } from "../environment.js";
import { type JsonObject, objectAt, objectsAt, parseObject, stringAt } from "../json.js";
import type { Lab } from "../lab.js";
import { nanokit } from "../nanokit.js";
import { changesIn } from "../plan.js";
import type { Environment } from "../tools.js";
import { makeWorld } from "../world.js";
import { type Edit, EditFailed } from "./edit.js";
import { type Happening, happen } from "./happenings.js";
import { pushImages } from "./images-pushed.js";
import { CERTIFICATES, FLOW_LOG_BUCKET, WEB_ACLS } from "./made-before.js";
import { type Applied, appliedIn, errorsIn, lastSaid, messagesIn, plannedIn, plansNothing } from "./messages.js";
import { addressInOtherForm, ownAddress, rootText } from "./module-root.js";
import { makeRecoveryPoints } from "./recovery-points.js";
import { inForm, type Version } from "./source.js";
import { unmarked } from "./unmarked.js";

const REGION = "us-east-1";
/** Where the matrix has recovery points copied to. */
const REGION_OF_COPIES = "us-west-2";
/** What AWS refuses the provider tries again for up to twenty minutes: nobody has to wait for that here. */
const STEP_MS = 300_000;

/** What stands in a file for something of the stack that it lies beside. */
const OF_THE_FIRST = [
  [DEFAULT_VPC_ID, "aws_vpc.main"],
  ["fs-0123456789abcdef0", "aws_efs_file_system.main"],
  ["sg-0123456789abcdef0", "aws_security_group.file_system"],
] as const;

/** What exists before a base is applied. */
const WORLD: StackEntry = {
  ...plainEntry("e2e/edits"),
  hostedZone: "example.com",
  hostedZoneId: "Z0123456789ABCDEFGHIJ",
  hostedZoneAccounts: ["123456789012", "210987654321"],
  cluster: "platform",
  addresses: ["eipalloc-0123456789abcdef0", "eipalloc-0123456789abcdef1"],
  vpcId: DEFAULT_VPC_ID,
  subnets: {
    "subnet-0aaaaaaaaaaaaaaa1": "public-a1",
    "subnet-0bbbbbbbbbbbbbbb1": "public-b",
    "subnet-0ccccccccccccccc1": "private-c",
  },
  securityGroup: "sg-0eeeeeeeeeeeeeee1",
  loadBalancer: "any",
  otherCertificates: Object.values(CERTIFICATES),
  webAcls: Object.values(WEB_ACLS),
  buckets: [FLOW_LOG_BUCKET],
};

/** Where Terraform keeps the state of a stack that names no backend. */
const STATE = "terraform.tfstate";

/** The tag that every built service is applied with. */
const TAG = "v1";

/** Values for variables of Terraform. */
type Given = Pick<Edit, "variables" | "environment">;

/** A stack that is applied to an emulator, with its state, and goes on from there. */
export class LivingStack {
  private hasSaved = false;
  /** The folder of the root that calls the stack as a module; undefined while the stack is a root itself. */
  private root: string | undefined;

  private constructor(
    private readonly lab: Lab,
    private readonly emulator: Emulator,
    private readonly folder: string,
    private readonly ids: Map<string, string>,
    private version: Version,
    private environment: Readonly<Record<string, string>> = {},
  ) {}

  /** Applies a base for the first time. */
  static async begin(lab: Lab, emulator: Emulator, folder: string, version: Version): Promise<LivingStack> {
    await emulator.reset();
    const { ids } = await makeWorld(WORLD, new Aws(emulator.endpoint, REGION), REGION);
    const stack = new LivingStack(lab, emulator, folder, new Map(ids), version);
    await stack.make();
    return stack;
  }

  /** Another stack in the same AWS, applied for the first time. */
  async beside(version: Version): Promise<LivingStack> {
    const ids = new Map(this.ids);
    for (const [placeholder, address] of OF_THE_FIRST) {
      const id = await this.inState(address, "id");
      if (id !== "") ids.set(placeholder, id);
    }
    const stack = new LivingStack(this.lab, this.emulator, `${this.folder}-beside`, ids, version);
    await stack.make();
    return stack;
  }

  private async make(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await this.write(this.version);
    await this.terraform(["init"]);
    await this.apply(this.version);
  }

  /** Applies it as it is, which has to find something that is not as it was left. @throws EditFailed */
  async applyAgain(): Promise<Applied> {
    const applied = await this.apply(this.version);
    if (applied.added + applied.changed === 0) throw new EditFailed("there was nothing to apply again");
    return applied;
  }

  /** Has something happen on AWS, without Terraform. */
  happen(what: Happening): Promise<void> {
    return happen(what, {
      aws: this.aws(REGION),
      know: (placeholder, id) => void this.ids.set(placeholder, id),
      inState: (address, attribute) => this.inState(address, attribute),
    });
  }

  /** Forgets what is applied under some addresses, and has the next apply take it over by its id. */
  async adopt(addresses: readonly string[]): Promise<void> {
    const adoptions: Adoption[] = [];
    for (const address of addresses) {
      // A cluster is imported by its name, all else by its id.
      const attribute = address.startsWith("aws_ecs_cluster.") ? "name" : "id";
      adoptions.push({ address, id: await this.inState(address, attribute) });
    }
    await this.terraform(["state", "rm", ...addresses], []);
    await writeFile(path.join(this.folder, "adopt.tf"), adoptionText(adoptions));
  }

  /** Has the command write down the tag of all that is built, beside the stack. From then on, no apply is given one. */
  async saveTag(tag: string): Promise<void> {
    const project = `${this.folder}-project`;
    await mkdir(project, { recursive: true });
    const file = path.join(project, "nanokit.yml");
    await writeFile(file, this.version.source);
    await writeFile(path.join(project, "Dockerfile"), "");
    const where = ["-f", file, "-o", project];
    await nanokit(this.lab, ["synth", ...where]);
    const said = await nanokit(this.lab, ["images", ...where, "--tag", tag, "--save"]);
    const written = /\S+\.tfvars\.json$/m.exec(said)?.[0] ?? "";
    await copyFile(path.resolve(this.lab.root, written), path.join(this.folder, path.basename(written)));
    this.hasSaved = true;
  }

  /** What `synth` has to write for it to stay what it is. */
  get form(): StackForm {
    return this.version.form;
  }

  /**
   * Moves into a root that calls it as a module, or out of that, with the commands of docs/modules.md: the state is taken along, and each
   * resource in it gets its other address. @throws EditFailed where the plan would make or destroy anything then
   */
  async become(form: StackForm): Promise<void> {
    const left = this.workplace;
    const state = await this.terraform(["state", "pull"], []);
    const listed = (await this.terraform(["state", "list"], [])).split("\n");
    this.root = form === "module" ? `${this.folder}-root` : undefined;
    this.version = inForm(this.version, form);
    await mkdir(this.workplace, { recursive: true });
    await rm(path.join(left, STATE));
    await writeFile(path.join(this.workplace, STATE), state);
    await this.write(this.version);
    await this.terraform(["init"]);
    for (const address of listed.filter((one) => ownAddress(one).startsWith("aws_")))
      await this.terraform(["state", "mv", address, addressInOtherForm(address)], []);
    const planned = plannedIn(messagesIn(await this.terraform(["plan", "-json", ...this.given(this.version)])));
    const others = planned.filter(({ action }) => ["create", "delete", "replace"].includes(action));
    if (others.length > 0) throw new EditFailed(`not moved: ${others.map(({ address }) => address).join(", ")}`);
  }

  private async inState(address: string, attribute: string): Promise<string> {
    const state = parseObject(await this.terraform(["show", "-json"], []), "terraform show");
    const root = objectAt(objectAt(state, "values"), "root_module");
    const resources = [root, ...objectsAt(root, "child_modules")].flatMap((one) => objectsAt(one, "resources"));
    const found = resources.find((resource) => ownAddress(stringAt(resource, "address") ?? "") === address);
    return stringAt(objectAt(found ?? {}, "values"), attribute) ?? "";
  }

  /** Of what it is applied with: `Terraform 1.11.4, provider 5.100.0`. */
  async versions(): Promise<string> {
    const said = parseObject(await this.terraform(["version", "-json"], []), "terraform version");
    const providers = Object.values(objectAt(said, "provider_selections"));
    return `Terraform ${stringAt(said, "terraform_version")}, provider ${providers.join(", ")}`;
  }

  /** The same stack once more, in an emulator of its own: what becomes of the one, the other never sees. */
  async copy(folder: string): Promise<{ readonly stack: LivingStack; end(): Promise<void> }> {
    const emulator = await copyOf(this.emulator);
    await cp(this.folder, folder, { recursive: true, verbatimSymlinks: true });
    const stack = new LivingStack(this.lab, emulator, folder, new Map(this.ids), this.version);
    return { stack, end: () => emulator.end() };
  }

  /**
   * Applies a version as a user does, and plans again, which has to find nothing to do. @throws EditFailed where Terraform fails, or where
   * something stops or is lost that `check` does not mark.
   */
  async apply(version: Version, { variables = {}, environment = {} }: Given = {}): Promise<Applied> {
    this.environment = environment;
    const given = this.given(version, variables);
    await this.write(version);
    const messages = messagesIn(await this.terraform(["apply", "-auto-approve", "-json", ...given]));
    const { changes } = compareStacks("shop-stage", this.version.stack, version.stack);
    const planned = plannedIn(messages).map((one) => ({ ...one, address: ownAddress(one.address) }));
    const missing = this.version === version ? [] : unmarked(planned, changes);
    if (missing.length > 0) throw new EditFailed(`check does not say: ${missing.join(", ")}`);
    this.version = version;
    await pushImages(this.aws(REGION), TAG);
    for (const region of [REGION, REGION_OF_COPIES]) await makeRecoveryPoints(this.aws(region));
    await this.expectNothingToDo(given);
    return appliedIn(messages);
  }

  /** Runs a command of Terraform in its folder. @throws EditFailed */
  async terraform(args: readonly string[], flags: readonly string[] = ["-no-color"]): Promise<string> {
    const [command = "", ...rest] = args;
    const options = { cwd: this.workplace, env: this.env(), timeoutMs: STEP_MS };
    const { ok, stdout, log } = await this.lab.processes.run(this.lab.terraform, [command, ...flags, ...rest], options);
    if (!ok) throw new EditFailed(`terraform ${command}:\n${whatFailed(messagesIn(stdout), log)}`);
    return stdout;
  }

  /** Has a day pass for the emulator. */
  waitADay(): Promise<void> {
    return this.emulator.waitADay();
  }

  /** The flags with values for what a version asks for. Of a module, the file of the root has them. */
  private given(version: Version, more: Readonly<Record<string, string>> = {}): readonly string[] {
    if (this.root !== undefined) return [];
    const tags = this.hasSaved ? {} : tagsOf(version);
    return Object.entries({ ...tags, ...more }).map(([name, value]) => `-var=${name}=${value}`);
  }

  /** Where Terraform runs. */
  private get workplace(): string {
    return this.root ?? this.folder;
  }

  /** Plans again. What differs is looked at only where something does: reading a plan takes as long as making it. */
  private async expectNothingToDo(given: readonly string[]): Promise<void> {
    if (plansNothing(messagesIn(await this.terraform(["plan", "-json", "-out=again.tfplan", ...given])))) return;
    const plan = parseObject(await this.terraform(["show", "-json", "again.tfplan"], []), "terraform show");
    const changes = changesIn(plan, this.lab.gaps);
    if (changes.length > 0) throw new EditFailed(`the second plan is not empty:\n${changes.join("\n")}`);
  }

  /** The files of the stack, with the ids of what exists in the place of those that stand for them, and that of the root that calls it. */
  async write(version: Version): Promise<void> {
    for (const { path: file, text } of version.files) {
      const replaced = [...this.ids].reduce((all, [placeholder, id]) => all.replaceAll(placeholder, id), text);
      await writeFile(path.join(this.folder, path.basename(file)), replaced);
    }
    if (this.root === undefined) return;
    const source = `../${path.basename(this.folder)}`;
    const text = rootText({ source, region: REGION, variables: this.hasSaved ? {} : tagsOf(version) });
    await writeFile(path.join(this.root, "main.tf.json"), text);
  }

  private aws(region: string): Aws {
    return new Aws(this.emulator.endpoint, region);
  }

  private env(): Environment {
    const { cliConfig, awsConfig, env } = this.lab;
    const { endpoint } = this.emulator;
    return terraformEnvironment(env, { endpoint, region: REGION, cliConfig, awsConfig, variables: this.environment });
  }
}

/** The tag that runs, for each variable that asks for one and has no default. */
function tagsOf({ stack }: Version): Readonly<Record<string, string>> {
  const asked = [...stack.declared.values()].filter(({ kind }) => kind === "variable");
  const names = asked.map(({ address }) => address.replace(/^var\./, "")).filter((name) => name.endsWith("_image_tag"));
  return Object.fromEntries(names.map((name) => [name, TAG]));
}

/** The errors; where there are none, what Terraform said at last. */
function whatFailed(messages: readonly JsonObject[], log: string): string {
  const text = log.replaceAll(/^\{.*\n?/gm, "");
  const from = text.search(/^.{0,2}Error/m);
  const end = from < 0 ? text.slice(-2000) : text.slice(from, from + 3000);
  return errorsIn(messages) || `${lastSaid(messages)}\n${end}`.trim();
}
