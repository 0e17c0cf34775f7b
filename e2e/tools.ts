import path from "node:path";
import { loopbackEndpoint } from "./endpoint.js";

/** Where AWS is played: a moto that we start, or an emulator that somebody runs on loopback. */
export type EmulatorSource =
  | { readonly kind: "moto"; readonly python: string }
  | { readonly kind: "given"; readonly endpoint: string };

/** What a run needs of the machine. */
export interface Tools {
  readonly terraform: string;
  readonly emulator: EmulatorSource;
}

/** A tool that is not there, and how to get it. */
export interface MissingTool {
  readonly tool: string;
  readonly install: string;
}

/** The tools; or what is missing; or why we refuse to go on. */
export type Detection =
  | { readonly kind: "found"; readonly tools: Tools }
  | { readonly kind: "missing"; readonly missing: readonly MissingTool[] }
  | { readonly kind: "refused"; readonly problem: string };

/** The questions that detection asks of the machine. */
export interface Machine {
  isExecutable(file: string): boolean;
  /** Whether this Python can import moto's server. */
  hasMoto(python: string): boolean;
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const TERRAFORM: MissingTool = {
  tool: "terraform (or tofu)",
  install: "install Terraform 1.5 or later, or OpenTofu, and put it on PATH",
};
const MOTO: MissingTool = {
  tool: "moto",
  install: "python3 -m pip install 'moto[server]', or set AWS_ENDPOINT_URL to an emulator on loopback",
};

/** Looks for terraform or tofu, and for an emulator. */
export function detectTools(env: Environment, machine: Machine): Detection {
  const terraform = findOnPath(["terraform", "tofu"], env.PATH, machine);
  const emulator = detectEmulator(env, machine);
  if (emulator !== undefined && "problem" in emulator) return { kind: "refused", problem: emulator.problem };
  if (terraform === undefined || emulator === undefined) {
    const missing = [...(terraform === undefined ? [TERRAFORM] : []), ...(emulator === undefined ? [MOTO] : [])];
    return { kind: "missing", missing };
  }
  return { kind: "found", tools: { terraform, emulator } };
}

function detectEmulator(env: Environment, machine: Machine): EmulatorSource | { problem: string } | undefined {
  if (env.AWS_ENDPOINT_URL) {
    const endpoint = loopbackEndpoint(env.AWS_ENDPOINT_URL);
    return endpoint.ok
      ? { kind: "given", endpoint: endpoint.origin }
      : { problem: `AWS_ENDPOINT_URL: ${endpoint.problem}; this harness applies stacks to an emulator only` };
  }
  const python = findOnPath(["python3", "python"], env.PATH, machine);
  return python !== undefined && machine.hasMoto(python) ? { kind: "moto", python } : undefined;
}

/** The first of the names that is an executable file in a folder of PATH. */
export function findOnPath(
  names: readonly string[],
  searchPath: string | undefined,
  machine: Pick<Machine, "isExecutable">,
): string | undefined {
  const folders = (searchPath ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => machine.isExecutable(file));
}

/**
 * What to say, loudly, when something is not run.
 *
 * @param what was not asked; nothing at all was tested where it is left out
 */
export function skipBanner(missing: readonly MissingTool[], what?: string): string {
  const rule = "=".repeat(80);
  const lines = missing.map(({ tool, install }) => `  missing: ${tool}\n           ${install}`);
  const nothing = "SKIPPED: no stack was taken through Terraform. NOTHING WAS TESTED.";
  return [rule, what === undefined ? nothing : `SKIPPED: ${what}. NOT TESTED.`, ...lines, rule].join("\n");
}
