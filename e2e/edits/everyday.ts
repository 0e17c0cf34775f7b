import { all, type Edit, put, rename } from "./edit.js";

const capital = rename("services/worker", "Worker");

/** A job that finds services by name. */
function warming(...services: readonly string[]) {
  const job = { image: "busybox:1.37", schedule: "0 3 * * *", command: "true" };
  return { warm: services.length > 0 ? { ...job, depends_on: [...services] } : job };
}

const AGENT = { image: "acme/agent:2", env: { LEVEL: "info" } };

/** A job with an image of its own, and a volume. */
const SWEEP = {
  schedule: "@daily",
  image: "busybox:1.37",
  command: "rm -rf /srv/uploads/tmp",
  volumes: ["uploads:/srv/uploads"],
};

/** What is edited day by day. */
export const everyday: readonly Edit[] = [
  { name: "service: another image", base: "plain", change: put("services/db/image", "mongo:8.0.4") },
  { name: "service: one more", base: "plain", change: put("services/extra", { image: "nginx:1.29", networks: [] }) },
  { name: "service: one fewer", base: "plain", change: put("services/worker", undefined) },
  { name: "service: renamed", base: "plain", change: rename("services/worker", "runner") },
  {
    name: "service: name in another case",
    base: "plain",
    change: capital,
    foretold: {
      code: "NK613",
      steps: [
        { apply: rename("services/worker", "Worker-2"), says: "to `Worker-2` first" },
        { apply: capital, says: "then to `Worker`" },
      ],
    },
  },
  {
    name: "service: other size",
    base: "plain",
    change: all(put("services/db/cpu", 1), put("services/db/memory", "2gb")),
  },
  { name: "service: variables", base: "compute", change: put("services/api/env", { LOG_LEVEL: "debug" }) },
  { name: "service: a secret", base: "compute", change: put("services/api/secrets", { TOKEN: { from: "ssm" } }) },
  {
    name: "service: one more on the network",
    base: "compute",
    change: put("services/admin", { image: "nginx:1.29", expose: 80 }),
  },
  { name: "service: one fewer on the network", base: "compute", change: put("services/api", undefined) },
  { name: "service: the only other on the network renamed", base: "compute", change: rename("services/api", "back") },
  {
    name: "service: another command",
    base: "compute",
    change: all(put("services/api/command", ["serve", "--verbose"]), put("services/api/workdir", "/srv")),
  },
  {
    name: "service: further ports",
    base: "compute",
    change: put("services/api/ports", [{ port: 9090, name: "metrics" }, "9000/udp", "10000-10010/udp"]),
  },
  {
    name: "service: no further ports",
    base: "compute",
    first: put("services/api/ports", [{ port: 9090, name: "metrics" }, "9000/udp"]),
    change: put("services/api/ports", undefined),
  },
  {
    name: "service: other further ports",
    base: "compute",
    first: put("services/api/ports", [{ port: 9090, name: "metrics" }, 9229, "9000/udp"]),
    change: put("services/api/ports", [
      { port: 9090, name: "telemetry" },
      { port: 9000, name: "gossip" },
    ]),
  },
  {
    name: "service: its port by `ports` alone",
    base: "compute",
    change: all(put("services/api/expose", undefined), put("services/api/ports", [3000, 9090])),
  },
  {
    name: "service: a health check in the words of compose",
    base: "compute",
    change: put("services/api/healthCheck", { test: "true", interval: "10s", start_period: "1m" }),
  },
  {
    name: "service: another health check, and one no longer",
    base: "compute",
    first: all(
      put("services/api/healthCheck", { test: "true", interval: "10s" }),
      put("services/web/healthCheck", { test: ["CMD", "true"] }),
    ),
    change: all(
      put("services/api/healthCheck", { test: "true", retries: 5 }),
      put("services/web/healthCheck", undefined),
    ),
  },
  {
    name: "service: read-only, as a user of its own",
    base: "compute",
    change: all(
      put("services/api/user", "1000:1000"),
      put("services/api/readOnly", true),
      put("services/api/tmpfs", ["/tmp", "/run:size=16m"]),
      put("services/api/ulimits", { nofile: 1_048_576 }),
      put("services/api/sysctls", { "net.core.somaxconn": 1024 }),
      put("services/api/labels", { team: "shop" }),
    ),
  },
  {
    name: "service: without capabilities, then with some again",
    base: "compute",
    first: put("services/api/cap_drop", ["ALL"]),
    change: all(put("services/api/cap_drop", ["NET_RAW", "MKNOD"]), put("services/api/cap_add", ["SYS_PTRACE"])),
  },
  {
    name: "service: another user than the one that wrote its volume",
    base: "plain",
    change: put("services/db/user", "1000:1000"),
  },
  { name: "service: ARM64", base: "compute", change: put("services/api/aws", { architecture: "arm64" }) },
  { name: "sidecars: one", base: "compute", change: put("services/api/sidecars", { agent: AGENT }) },
  {
    name: "sidecars: another one, with a secret and an order",
    base: "compute",
    first: put("services/api/sidecars", { agent: AGENT }),
    change: all(
      put("services/api/sidecars/proxy", { image: "acme/proxy:2", secrets: { TOKEN: { from: "ssm" } } }),
      put("services/api/sidecars/agent", { ...AGENT, essential: false, memory: "64mb" }),
      put("services/api/depends_on", ["proxy"]),
    ),
  },
  {
    name: "sidecars: none any more",
    base: "compute",
    first: put("services/api/sidecars", { agent: AGENT, proxy: { ...AGENT, secrets: { TOKEN: { from: "ssm" } } } }),
    change: put("services/api/sidecars", undefined),
  },
  {
    name: "job: a first one",
    base: "plain",
    change: put("cron", { clean: { service: "worker", schedule: "0 3 * * *", command: "true" } }),
  },
  { name: "job: removed", base: "volumes", change: put("cron", undefined) },
  { name: "job: renamed", base: "volumes", change: rename("cron/clean", "tidy") },
  {
    name: "job: a size and retries of its own",
    base: "volumes",
    change: all(put("cron/clean/memory", "2gb"), put("cron/clean/retries", { attempts: 10, maxAge: "1h" })),
  },
  {
    name: "job: other retries, and no size of its own any more",
    base: "volumes",
    first: all(put("cron/clean/cpu", 1), put("cron/clean/retries", 10)),
    change: all(put("cron/clean/cpu", undefined), put("cron/clean/retries", 20)),
  },
  { name: "job: a dead-letter queue", base: "volumes", change: put("cron/clean/deadLetterQueue", true) },
  {
    name: "job: another dead-letter queue",
    base: "volumes",
    first: put("cron/clean/deadLetterQueue", true),
    change: put("cron/clean/deadLetterQueue", "arn:aws:sqs:us-east-1:123456789012:alarms"),
  },
  {
    name: "job: no dead-letter queue any more",
    base: "volumes",
    first: put("cron/clean/deadLetterQueue", true),
    change: put("cron/clean/deadLetterQueue", undefined),
  },
  {
    name: "job: a secret",
    base: "compute",
    first: put("cron", warming()),
    change: put("cron/warm/secrets", { TOKEN: { from: "ssm" } }),
  },
  {
    name: "job: a secret no more",
    base: "compute",
    first: all(put("cron", warming()), put("cron/warm/secrets", { TOKEN: { from: "ssm" } })),
    change: put("cron/warm/secrets", undefined),
  },
  {
    name: "job: a first one that finds a service by name",
    base: "compute",
    change: put("cron", warming("api")),
  },
  {
    name: "job: another service by name",
    base: "compute",
    first: all(put("services/web/expose", 80), put("cron", warming("api"))),
    change: put("cron", warming("web")),
  },
  {
    name: "job: no service by name any more",
    base: "compute",
    first: put("cron", warming("api")),
    change: put("cron", warming()),
  },
  { name: "job: an image of its own, and a volume of a service", base: "volumes", change: put("cron/sweep", SWEEP) },
  {
    name: "job: other volumes",
    base: "volumes",
    first: put("cron/sweep", { ...SWEEP, secrets: { TOKEN: { from: "ssm" } } }),
    change: put("cron/sweep/volumes", ["uploads:/srv/uploads:ro", "swept:/srv/swept"]),
  },
  {
    name: "job: no volume any more",
    base: "volumes",
    first: put("cron/sweep", SWEEP),
    change: put("cron/sweep/volumes", undefined),
  },
  { name: "job: the first volume of all", base: "compute", change: put("cron/sweep", SWEEP) },
  { name: "job: another time", base: "volumes", change: put("cron/clean/schedule", "30 4 * * 1") },
];
