import { quotedList } from "../lists.js";
import { code, type Nothing } from "./entry.js";

/** NK510 to NK513: where Terraform keeps the state. */
export const state = {
  NK510: code<{ type: string; argument: string; variable: string }>({
    severity: "error",
    title: "Secret in a backend",
    message: ({ type, argument }) =>
      `\`${argument}\` of the backend \`${type}\` is a secret, and would be written to a file that is committed.`,
    help: ({ variable }) =>
      `Remove it. Terraform reads it from \`${variable}\` in the environment, or from a file that nobody commits: \`terraform init -backend-config=FILE\`.`,
    ownWords: ["type", "argument", "variable"],
    why: "Everything under `infra.backend` is written to the generated files. Everybody who can read the repository can read those.",
    fix: "Set the variable in the environment of the pipeline, or pass the value with `terraform init -backend-config`.",
  }),
  NK511: code<Nothing>({
    severity: "warning",
    title: "State without a lock",
    message: () =>
      "This state has no lock: when two applies run at once, the last one overwrites what the other wrote.",
    help: () =>
      "Write `use_lockfile: true` (Terraform 1.10 or later), or name a `dynamodb_table`. If something else makes sure that only one apply runs, write `use_lockfile: false`.",
    why: "Terraform locks a state in S3 only when the backend says so. Without a lock, two pipelines that run at once lose what one of them made.",
    fix: "Write `use_lockfile: true`. For Terraform before 1.10, name a table of DynamoDB: `dynamodb_table`.",
  }),
  NK512: code<{ environment: string; other: string; type: string }>({
    severity: "error",
    title: "Two environments with one state",
    message: ({ environment, other }) =>
      `\`${environment}\` and \`${other}\` keep their state in one place: applying one would destroy what the other has made.`,
    help: ({ type }) => oneForEach(type),
    ownWords: ["type"],
    why: "Terraform destroys what is in the state and not in the stack. A stack that finds the state of another one would destroy what that other one has made.",
    fix: "Leave out what names the state (`key`, `prefix`, `workspaces`): the default has the project and the environment in it. Or write another one in each environment.",
  }),
  NK513: code<{ types: readonly string[] }>({
    severity: "error",
    title: "Not exactly one backend",
    message: ({ types }) =>
      types.length === 0
        ? "`backend` names no backend."
        : `A stack can have only one backend, and here are ${types.length}: ${quotedList(types)}.`,
    help: ({ types }) =>
      types.length === 0
        ? "Name one, `backend: { s3: { bucket: ... } }`, or remove `backend`."
        : `Remove all but one. To remove one in a single environment, write \`${types[0]}: null\` there.`,
    ownWords: ["types"],
    why: "Terraform keeps the state of a stack in one place.",
    fix: "Write one key under `infra.backend`: `s3`, `gcs`, `azurerm`, `http`, `remote`, `cloud` or `local`.",
  }),
} as const;

/** How each environment gets a state of its own, by the backend. */
function oneForEach(type: string): string {
  if (type === "local") return "Give each environment another `path`.";
  if (type === "http")
    return "Write another address in each environment: `environments.<env>.infra.backend.http.address`.";
  const named = type === "gcs" ? "prefix" : type === "remote" || type === "cloud" ? "workspaces" : "key";
  return `Remove \`${named}\`: the default has the project and the environment in it. Or write another one in each environment.`;
}
