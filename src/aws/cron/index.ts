export { parseCrontab } from "./parse.js";
export { isCronProblem } from "./problem.js";
export { toScheduler } from "./scheduler.js";
export { timezoneProblem, timezoneSpelling } from "./timezone.js";
