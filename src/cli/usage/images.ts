import { sourceOptions, usage } from "./usage.js";

/** Source: github.com/distribution/reference, regexp.go, tag. */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

export const images = usage({
  name: "images",
  summary: "Print how to build and push the images of services that are built",
  options: {
    ...sourceOptions,
    tag: { short: "t", value: "TAG", about: "Tag of the images (default: the shell variable TAG)" },
  },
  about: [
    "Prints a shell script that runs in the folder of the file: docker build, the login to ECR and docker push, for each service that is built. It needs docker and the AWS command line. The repositories must exist first: run terraform apply, the first time with -target=aws_ecr_repository.SERVICE. A build argument that comes from a variable is not printed; the script takes it from its environment.",
  ],
  examples: [
    "nanokit-tf images -e stage",
    "nanokit-tf images -e stage --tag 1.4.0 | sh",
    "terraform -chdir=generated/stacks/shop-stage apply -var web_image_tag=1.4.0",
  ],
  refuse: ({ options: { tag } }) =>
    tag === undefined || TAG.test(tag)
      ? undefined
      : `\`${tag}\` is not a tag: letters, digits and _.-, at most 128, and it begins with none of .-`,
});
