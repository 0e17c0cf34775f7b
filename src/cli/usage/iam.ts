import { REGION } from "../../aws/regions.js";
import { sourceOptions, usage } from "./usage.js";

const ACCOUNT = /^\d{12}$/;

export const iam = usage({
  name: "iam",
  summary: "Print the IAM policies that terraform apply needs",
  options: {
    ...sourceOptions,
    output: {
      short: "o",
      value: "DIR",
      about: "Folder for policy-1.json, policy-2.json ... (default: print them)",
      completes: "folder",
    },
    account: { value: "ID", about: "Account, for ARNs (default: any)" },
    region: { value: "REGION", about: "Region where the file names none, for ARNs (default: any)" },
    exact: { about: "Allow only the names in the file, not every name in its environments" },
    explain: { about: "Print each action with what needs it, and when" },
    managed: { about: "Print which managed policies of AWS are enough, and what they lack" },
  },
  about: [
    "The policies come from the stacks: they allow what Terraform calls to make, read, change and destroy them, for all environments together. Each is shorter than AWS's limit of 6,144 characters; attach all of them to one role. One policy is printed as it is, several as a list.",
    "A policy names resources by their names, or by the tags of the environment if AWS chooses their ids. It does not allow to delete a protected file system, unless infra.efs.protect is false. It names hosts exactly: when you remove a host, attach the new policies after the apply. Permissions for the Terraform state are included if infra.backend names a bucket of S3; otherwise add what your backend needs.",
  ],
  examples: [
    "nanokit-tf iam -e stage --account 123456789012",
    "nanokit-tf iam -o iam",
    "nanokit-tf iam --explain",
    "nanokit-tf iam --managed",
  ],
  refuse: ({ options: { account, region, explain, managed, output } }) => {
    if (account !== undefined && !ACCOUNT.test(account))
      return `\`${account}\` is not an account id, which has 12 digits.`;
    if (region !== undefined && !REGION.test(region)) return `\`${region}\` is not a region, such as eu-west-1.`;
    if (explain && managed) return "--explain and --managed cannot be used together.";
    if (output !== undefined && (explain || managed))
      return "--output is for policies, not for --explain or --managed.";
    return undefined;
  },
});
