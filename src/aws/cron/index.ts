export type { Overlap } from "./days.js";
export type { EveryCrontab } from "./every.js";
export type { CronField } from "./field.js";
export type { CronFieldName } from "./fields.js";
export { type Crontab, type FieldsCrontab, parseCrontab } from "./parse.js";
export { type CronProblem, isCronProblem } from "./problem.js";
export {
  SCHEDULE_EXPRESSION_MAX,
  type SchedulerExpressions,
  toScheduler,
  type WeekdaySchedule,
} from "./scheduler.js";
export { TIMEZONE_MAX, timezoneProblem, timezoneSpelling } from "./timezone.js";
