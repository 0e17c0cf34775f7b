import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Processes } from "./processes.js";
import type { EmulatorSource, Environment } from "./tools.js";
import { typeFacts } from "./type-facts.js";

const SERVER = fileURLToPath(new URL("aws_on_loopback.py", import.meta.url));
const START_MS = 60_000;

/** A running emulator of AWS. */
export interface Emulator {
  readonly endpoint: string;
  /** Forgets everything that was made in it. */
  reset(): Promise<void>;
  /** Lets pass a day, so that it takes what AWS takes once in 24 hours. One of our own alone can. */
  waitADay(): Promise<void>;
}

/** A copy of an emulator, with all that had been made in it. */
export interface EmulatorCopy extends Emulator {
  /** Ends it. */
  end(): Promise<void>;
}

/** Starts an emulator of our own, or takes the one that is given. */
export async function openEmulator(source: EmulatorSource, processes: Processes, env: Environment): Promise<Emulator> {
  const endpoint = source.kind === "given" ? source.endpoint : await startMoto(source.python, processes, env);
  return emulatorAt(endpoint);
}

function emulatorAt(endpoint: string): Emulator {
  return {
    endpoint,
    reset: () => post(`${endpoint}/moto-api/reset`),
    waitADay: () => post(`${endpoint}/a-day-later`),
  };
}

async function startMoto(python: string, processes: Processes, env: Environment): Promise<string> {
  const child = processes.start(python, [SERVER], { cwd: process.cwd(), env: { ...env, TYPE_FACTS: typeFacts() } });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = `${log}${text}`.slice(-4000); // one line per request: keep the end, and never let the pipe fill
  });
  const timer = setTimeout(() => processes.stop(child, "SIGTERM"), START_MS);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (/^\d+$/.test(line)) return `http://127.0.0.1:${line}`;
    }
  } finally {
    clearTimeout(timer);
  }
  throw new Error(`the emulator did not start:\n${log}`);
}

/** An emulator other than moto has none of these calls; instead of a reset, `destroy` has to do. */
async function post(address: string): Promise<void> {
  const response = await fetch(address, { method: "POST" });
  await response.arrayBuffer();
}

/** A copy of an emulator of our own: what happens in the one, the other never sees. */
export async function copyOf({ endpoint }: Emulator): Promise<EmulatorCopy> {
  const response = await fetch(`${endpoint}/copy`, { method: "POST" });
  const port = await response.text();
  if (!/^\d+$/.test(port)) throw new Error(`the emulator made no copy of itself: ${port}`);
  const copy = `http://127.0.0.1:${port}`;
  // It ends before it answers.
  const end = async () => void (await fetch(`${copy}/end`, { method: "POST" }).catch(() => undefined));
  return { ...emulatorAt(copy), end };
}
