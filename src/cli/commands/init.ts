import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import manifest from "../../../package.json" with { type: "json" };
import { builtImages } from "../../aws/built-images.js";
import { compile } from "../../compile.js";
import { Diagnostics } from "../../diagnostics/diagnostic.js";
import {
  DEFAULT_ANSWERS,
  fromCompose,
  githubWorkflow,
  type Ignored,
  ignoreFile,
  keyFor,
  notIgnored,
  starterFile,
  summaryText,
} from "../../init/index.js";
import { jsonSchemaText } from "../../report/json-schema.js";
import { REGION } from "../../schema/patterns.js";
import { parseDotenv } from "../../shell/dotenv.js";
import { shellWord } from "../../shell/word.js";
import { plainYaml } from "../../syntax/plain-yaml.js";
import { decodeSource } from "../../syntax/read.js";
import { CannotRun } from "../cannot-run.js";
import { besideReader } from "../files/beside.js";
import { publish } from "../files/publish.js";
import { MAX_TEXT_BYTES, problemText, readBounded, readIfThere } from "../files/read.js";
import { foldersInRepository } from "../files/repository.js";
import { askQuestions } from "../questions.js";
import { say, sayDiagnostics } from "../say.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

const WORKFLOW = ".github/workflows/nanokit.yml";
const SCHEMA = "nanokit.schema.json";

/** What is to be written. */
interface Draft {
  readonly text: string;
  readonly workflow: boolean;
}

/** Writes a first nanokit.yml. Returns the exit code: 0 fine, 1 errors in the compose file, 2 could not run. */
export async function run(input: Input<Usages["init"]>, terminal: Terminal): Promise<number> {
  const { file = "nanokit.yml", force, "github-actions": workflow, "from-compose": compose } = input.options;
  const folder = dirname(file);
  const workflowPath = join(folder, pathOfWorkflow(folder));
  refuseToOverwrite([file, ...(workflow ? [workflowPath] : [])], force);
  const schema = schemaPath(folder);
  const draft =
    compose.length === 0 ? await started(input, schema, terminal) : await translated(compose, input, schema, terminal);
  if (typeof draft === "number") return draft;
  if (draft.workflow && !workflow) refuseToOverwrite([workflowPath], force);
  const gitignore = gitignores(folder);
  const dotenv = compose.length === 0 ? undefined : textIfFile(join(folder, ".env"));
  const ignored = { ...(dotenv !== undefined && { dotenv }) };
  const files = [
    { path: basename(file), text: draft.text },
    ...(draft.workflow ? [workflowFile(file, draft.text)] : []),
    ...(gitignore.length === 0 ? [{ path: ".gitignore", text: ignoreFile(ignored) }] : []),
    ...schemaFile(folder, schema, force),
  ];
  const unignored = unignoredIn(gitignore, ignored);
  for (const { path, change } of publish(folder, files)) terminal.out(`${change.padEnd(7)} ${join(folder, path)}\n`);
  if (unignored.length > 0) say(`Add to .gitignore: ${unignored.join(" ")}\n`, terminal);
  if (draft.workflow) say(aboutWorkflow(input.options.backend !== undefined), terminal);
  say(`Next: ${nextStep(file, compose.length > 0, input.options.backend !== undefined)}\n`, terminal);
  return 0;
}

/** What the workflow needs that is not written yet. */
function aboutWorkflow(knowsState: boolean): string {
  const state = "It has no state yet, so it plans everything as new: write `infra.backend`, as `--backend s3` does.\n";
  return `The workflow plans what is committed: run nanokit-tf synth, and commit generated/ too.\n${knowsState ? "" : state}`;
}

function nextStep(file: string, translated: boolean, hasBackend: boolean): string {
  const option = file === "nanokit.yml" ? "" : ` -f ${shellWord(file)}`;
  const edit = translated
    ? "write `host: NAME` at each service that users open in a browser."
    : `write your image and port into ${file}.`;
  const state = hasBackend ? ["Complete `backend`, as the comment above it says."] : [];
  return [edit, ...state, "Then run", `  nanokit-tf validate${option} && nanokit-tf synth${option}`].join("\n");
}

/** What git would take of Terraform's files, where there is a .gitignore. */
function unignoredIn(gitignores: readonly string[], ignored: Ignored): readonly string[] {
  if (gitignores.length === 0) return [];
  return notIgnored(gitignores.map((path) => readIfThere(path, MAX_TEXT_BYTES) ?? "").join("\n"), ignored);
}

/** The files from which git takes what to leave out of a folder. */
function gitignores(folder: string): readonly string[] {
  return foldersInRepository(folder)
    .map((one) => join(one, ".gitignore"))
    .filter(isFile);
}

function refuseToOverwrite(paths: readonly string[], force: boolean): void {
  const there = paths.find((path) => existsSync(path));
  if (there === undefined || force) return;
  throw new CannotRun(`${there} is there already, and stays as it is. With --force it is overwritten.`);
}

/** Where an editor finds the schema: in the package, when it is installed in the folder or above; else beside the file. */
function schemaPath(folder: string): string {
  const installed = foldersInRepository(folder)
    .map((one) => join(one, "node_modules", manifest.name, SCHEMA))
    .find((one) => existsSync(one));
  const path = installed === undefined ? SCHEMA : relative(resolve(folder), installed).split(sep).join("/");
  return path.startsWith("../") ? path : `./${path}`;
}

/** The schema beside the file, where no package has it. One that is there stays. */
function schemaFile(
  folder: string,
  schema: string,
  force: boolean,
): readonly { readonly path: string; readonly text: string }[] {
  if (schema !== `./${SCHEMA}` || (existsSync(join(folder, SCHEMA)) && !force)) return [];
  return [{ path: SCHEMA, text: jsonSchemaText(plainYaml) }];
}

async function started({ options, env }: Input<Usages["init"]>, schema: string, terminal: Terminal): Promise<Draft> {
  const region = [env.AWS_REGION, env.AWS_DEFAULT_REGION].find((one) => one !== undefined && REGION.regex.test(one));
  const defaults = {
    ...DEFAULT_ANSWERS,
    name: folderName(options.file),
    ...(region === undefined ? {} : { region }),
    ...(options.backend !== undefined && { backend: options.backend }),
  };
  const workflow = options["github-actions"];
  if (options.yes) return { text: starterFile(defaults, schema), workflow };
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    say("There is no terminal for questions, so the defaults are used, as with --yes.\n", terminal);
    return { text: starterFile(defaults, schema), workflow };
  }
  const choices = await askQuestions(defaults, workflow);
  return { text: starterFile(choices.answers, schema), workflow: choices.workflow };
}

function folderName(file = "nanokit.yml"): string {
  const name = basename(dirname(resolve(file)));
  return /[A-Za-z]/.test(name) ? keyFor(name) : "app";
}

async function translated(
  paths: readonly string[],
  { options }: Input<Usages["init"]>,
  schema: string,
  terminal: Terminal,
): Promise<Draft | number> {
  const diagnostics = new Diagnostics();
  const [first = ""] = paths;
  const folder = dirname(first);
  const sources = paths.map((path) => decodeSource(path, readBytes(path), diagnostics));
  const read = sources.filter((source) => source !== undefined);
  const readFile = (name: string) => textIfFile(join(folder, name));
  const {
    text,
    summary,
    diagnostics: found,
  } = read.length === sources.length
    ? fromCompose(read, {
        defaultName: folderName(first),
        folder: basename(dirname(resolve(first))),
        values: parseDotenv(readFile(".env") ?? "").values,
        readFile,
        read: besideReader(folder),
        schema,
        ...(options.backend !== undefined && { backend: options.backend }),
      })
    : { diagnostics: diagnostics.sorted() };
  await sayDiagnostics(found, terminal, { notes: "told" });
  if (text === undefined || summary === undefined) return 1;
  say(summaryText(summary), terminal);
  if (summary.services === 0) throw new CannotRun("No service is left, so nothing was written.");
  return { text, workflow: options["github-actions"] };
}

function textIfFile(path: string): string | undefined {
  return isFile(path) ? readIfThere(path, MAX_TEXT_BYTES) : undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function readBytes(path: string): Uint8Array {
  const reading = readBounded(path, MAX_TEXT_BYTES);
  if (!("problem" in reading)) return reading.bytes;
  if (reading.problem === "absent") throw new CannotRun(`There is no file ${path}.`);
  throw new CannotRun(`Cannot read ${path}: ${problemText(reading, MAX_TEXT_BYTES)}.`);
}

/** The root of the repository that a folder is in, where GitHub looks for workflows; the folder itself when it is in none. */
function repositoryOf(folder: string): string {
  return foldersInRepository(folder).at(-1) ?? resolve(folder);
}

function pathOfWorkflow(folder: string): string {
  return relative(resolve(folder), join(repositoryOf(folder), WORKFLOW));
}

function workflowFile(file: string, text: string): { readonly path: string; readonly text: string } {
  // What was just written is sound; its names are read from it, so that they are told in one place.
  const values = parseDotenv(readIfThere(join(dirname(file), ".env"), MAX_TEXT_BYTES) ?? "", {}, "kept").values;
  const { project } = compile({ path: file, text }, { variables: values, defaultName: folderName(file) });
  const options = {
    name: project?.name ?? folderName(file),
    environments: project?.environments.map(({ name }) => name) ?? ["stage"],
    file: basename(file),
    folder: relative(repositoryOf(dirname(file)), resolve(dirname(file)))
      .split(sep)
      .join("/"),
    version: manifest.version,
    builds: project?.environments.some(({ services }) => builtImages(services).length > 0) ?? false,
  };
  return { path: pathOfWorkflow(dirname(file)), text: githubWorkflow(options) };
}
