import { sourceOptions, usage } from "./usage.js";

export const secrets = usage({
  name: "secrets",
  summary: "Print how to make the parameters and secrets that must exist before the first apply",
  options: sourceOptions,
  about: [
    "Prints a shell script with the aws lines for each SSM parameter and each secret of Secrets Manager that a service reads, and the login to a private registry. It makes those that are missing and asks for their values. It shows no value on the screen, and passes none as an argument. What the file names by ARN is only listed. The script needs the AWS command line, version 2.",
  ],
  examples: ["nanokit-tf secrets -e stage", 'sh -c "$(nanokit-tf secrets -e stage)"'],
});
