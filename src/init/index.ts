export { fromCompose } from "./compose/index.js";
export { keyFor } from "./compose/project.js";
export { type Ignored, ignoreFile, notIgnored } from "./ignored.js";
export { type Answers, DEFAULT_ANSWERS, starterFile } from "./starter.js";
export { summaryText } from "./summary.js";
export { githubWorkflow } from "./workflow.js";
