// A thread that speaks with the process of the command, so that the thread of the tests can wait for it without a promise. See index.ts.
const { fork } = require("node:child_process");
const path = require("node:path");
const { workerData } = require("node:worker_threads");

const { port, signal, node } = workerData;
let child;

/** The process that runs commands: a new one where there is none, as after one that has died. */
function running() {
  child ??= fork(path.join(__dirname, "command.cjs"), [], {
    execPath: node,
    execArgv: [],
    env: {},
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  }).once("exit", () => {
    child = undefined;
  });
  return child;
}

function answer(run) {
  port.postMessage(run);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
}

port.on("message", (request) => {
  const command = running();
  const done = (run) => {
    command.off("message", done).off("exit", died);
    answer(run);
  };
  const died = (status, name) => done({ status, stdout: "", stderr: `the process of the command has ended: ${name}` });
  command.on("message", done).on("exit", died).send(request);
});
