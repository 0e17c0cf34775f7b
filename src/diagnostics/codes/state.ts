import { quotedList } from "../lists.js";
import { code, type Nothing } from "./entry.js";

/** NK510 to NK513: where Terraform keeps the state. */
export const state = {
  NK510: code<{ type: string; argument: string; variable: string }>({
    severity: "error",
    title: "Secret in a backend",
    message: ({ type, argument }) =>
      `\`${argument}\` of the backend \`${type}\` is a secret, and would stand in a file that is committed.`,
    help: ({ variable }) =>
      `Remove it. Terraform reads it from \`${variable}\` in the environment, or from a file that nobody commits: \`terraform init -backend-config=FILE\`.`,
    ownWords: ["type", "argument", "variable"],
    why: "What stands under `infra.backend` is written to the generated files, which everybody reads who reads the repository.",
    fix: "Set the variable in the environment of the pipeline, or pass the value with `terraform init -backend-config`.",
  }),
  NK511: code<Nothing>({
    severity: "warning",
    title: "State without a lock",
    message: () => "Nothing keeps two applies off this state: the one that ends last overwrites what the other wrote.",
    help: () =>
      "Write `use_lockfile: true`, for which Terraform 1.10 or later is needed, or name a `dynamodb_table`. If something else sees to it, write `use_lockfile: false`.",
    why: "Terraform locks a state in S3 only where it is told to. Two pipelines that run at once then lose what one of them made.",
    fix: "Write `use_lockfile: true`. For Terraform before 1.10, name a table of DynamoDB: `dynamodb_table`.",
  }),
  NK512: code<{ environment: string; other: string; type: string }>({
    severity: "error",
    title: "Two environments with one state",
    message: ({ environment, other }) =>
      `\`${environment}\` and \`${other}\` keep their state in one place: applying one would destroy what the other has made.`,
    help: ({ type }) => oneForEach(type),
    ownWords: ["type"],
    why: "To Terraform the state is all that exists. What is in it and not in the stack is destroyed, so a stack that finds the state of another takes it for its own past.",
    fix: "Leave out what names the state (`key`, `prefix`, `workspaces`): it is then made of project and environment. Or write another one in each environment.",
  }),
  NK513: code<{ types: readonly string[] }>({
    severity: "error",
    title: "Not one backend",
    message: ({ types }) =>
      types.length === 0
        ? "`backend` names no backend."
        : `A stack has one backend, and these are ${types.length}: ${quotedList(types)}.`,
    help: ({ types }) =>
      types.length === 0
        ? "Name one, `backend: { s3: { bucket: ... } }`, or remove `backend`."
        : "Remove all but one. In an environment, `null` takes one away that stands outside of it.",
    ownWords: ["types"],
    why: "Terraform keeps the state of a stack in one place.",
    fix: "Write one key under `infra.backend`: `s3`, `gcs`, `azurerm`, `http`, `remote`, `cloud` or `local`.",
  }),
} as const;

/** How each environment gets a state of its own, by the backend. */
function oneForEach(type: string): string {
  if (type === "local") return "Give each environment a file of its own.";
  if (type === "http") return "Write an address in each environment: `environments.<env>.infra.backend.http.address`.";
  const named = type === "gcs" ? "prefix" : type === "remote" || type === "cloud" ? "workspaces" : "key";
  return `Remove \`${named}\`, so that it is made of project and environment, or write one in each environment.`;
}
