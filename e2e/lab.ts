import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Adoption } from "../src/cli/adoption.js";
import { VERSIONS_FILE } from "../src/hcl/settings.js";
import { hclFormat } from "../src/lower/hcl-format.js";
import { unmetImports, unmetStorage, writeImportBlocks } from "./adoptions.js";
import { Aws } from "./aws.js";
import type { Emulator } from "./emulator.js";
import { entryName, plainEntry, type StackEntry } from "./entries.js";
import { terraformEnvironment } from "./environment.js";
import { unmet } from "./expectations.js";
import type { Gaps } from "./gaps.js";
import { type JsonObject, parseObject } from "./json.js";
import { makeByHand } from "./made-by-hand.js";
import { changesIn } from "./plan.js";
import type { Finished, Processes } from "./processes.js";
import {
  localBackend,
  regionOf,
  typesIn,
  withIds,
  withoutDeletionProtection,
  withoutPreventDestroy,
  withoutTypes,
} from "./stack-file.js";
import { readParts, STACK_FILE, type StackPart } from "./stack-source.js";
import { openStateServer, type StateServer } from "./state-server.js";
import type { Environment } from "./tools.js";
import { addSubnets, makeWorld, type World } from "./world.js";

/** What every stack of a run shares. */
export interface Lab {
  readonly root: string;
  readonly terraform: string;
  readonly processes: Processes;
  readonly gaps: Gaps;
  readonly env: Environment;
  readonly cliConfig: string | undefined;
  readonly awsConfig: string;
  /** Is told each step as it ends. */
  readonly report: (dir: string, step: string, detail: string) => void;
}

const STEP_MS = 300_000;

/** A stack that is made because of its size. */
const LARGE_STEP_MS = 1_800_000;

/** It asks for less at a time: the emulator has one process, and a call whose answer comes too late is sent again, and then refused. */
const LARGE_ARGS: readonly string[] = ["-parallelism=4"];
const LOG_LINES = 60;
const DEFAULT_REGION = "us-east-1";

/** A step that did not hold; the message is what to show. */
class StepFailed extends Error {}

/** Takes one stack through all steps in a folder of its own. True if all of them held. */
export async function takeThrough(lab: Lab, entry: StackEntry, emulator: Emulator, folder: string): Promise<boolean> {
  const stack = await Stack.prepare(lab, entry, emulator, folder);
  const others: Stack[] = [];
  for (const [index, dir] of (entry.after ?? []).entries()) {
    others.push(await stack.inSameLab({ ...plainEntry(dir), variables: entry.variables }, `${folder}-before-${index}`));
  }
  const steps = [
    ...others.map((other) => () => other.prove()),
    () => stack.prove(),
    // None of them may have to be applied again because the stack is there, or because it is gone.
    ...others.map((other) => () => other.planAgain()),
    () => stack.destroy(),
    ...others.map((other) => () => other.planAgain()),
    ...[...others].reverse().map((other) => () => other.destroy()),
  ];
  let held = true;
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      held = false;
    }
  }
  for (const one of [stack, ...others]) await one.end();
  return held;
}

/** The first plan of a stack, as JSON. Nothing is applied. */
export async function planOf(lab: Lab, entry: StackEntry, emulator: Emulator, folder: string): Promise<string> {
  const stack = await Stack.prepare(lab, entry, emulator, folder);
  return stack.firstPlan();
}

/** Where a stack is taken to, and what is there. */
interface Place {
  readonly emulator: Emulator;
  readonly folder: string;
  readonly region: string;
  readonly aws: Aws;
  readonly world: World;
}

class Stack {
  private applied = false;
  private syntax: "json" | "hcl" = "json";
  private adoptions: readonly Adoption[] = [];

  private constructor(
    private readonly lab: Lab,
    private readonly entry: StackEntry,
    private readonly emulator: Emulator,
    private readonly folder: string,
    private readonly env: Environment,
    private readonly world: World,
    private readonly aws: Aws,
    private readonly region: string,
    private readonly parts: readonly StackPart[],
    private readonly stateServer: StateServer | undefined,
  ) {}

  /** Empties the emulator, makes what exists beforehand, and copies the stack. */
  static async prepare(lab: Lab, entry: StackEntry, emulator: Emulator, folder: string): Promise<Stack> {
    const [{ text: first }] = await readParts(lab.root, entry);
    const region = regionOf(parseObject(first, entry.dir)) ?? DEFAULT_REGION;
    const aws = new Aws(emulator.endpoint, region);
    await emulator.reset();
    return Stack.put(lab, entry, { emulator, folder, region, aws, world: await makeWorld(entry, aws, region) });
  }

  /** Another stack of the same account, with a state of its own. */
  inSameLab(entry: StackEntry, folder: string): Promise<Stack> {
    const { emulator, region, aws, world } = this;
    return Stack.put(this.lab, entry, { emulator, folder, region, aws, world }, { hasAllIds: false });
  }

  /** One of several stacks need not name all that exists beforehand. */
  private static async put(lab: Lab, entry: StackEntry, place: Place, { hasAllIds } = { hasAllIds: true }) {
    const { emulator, folder, region, aws, world } = place;
    const originals = await readParts(lab.root, entry);
    const { cliConfig, awsConfig } = lab;
    const settings = { endpoint: emulator.endpoint, region, cliConfig, awsConfig, variables: entry.variables };
    const env = terraformEnvironment(lab.env, settings);
    await mkdir(folder, { recursive: true });
    if (entry.modules !== undefined) await cp(path.join(lab.root, entry.dir), folder, { recursive: true });
    const parts = originals.map((part) => {
      const named = [...world.ids].filter(([placeholder]) => hasAllIds || part.text.includes(placeholder));
      return { ...part, text: withIds(part.text, new Map(named)) };
    });
    const server = entry.httpState ? await openStateServer() : undefined;
    const stack = new Stack(lab, entry, emulator, folder, env, world, aws, region, parts, server);
    await stack.writeStack((document) => document);
    for (const part of parts) await writeFile(path.join(folder, part.folder, VERSIONS_FILE), part.versions);
    await stack.writeBackend();
    if (entry.adopt && entry.file) {
      stack.adoptions = await makeByHand(aws);
      await writeImportBlocks(lab, entry.file, stack.adoptions, folder);
    }
    return stack;
  }

  /** Where the state is: in the folder, or with the server, whatever place the stack names. */
  private async writeBackend(): Promise<void> {
    const { stateServer: server } = this;
    const [document] = this.documents();
    const here = document && localBackend(document);
    const address = server?.address;
    const http = { address, lock_address: address, unlock_address: address };
    const override = server ? { terraform: { backend: { http } } } : here;
    if (override !== undefined) await this.write("e2e_override.tf.json", override);
  }

  /** Everything up to what the applied stack is expected to be. */
  async prove(): Promise<void> {
    await this.terraform("init", ["init"], "ok");
    await this.terraform("validate", ["validate"], "ok");
    await this.terraform("plan", ["plan", "-out=first.tfplan"], /^(Plan:|No changes).*/m);
    await this.expectImports();
    await this.apply();
    await this.planAgain();
    await this.expectations();
    if (this.entry.moreSubnets) await this.planWithMoreSubnets();
    if (this.entry.hcl) await this.switchToHcl();
  }

  /** As JSON, of a stack of which nothing is there. */
  async firstPlan(): Promise<string> {
    await this.terraform(undefined, ["init"]);
    await this.terraform(undefined, ["plan", "-out=first.tfplan"]);
    return this.shown("first.tfplan");
  }

  private async shown(plan: string): Promise<string> {
    return (await this.terraform(undefined, ["show", "-json", plan], undefined, [])).stdout;
  }

  /** What was made by hand is imported, and nothing of it is made anew. */
  private async expectImports(): Promise<void> {
    if (this.adoptions.length === 0) return;
    const plan = parseObject(await this.shown("first.tfplan"), "terraform show");
    this.check("adopt", "all imported, and nothing destroyed", unmetImports(plan, this.adoptions));
  }

  /** The same stack as HCL, with the state that its JSON left: formatted, valid, and nothing to do. */
  private async switchToHcl(): Promise<void> {
    await rm(path.join(this.folder, STACK_FILE));
    this.syntax = "hcl";
    await this.writeStack(this.adapted);
    await this.terraform("fmt", ["fmt", "-check", "-diff", hclFormat.fileName]);
    await this.terraform("validate", ["validate"], "ok, as HCL");
    await this.planAgain();
  }

  /** The saved plan, or, where the emulator has gaps, what is left of the stack without them. */
  private async apply(): Promise<void> {
    const unsupported = Object.keys(this.lab.gaps.unsupported);
    const gaps = [...new Set(this.documents().flatMap((document) => typesIn(document, unsupported)))];
    for (const type of gaps) this.say("gap", `not applied: ${type}: ${this.lab.gaps.unsupported[type]}`);
    if (gaps.length > 0) await this.writeStack(this.adapted);
    this.applied = true;
    const args = gaps.length > 0 ? ["-auto-approve"] : ["first.tfplan"];
    await this.terraform("apply", ["apply", ...this.sizeArgs(), ...args], /^Apply complete.*/m);
  }

  /** Nothing is left to do. */
  async planAgain(): Promise<void> {
    await this.terraform(undefined, ["plan", "-out=again.tfplan"]);
    const changes = changesIn(parseObject(await this.shown("again.tfplan"), "terraform show"), this.lab.gaps);
    this.check("again", "no changes", changes);
  }

  /** Another team adds subnets. */
  private async planWithMoreSubnets(): Promise<void> {
    const vpcId = this.world.ids.get(this.entry.vpcId ?? "") ?? "";
    await addSubnets(this.aws, this.region, vpcId);
    this.say("subnets", "further ones in the VPC");
    await this.planAgain();
  }

  private async expectations(): Promise<void> {
    if (this.adoptions.length > 0) {
      this.check("storage", "as it was", await unmetStorage(this.aws, this.adoptions));
    }
    const { environment, mountTargets } = this.entry.expect;
    if (Object.keys(environment).length === 0 && mountTargets === undefined && this.world.subnets === undefined) return;
    this.check("expect", "as expected", await unmet(this.entry, this.world, this.aws));
  }

  /** Whatever came before: what was applied is taken down, with `prevent_destroy` lifted from the copy. */
  async destroy(): Promise<void> {
    if (!this.applied) return;
    let isProtected = false;
    await this.writeStack((document) => {
      const unguarded = withoutPreventDestroy(this.adapted(document));
      const unprotected = withoutDeletionProtection(unguarded);
      isProtected ||= unprotected !== undefined;
      return unprotected ?? unguarded;
    });
    // AWS refuses to delete what is protected, so this is a step of its own, as docs/services.md says.
    if (isProtected) await this.terraform("unprotect", ["apply", "-auto-approve"], /^Apply complete.*/m);
    await this.terraform("destroy", ["destroy", ...this.sizeArgs(), "-auto-approve"], /^Destroy complete.*/m);
    if (this.stateServer) this.check("state", "written and locked by the server", this.stateServer.problems());
  }

  /** Has nothing run any longer that was started for it. */
  async end(): Promise<void> {
    await this.stateServer?.end();
  }

  private sizeArgs(): readonly string[] {
    return this.entry.made === undefined ? [] : LARGE_ARGS;
  }

  private readonly adapted = (document: JsonObject): JsonObject =>
    withoutTypes(document, Object.keys(this.lab.gaps.unsupported));

  private documents(): readonly JsonObject[] {
    return this.parts.map(({ text }) => parseObject(text, this.entry.dir));
  }

  /** Writes the description of each part, changed as is asked. */
  private async writeStack(change: (document: JsonObject) => JsonObject): Promise<void> {
    for (const { folder, text } of this.parts) {
      const document = change(parseObject(text, this.entry.dir));
      await mkdir(path.join(this.folder, folder), { recursive: true });
      if (this.syntax === "json") await this.write(path.join(folder, STACK_FILE), document);
      else
        await writeFile(
          path.join(this.folder, folder, hclFormat.fileName),
          hclFormat.print(document, () => undefined),
        );
    }
  }

  private write(name: string, document: JsonObject): Promise<void> {
    return writeFile(path.join(this.folder, name), JSON.stringify(document, null, 2));
  }

  /** Runs terraform; reports the step, where it has a name, with what the pattern finds in the log. */
  private async terraform(
    step: string | undefined,
    args: readonly string[],
    detail: RegExp | string = "ok",
    flags: readonly string[] = ["-no-color"],
  ): Promise<Finished> {
    const started = performance.now();
    const [command = "", ...rest] = args;
    const options = {
      cwd: this.folder,
      env: this.env,
      timeoutMs: this.entry.made === undefined ? STEP_MS : LARGE_STEP_MS,
    };
    const finished = await this.lab.processes.run(this.lab.terraform, [command, ...flags, ...rest], options);
    if (!finished.ok) this.fail(step ?? command, `FAILED\n${lastLines(finished.log)}`);
    const found = typeof detail === "string" ? detail : (detail.exec(finished.log)?.[0] ?? "ok");
    if (step !== undefined) this.say(step, `${found} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    return finished;
  }

  private check(step: string, good: string, problems: readonly string[]): void {
    if (problems.length > 0) this.fail(step, `FAILED\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.say(step, good);
  }

  private fail(step: string, detail: string): never {
    this.say(step, detail);
    throw new StepFailed(detail);
  }

  private say(step: string, detail: string): void {
    this.lab.report(entryName(this.entry), step, detail);
  }
}

function lastLines(log: string): string {
  return log.trimEnd().split("\n").slice(-LOG_LINES).join("\n");
}
