import type { Topic } from "./arguments.js";

const overview = `nanokit-tf - Terraform JSON from nanokit.yml: Fargate services with data on EFS

Usage
  nanokit-tf <command> [options]

Commands
  synth       Write the Terraform JSON of each environment to generated/
  validate    Check the file and write nothing
  images      Print how to build and push the images of services that are built

Options
  -h, --help       Show this, or the help of a command
  -v, --version    Show the version

Exit codes
  0  fine
  1  the file has errors
  2  the command could not run
`;

const common = `  -f, --file FILE      File to read (default: nanokit.yml)
  -e, --env ENV        Environment, may be repeated (default: all on AWS)
      --env-file FILE  File with variables (default: .env beside the file)`;

const synth = `nanokit-tf synth - write the Terraform JSON of each environment

Usage
  nanokit-tf synth [-f FILE] [-e ENV]... [-o DIR]

Options
${common}
  -o, --output DIR     Folder to write to (default: generated)
  -h, --help           Show this

Each environment becomes DIR/stacks/<name>-<env>/cdk.tf.json. With an error in
the file nothing is written.

Examples
  nanokit-tf synth
  nanokit-tf synth -e production -o out
  terraform -chdir=generated/stacks/shop-stage init
`;

const validate = `nanokit-tf validate - check the file and write nothing

Usage
  nanokit-tf validate [-f FILE] [-e ENV]... [--format text|json]

Options
${common}
      --format FORMAT  text, to standard error (default), or json, to standard
                       output
  -h, --help           Show this

Examples
  nanokit-tf validate
  nanokit-tf validate -e stage --format json
`;

const images = `nanokit-tf images - print how to build and push images

Usage
  nanokit-tf images [-f FILE] [-e ENV]... [-t TAG]

Options
${common}
  -t, --tag TAG        Tag of the images (default: the shell variable TAG)
  -h, --help           Show this

Prints a shell script that runs in the folder of the file: docker build, the
login to ECR and docker push, for each service that is built. It needs docker
and the AWS command line. The repositories have to be there: terraform apply,
the first time with -target=aws_ecr_repository.SERVICE. A build argument that
comes from a variable is not printed; the script takes it from its environment.

Examples
  nanokit-tf images -e stage
  nanokit-tf images -e stage --tag 1.4.0 | sh
  terraform -chdir=generated/stacks/shop-stage apply -var web_image_tag=1.4.0
`;

const topics: Readonly<Record<Topic, string>> = { synth, validate, images };

/** The help of the program, or of one command. Lines fit 80 columns. */
export function helpText(topic?: Topic): string {
  return topic === undefined ? overview : topics[topic];
}
