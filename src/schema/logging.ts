import { DEFAULT_LOG_BUFFER, LOG_MODES } from "../aws/logging.js";
import { LOG_GROUP_SETTINGS } from "../aws/settings.js";
import { LOG_BUFFER } from "./patterns.js";
import { boolean, checkedText, choice, object, used } from "./schema.js";

/** How output is delivered, of one container or of several. */
export const delivery = {
  mode: used(choice(...LOG_MODES), "`mode` of the log driver", {
    doc: "What happens while CloudWatch Logs takes nothing: the program waits at its next line (`blocking`), or goes on, and lines are lost that the buffer has no room for (`non-blocking`).",
    default:
      "what the account says with `defaultLogDriverMode`: `non-blocking` unless somebody set it; with `buffer`, `non-blocking`",
  }),
  buffer: used(checkedText(LOG_BUFFER), "`max-buffer-size` of the log driver", {
    doc: "Memory for lines that wait, with `non-blocking`: `25m`.",
    examples: ["25m"],
    default: `${DEFAULT_LOG_BUFFER}, of AWS`,
  }),
};

const FOREIGN = {
  "max-buffer-size": "buffer",
  maxBufferSize: "buffer",
  bufferSize: "buffer",
  skipDestroy: "keep",
} as const;

/** Why keys of compose have no meaning, in words that follow a colon. */
function impossible(key: string): string | undefined {
  if (key === "driver") return "output goes to CloudWatch Logs";
  return key === "options" ? "options of a driver are `mode` and `buffer` here" : undefined;
}

const keep = (becomes: string, doc: string, value: string) => used(boolean(), becomes, { doc, default: value });

/** `logging` of a service. */
export const serviceLogging = object(
  "logging",
  {
    ...delivery,
    retention: used(LOG_GROUP_SETTINGS.logRetention.form, "retention of the log group", {
      doc: "Days that logs are kept; 0 keeps them for ever. The same as `aws.logRetention`.",
      default: "`infra.logRetention`, or 30",
    }),
    keep: keep(
      "`skip_destroy` of the log group",
      "Whether the log group and its logs stay in AWS when the service is removed. It has to be applied before that. To have a service of that name again, import it.",
      "`infra.logging.keep`",
    ),
  },
  {
    foreign: { ...FOREIGN, logRetention: "retention", retentionInDays: "retention", retention_in_days: "retention" },
    impossible,
  },
);

/** `infra.logging`: of all services, and of jobs with an image of their own. */
export const sharedLogging = object(
  "logging of all",
  {
    ...delivery,
    keep: keep(
      "`skip_destroy` of the log groups",
      "Whether log groups stay in AWS, with their logs, when what wrote them is removed.",
      "false",
    ),
  },
  { foreign: { ...FOREIGN, retention: "infra.logRetention", logRetention: "infra.logRetention" }, impossible },
);
