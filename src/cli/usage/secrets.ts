import { sourceOptions, usage } from "./usage.js";

export const secrets = usage({
  name: "secrets",
  summary: "Print how to make the parameters and secrets that must exist before the first apply",
  options: sourceOptions,
  about: [
    "Prints a shell script with the aws lines for each SSM parameter and each secret of Secrets Manager that a service reads, and the login to a private registry. It makes what is missing, asks for the values, and puts them neither on the screen nor into the arguments of a command. What the file names by ARN is listed only. It needs the AWS command line, version 2.",
  ],
  examples: ["nanokit-tf secrets -e stage", 'sh -c "$(nanokit-tf secrets -e stage)"'],
});
