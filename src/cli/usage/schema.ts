import { usage } from "./usage.js";

export const schema = usage({
  name: "schema",
  summary: "Print the JSON Schema of nanokit.yml, for editors",
  options: {},
  about: [
    "Editors with the YAML language server (VS Code, Neovim, JetBrains and others) use it to complete and check nanokit.yml, if this is the first line of the file:",
    "# yaml-language-server: $schema=./nanokit.schema.json",
  ],
  examples: ["nanokit-tf schema > nanokit.schema.json"],
});
