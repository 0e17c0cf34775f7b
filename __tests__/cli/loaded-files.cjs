// Loaded into the command before it runs (NODE_OPTIONS=--require): writes the names of all files that it loaded into LOADED_FILE.
const fs = require("node:fs");
const path = require("node:path");

process.once("exit", () => {
  const loaded = Object.keys(require.cache).filter((file) => file !== __filename);
  fs.writeFileSync(process.env.LOADED_FILE, loaded.map((file) => path.basename(file)).join("\n"));
});
