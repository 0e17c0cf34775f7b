// Runs the built command again and again in one process: the modules that a run loads are there for the next. A run has its folder, its
// arguments and its environment, and what it writes to its outputs is caught. See index.ts.
const fs = require("node:fs");

/** What the run that goes on has written, by the number of the output, and what is called when it ends. */
let written = { 1: [], 2: [] };
let ended = () => {};

const { writeSync } = fs;
fs.writeSync = (descriptor, content, ...rest) => {
  if (descriptor !== 1 && descriptor !== 2) return writeSync(descriptor, content, ...rest);
  written[descriptor].push(Buffer.from(content));
  return Buffer.byteLength(content);
};
for (const [descriptor, stream] of [
  [1, process.stdout],
  [2, process.stderr],
]) {
  stream.write = (content, ...rest) => {
    written[descriptor].push(Buffer.from(content));
    rest.find((one) => typeof one === "function")?.();
    return true;
  };
}

// The command says that it is done by setting its exit code, and nothing else does. The property itself cannot be watched.
globalThis.process = new Proxy(process, {
  set(target, name, value) {
    if (name === "exitCode") ended(value);
    else target[name] = value;
    return true;
  },
});
process.exit = (code = 0) => {
  ended(code);
  throw new Error("the command has ended");
};
const fails = (error) => {
  written[2].push(Buffer.from(`${error?.stack ?? error}\n`));
  ended(1);
};
process.on("uncaughtException", fails);
process.on("unhandledRejection", fails);
process.on("disconnect", () => process.reallyExit(0));

process.on("message", ({ command, args, cwd, env }) => {
  written = { 1: [], 2: [] };
  ended = (status) => {
    ended = () => {};
    const [stdout, stderr] = [1, 2].map((descriptor) => Buffer.concat(written[descriptor]).toString());
    process.send({ status, stdout, stderr });
  };
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.argv = [process.argv[0], command, ...args];
  delete require.cache[command];
  try {
    require(command);
  } catch (error) {
    fails(error);
  }
});
