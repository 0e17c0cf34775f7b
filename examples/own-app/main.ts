import { readFileSync } from "node:fs";
import { App } from "cdktf";
import { compile, renderText } from "nanokit-tf";
import { stackId } from "nanokit-tf/constructs";
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
