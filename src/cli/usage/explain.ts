import { sourceOptions, usage } from "./usage.js";

export const explain = usage({
  name: "explain",
  summary: "Say why: a code, an address, or a key of the file",
  options: {
    ...sourceOptions,
    list: { about: "List all codes" },
  },
  positionals: [{ name: "CODE|ADDRESS|PATH", optional: true }],
  about: [
    "CODE, as NK402: why it is reported and how to mend it, with a wrong and a right example. Without a word, all codes are listed.",
    "ADDRESS, as Terraform prints it: what it is, and the lines of the file that made it.",
    "PATH, as services.web.volumes[0]: what comes of it, and what the language says of its key, also of one that the file does not write.",
  ],
  examples: [
    "nanokit-tf explain NK306",
    "nanokit-tf explain aws_efs_access_point.data-store",
    "nanokit-tf explain 'aws_efs_mount_target.main[\"eu-west-1a\"]'",
    "nanokit-tf explain services.database.volumes[0]",
    "nanokit-tf explain infra.efs.throughput",
  ],
});
