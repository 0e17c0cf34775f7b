import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { App } from "cdktf";
import { compile, renderText } from "nanokit-tf";
import { separateSettings, stackId } from "nanokit-tf/constructs";
import { FilesStack } from "./files-stack.js";
import { ShopStack } from "./shop-stack.js";

const { project, diagnostics } = compile({ path: "nanokit.yml", text: readFileSync("nanokit.yml", "utf8") });
process.stderr.write(renderText(diagnostics, { color: false }));
if (!project) process.exit(1);

const app = new App();
new FilesStack(app, "files");
for (const environment of project.environments) {
  new ShopStack(app, stackId(project.name, environment.name), { environment });
}
app.synth();

// cdktf writes one file for each stack. In two, scanners read it: docs/library.md says which.
for (const { synthesizedStackPath } of Object.values(app.manifest.stacks)) {
  const file = path.join(app.outdir, synthesizedStackPath);
  for (const [name, text] of Object.entries(separateSettings(readFileSync(file, "utf8")))) {
    writeFileSync(path.join(path.dirname(file), name), text);
  }
}
