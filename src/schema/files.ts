import { CONTAINER_USER } from "../aws/container.js";
import { OCTAL_MODE } from "./patterns.js";
import { boolean, either, map, object, text, used } from "./schema.js";

const becomes = "a word or more of the container that writes the files";

const file = object(
  "a file",
  {
    from: used(text(), becomes, {
      doc: "The file or the folder, relative to the one that nanokit.yml is in.",
      examples: ["./nginx/site.conf"],
    }),
    content: used(text(), becomes, {
      doc: "The text itself, in place of `from`.",
    }),
    mode: used(text(OCTAL_MODE), becomes, {
      doc: "Mode of the file, or of all files of the folder.",
      examples: ["0600"],
      default: "0755 where its owner may run it, 0644 otherwise",
    }),
    owner: used(text(CONTAINER_USER), becomes, {
      doc: "Owner of the file, or of all files of the folder, by name or number, with its group after a colon.",
      examples: ["1000:1000"],
      default: "`0:0`",
    }),
    expand: used(boolean(), becomes, {
      doc: "Whether `${NAME}` in the file is what it is in nanokit.yml: a variable, when `synth` runs.",
      default: "false",
    }),
    public: used(boolean(), becomes, {
      doc: "Says that what looks like a password in it is none, or may be read by all who can read the repository.",
      default: "false",
    }),
  },
  { foreign: { source: "from", src: "from", file: "from", text: "content", permissions: "mode", user: "owner" } },
);

/** What a service has put into its container, by path. */
export const filesField = used(
  map("path in the container", either(text(), file), {
    key: { regex: /^\//, means: "be an absolute path in the container (/etc/nginx/conf.d/site.conf)" },
  }),
  "the container that writes them before the service's begins, and a task volume for each folder",
  {
    doc: "Files and folders of the repository that are in the container before its program begins, by their path there.",
    examples: [
      { "/etc/nginx/conf.d/site.conf": "./nginx/site.conf" },
      { "/etc/app": { from: "./etc", owner: "1000" } },
    ],
  },
);
