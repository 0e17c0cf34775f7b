import { sourceOptions, usage } from "./usage.js";

export const explain = usage({
  name: "explain",
  summary: "Explain a code, an address, or a key of the file",
  options: {
    ...sourceOptions,
    list: { about: "List all codes" },
  },
  positionals: [{ name: "CODE|ADDRESS|PATH", optional: true }],
  about: [
    "CODE, for example NK402: why it is reported and how to fix it, with a wrong and a right example. Without an argument, all codes are listed.",
    "ADDRESS, as Terraform prints it: what it is, and which lines of the file made it.",
    "PATH, for example services.web.volumes[0]: what is made from it, and what the language says about its key, also when the file does not use the key.",
  ],
  examples: [
    "nanokit-tf explain NK306",
    "nanokit-tf explain aws_efs_access_point.data-store",
    "nanokit-tf explain 'aws_efs_mount_target.main[\"eu-west-1a\"]'",
    "nanokit-tf explain services.database.volumes[0]",
    "nanokit-tf explain infra.efs.throughput",
  ],
});
