export { isCronProblem } from "./problem.js";
export { schedulerExpressions } from "./scheduler.js";
export { timezoneProblem, timezoneSpelling } from "./timezone.js";
