import { code } from "./entry.js";

/** NK6: what writing the output would do to what is there. */
export const output = {
  NK601: code<{ stack: string; path: string }>({
    severity: "error",
    title: "Protected file system would be destroyed",
    message: ({ stack, path }) =>
      `${path} has a protected file system, and the new ${stack} has none: applied, it would destroy the data.`,
    help: () =>
      "To keep it, put the volume back. To let it go, set `infra.efs.protect: false`, synth and apply, then remove it.",
    why: "Terraform's `prevent_destroy` goes away together with the resource that it protects, so it cannot help here.",
    fix: "Put the volume back. Or, on purpose: set `infra.efs.protect: false`, synth and apply, and remove the volume then.",
  }),
  NK602: code<{ stack: string; path: string }>({
    severity: "note",
    title: "Stack that is no longer made",
    message: ({ stack, path }) => `${path} is left as it is: the file no longer describes \`${stack}\`.`,
    help: () => "Run `terraform destroy` there if its resources are to go, then delete the folder.",
    why: "The resources of a stack live on in AWS when its environment leaves the file, and the folder is what can destroy them.",
    fix: "Run `terraform destroy` in the folder if its resources are to go, then delete it.",
  }),
} as const;
