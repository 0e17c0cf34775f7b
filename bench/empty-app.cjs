// The least that any CDKTF app does: load the framework, synthesize one stack with nothing in it.
const path = require("node:path");
const { App, TerraformStack } = require("cdktf");

const app = new App({ outdir: path.join(process.argv[2], "empty-app") });
new TerraformStack(app, "empty");
app.synth();
