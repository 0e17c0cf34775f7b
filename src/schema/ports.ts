import { PORT_NAME, PORT_PROTOCOLS, PORTS } from "../aws/ports.js";
import { either, foreignChoice, integer, list, object, text, used } from "./schema.js";

/** Of compose, where a port of the host stands in front; and of ECS. */
const HOSTS_PORT = "a task has an address of its own, and no host whose port could be taken";

const hostsOwn: ReadonlySet<string> = new Set(["published", "host_ip", "hostPort", "mode"]);

const NAME = {
  regex: new RegExp(`^(?=.{1,${PORT_NAME.max}}$)${PORT_NAME.pattern.source.slice(1)}`),
  means: `a name of lower-case letters, digits, _ and -, no - first, at most ${PORT_NAME.max} characters`,
};

/** A port, or a range of them, and how it is reached. */
const WRITTEN_PORT = {
  regex: /^\d{1,5}(?:-\d{1,5})?(?:\/(?:tcp|udp))?$/,
  means: "a port of the container, without a port of the host (8080, 9000/udp, 10000-10010/udp)",
  /** `80:8080` and `127.0.0.1:80:8080/tcp` of compose: the port of the container stands last. */
  meant: (text: string) => (/^[\d.[\]a-f:-]+:[^:]+$/i.test(text) ? text.slice(text.lastIndexOf(":") + 1) : undefined),
};

const port = integer(PORTS.minimum, PORTS.maximum);

/** What a service listens on beside, or in place of, `port` and `expose`. */
export const ports = list(
  either(
    port,
    text(WRITTEN_PORT),
    object(
      "a port",
      {
        port: used(either(port, text(WRITTEN_PORT)), "port mapping and security group rules", {
          doc: "Port that the container listens on, or a range of them.",
          required: true,
        }),
        name: used(text(NAME), "name of the port mapping, and `NANOKIT_URL_<SERVICE>_<NAME>` of others", {
          doc: "What it is called, once in the service.",
          examples: ["metrics"],
        }),
        protocol: used(
          foreignChoice(PORT_PROTOCOLS, { TCP: "tcp", UDP: "udp", HTTP: "http" }),
          "protocol of the port mapping and of the rules, and how a URL to it begins",
          {
            doc: "How it is reached. `http` is TCP, and says that URLs begin with `http://`.",
            default: "`tcp`",
          },
        ),
      },
      {
        foreign: { target: "port", containerPort: "port", app_protocol: "protocol", appProtocol: "protocol" },
        impossible: (key) => (hostsOwn.has(key) ? HOSTS_PORT : undefined),
      },
    ),
  ),
);
