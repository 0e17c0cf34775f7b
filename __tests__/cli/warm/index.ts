import path from "node:path";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Run } from "../command.js";

/** What is to be run: the file of the command, its arguments, its folder, and all of its environment. */
export interface Request {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface Waiter {
  readonly signal: Int32Array;
  readonly port: MessagePort;
}

let waiter: Waiter | undefined;

/**
 * Runs the command in a process that keeps what it has loaded: two thirds of what a small command takes are Node's start and the loading of
 * modules, and tests run two thousand. A run differs in nothing else that a test looks at; those about outputs, signals and what is loaded
 * start a process of their own.
 */
export function runWarm(request: Request, node: string): Run {
  waiter ??= startWaiter(node);
  const { signal, port } = waiter;
  Atomics.store(signal, 0, 0);
  port.postMessage(request);
  Atomics.wait(signal, 0, 0);
  return receiveMessageOnPort(port)?.message;
}

function startWaiter(node: string): Waiter {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const workerData = { port: port2, signal, node };
  new Worker(path.join(import.meta.dirname, "waiter.cjs"), { workerData, transferList: [port2] }).unref();
  port1.unref();
  return { signal, port: port1 };
}
