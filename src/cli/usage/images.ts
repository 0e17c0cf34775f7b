import { sourceOptions, usage } from "./usage.js";

/** Source: github.com/distribution/reference, regexp.go, tag. */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

export const images = usage({
  name: "images",
  summary: "Print how to build and push the images that are built, or save which tag runs",
  options: {
    ...sourceOptions,
    service: {
      short: "s",
      value: "NAME",
      multiple: true,
      about: "Service or sidecar, may be repeated (default: all that are built)",
    },
    tag: { short: "t", value: "TAG", about: "Tag of the images (default: the shell variable TAG)" },
    save: { about: "Write the tag to a file beside the stacks, for every later plan, and print no script" },
    output: {
      short: "o",
      value: "DIR",
      default: "generated",
      about: "With --save: folder of the output (default: generated)",
      completes: "folder",
    },
  },
  about: [
    "Prints a shell script that runs in the folder of the file: docker build, the login to ECR and docker push, for each service and sidecar that is built. It needs docker and the AWS command line. The repositories must exist first: run terraform apply, the first time with -target=aws_ecr_repository.NAME. A build argument that comes from a variable is not printed: the script reads it from the shell.",
    "With --save it prints no script and writes the tag to DIR/stacks/<name>-<env>/images.auto.tfvars.json. Terraform reads that file in every plan and apply, so that no -var is needed. Commit it; synth leaves it as it is. A -var on the command line wins over it.",
  ],
  examples: [
    "nanokit-tf images -e stage",
    "nanokit-tf images -e stage --tag 1.4.0 | sh",
    "nanokit-tf images -e stage --tag 1.4.0 --save",
    "terraform -chdir=generated/stacks/shop-stage apply",
  ],
  refuse: ({ options: { tag, save, output } }) => {
    if (!save && output !== "generated") return "`--output` is only for `--save`: without it a script is printed.";
    if (save && tag === undefined) return "Write `--tag` beside `--save`: the tag that is to run.";
    return tag === undefined || TAG.test(tag)
      ? undefined
      : `\`${tag}\` is not a tag: write letters, digits and _.-, at most 128, and no . or - first.`;
  },
});
