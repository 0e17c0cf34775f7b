import { HEALTH_CHECK_SETTINGS } from "../aws/settings.js";
import { DURATION } from "./patterns.js";
import { boolean, choice, either, ignored, list, map, missed, number, object, text, used } from "./schema.js";

/** A time as compose writes it, or a number of seconds. */
export const duration = either(number(), text(DURATION));

const { interval, timeout, retries, startPeriod } = HEALTH_CHECK_SETTINGS;

const within = ({ form }: { readonly form: { readonly minimum: number; readonly maximum: number } }) =>
  `${form.minimum} to ${form.maximum}`;

/** `healthCheck` of a service, in the words of compose. */
export const healthCheck = object(
  "a health check of a service",
  {
    test: used(either(text(), list(text())), "command of the container's health check", {
      doc: "What tells whether the container is well: a text for its shell, or a list that begins with `CMD` or `CMD-SHELL`. `NONE` for no check.",
      examples: ["curl -f http://localhost:8080/health", ["CMD", "redis-cli", "ping"]],
    }),
    interval: used(duration, "interval of that check", {
      doc: `Time from one check to the next, ${within(interval)} seconds.`,
      examples: ["30s"],
      default: `${interval.default} seconds`,
    }),
    timeout: used(duration, "timeout of that check", {
      doc: `Time after which a check counts as failed, ${within(timeout)} seconds.`,
      examples: ["5s"],
      default: `${timeout.default} seconds`,
    }),
    retries: used(number(), "retries of that check", {
      doc: `Failed checks in a row that make the container unhealthy, ${within(retries)}.`,
      default: String(retries.default),
    }),
    start_period: used(duration, "start period of that check", {
      doc: `Time after the start in which failures do not count, ${within(startPeriod)} seconds.`,
      examples: ["1m30s"],
      default: `none; ${startPeriod.form.maximum} seconds for a service that writes to a volume, which its first start may fill`,
    }),
    start_interval: ignored(
      duration,
      "ECS checks at its one `interval` from the start on; a shorter one lets it be healthy sooner",
      {
        doc: "Time between checks while it starts.",
      },
    ),
    disable: used(boolean(), "no health check", {
      doc: "Whether there is no check, whatever else is said here.",
      default: "false",
    }),
  },
  { foreign: { command: "test", startPeriod: "start_period", startInterval: "start_interval" } },
);

/** `depends_on`, in both forms of compose. */
export const dependencies = either(
  list(text()),
  map(
    "dependency",
    object("a dependency", {
      condition: used(
        choice("service_started", "service_healthy", "service_completed_successfully"),
        "order in which ECS services are created; what more it says is told",
        {
          doc: "What compose waits for. ECS holds none of them between services: they are made one after the other.",
          default: "`service_started`",
        },
      ),
      required: used(boolean(), "whether it is an error when it is not there", {
        doc: "Whether the dependency has to be there.",
        default: "true",
      }),
      restart: missed(
        boolean(),
        "ECS starts no service again because of another; the program has to connect again itself",
        {
          doc: "Whether it starts again with what it depends on.",
        },
      ),
    }),
    { emptyValues: true },
  ),
);
