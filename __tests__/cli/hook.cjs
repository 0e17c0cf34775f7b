// Loaded into the command before it runs (NODE_OPTIONS=--require): brings about what otherwise hangs on chance. HOOK says what:
//   hang N    the Nth renaming never ends; the file HOOK_FILE says that it has begun
//   fail N    the Nth renaming fails, after a file of someone else was put beside what is renamed
//   slow N    each renaming takes N milliseconds
//   hurry N   the clock runs N times as fast
const fs = require("node:fs");
const path = require("node:path");

const [what, number] = (process.env.HOOK ?? "").split(" ");
const { renameSync } = fs;
const { now } = Date;
const began = now();
if (what === "hurry") Date.now = () => began + (now() - began) * Number(number);
let calls = 0;

const sleep = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

fs.renameSync = (from, to) => {
  calls += 1;
  if (what === "slow") sleep(Number(number));
  if (what === "hang" && calls === Number(number)) {
    fs.writeFileSync(process.env.HOOK_FILE, "");
    sleep(Number.POSITIVE_INFINITY);
  }
  if (what === "fail" && calls === Number(number)) {
    fs.writeFileSync(path.join(path.dirname(to), "mine.txt"), "mine");
    throw new Error("the disk is on fire");
  }
  return renameSync(from, to);
};
