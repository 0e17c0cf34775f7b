// Loaded into the command before it runs (NODE_OPTIONS=--require): writes what it took to the file RESOURCES, as JSON.
const { writeFileSync } = require("node:fs");

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const taken = { seconds: (userCPUTime + systemCPUTime) / 1e6, mebibytes: maxRSS / 1024 };
  writeFileSync(process.env.RESOURCES, JSON.stringify(taken));
});
