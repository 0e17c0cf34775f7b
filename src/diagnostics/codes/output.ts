import { faultHelp, faultText, type StackFault } from "../stack-fault.js";
import { code } from "./entry.js";

/** Of an edit that needs steps: what happens to which element of a stack, and what to do. `check` says the same. */
type Steps = { readonly stack: string; readonly address: string; readonly text: string };

/** What the findings about steps have in common: their text is that of `check`. */
const said = {
  severity: "warning",
  aboutOutput: true,
  message: ({ stack, address, text }: Steps) => `In ${stack}, \`${address}\` ${text}`,
} as const;

/** NK6, NK521 and NK522: what writing the output would do to what is there. */
export const output = {
  NK521: code<Steps>({
    ...said,
    severity: "note",
    title: "Records that another role makes",
    why: "Terraform goes on with the records of a zone by the role that the file names now. Whether that leads to the same zone, the files do not say: in another account, it cannot delete the records of the old one.",
    fix: "Nothing, if it is the same zone. Otherwise have Terraform forget the records before the apply, with the command in the message, and delete them in the old zone when nothing asks for them.",
  }),
  NK522: code<Steps>({
    ...said,
    title: "Role that goes together with its records",
    why: "Terraform destroys records by the provider that made them. Where that is gone from the stack too, the plan fails: `Provider configuration not present`.",
    fix: "Do it in two applies: leave `infra.hostedZone` in the file until the records are gone.",
  }),
  NK601: code<{ stack: string; path: string; kind: "fileSystem" | "database"; address: string }>({
    severity: "error",
    title: "Protected data would be destroyed",
    message: ({ stack, path, kind, address }) =>
      kind === "database"
        ? `${path} has the protected database \`${address}\`, and the new ${stack} does not: applying it would destroy the data.`
        : `${path} has a protected file system, and the new ${stack} has none: applying it would destroy the data.`,
    help: ({ kind }) =>
      kind === "database"
        ? "To keep it, put the database back, with `managed: true`. To delete it, set its `protect: false`, synth and apply, then remove it."
        : "To keep it, put the volume back. To delete it, set `infra.efs.protect: false`, synth and apply, then remove it.",
    ownWords: ["kind"],
    why: "Terraform's `prevent_destroy` goes away together with the resource that it protects, so it cannot help here.",
    fix: "Put the volume or the database back. Or, on purpose: set `infra.efs.protect: false`, or `protect: false` at the database, synth and apply, and remove it then. Of a database, AWS keeps a last snapshot all the same.",
  }),
  NK602: code<{ stack: string; path: string }>({
    severity: "note",
    aboutOutput: true,
    title: "Stack that is no longer made",
    message: ({ stack, path }) => `${path} is left as it is: the file no longer describes \`${stack}\`.`,
    help: () => "Run `terraform destroy` there if its resources should be deleted, then delete the folder.",
    why: "The resources of a stack stay in AWS when its environment is removed from the file, and Terraform needs the folder to destroy them.",
    fix: "Run `terraform destroy` in the folder if its resources should be deleted, then delete it.",
  }),
  NK603: code<{ stack: string; path: string; fault: StackFault }>({
    severity: "error",
    title: "Stack that cannot be read",
    message: ({ stack, path, fault }) =>
      `${path} ${faultText(fault)}, so nobody can tell whether it has a protected file system or database that the new ${stack} would destroy (NK601).`,
    help: ({ path, fault }) => faultHelp(fault, path),
    why: "Before a stack is replaced, the old one is searched for protected file systems and databases (NK601). One that cannot be read may have some, so it is left as it is.",
    fix: "Take back the file that was applied last, from Git. Delete it only if nothing was ever applied from its folder.",
  }),
  NK604: code<{ path: string; own: string }>({
    severity: "error",
    title: "File of your own where one of nanokit-tf is to be",
    message: ({ path }) => `${path} is not from nanokit-tf, which writes a file of this name next to each stack.`,
    help: ({ path, own }) =>
      `Give yours another name, and Terraform reads it all the same: \`git mv ${path} ${own}\`. A \`required_version\` may be in both.`,
    why: "The version of Terraform that a stack asks for is in `versions.tf`. A file that someone else wrote is never overwritten.",
    fix: "Give your file another name that ends in `.tf`: Terraform reads every such file of the folder.",
  }),
  NK605: code<Steps>({
    ...said,
    title: "State that moves",
    why: "A fresh checkout, as pipelines have it, knows of no other place: `terraform init` would begin with an empty state in the new one, and the plan would make everything anew.",
    fix: "Move the state once, by hand: in a checkout where `terraform init` ran with the old files, `nanokit-tf synth` and then `terraform init -migrate-state` in the folder of the stack.",
  }),
  NK606: code<{ path: string }>({
    severity: "error",
    title: "Backend of your own beside the stack's",
    message: ({ path }) => `${path} names a backend, and a stack has one only.`,
    help: ({ path }) =>
      `Remove it from there, or \`infra.backend\` from this file. If nothing else is in it: \`git rm ${path}\`.`,
    why: "Terraform reads all files of a folder as one, and refuses a second backend.",
    fix: "Keep one of the two. As long as both name the same place, nothing has to be moved.",
  }),
  NK607: code<{ path: string; variable: string }>({
    severity: "note",
    aboutOutput: true,
    title: "Saved image of no service",
    message: ({ path, variable }) => `${path} has \`${variable}\`, and no service that is built asks for it.`,
    help: () => "Remove it there, or Terraform warns of it in each plan.",
    why: "A service that is renamed, removed or no longer built leaves the tag behind that was saved for it.",
    fix: "Remove the variable from the file. Of a renamed service, `nanokit-tf images --tag 1.4.0 --save` writes the tag under the new name.",
  }),
  NK608: code<Steps>({
    ...said,
    title: "Root that becomes a module, or a module that becomes a root",
    why: "In a module every address has `module.<call>.` in front, in the state of the root that calls it. Terraform takes a resource for the same only where the state has it at the new address.",
    fix: "If the stack was never applied, nothing has to be done. Otherwise take the state along, and move each resource in it with `terraform state mv`, as docs/modules.md has it: the plan then destroys nothing.",
  }),
  NK609: code<Steps>({
    ...said,
    title: "Repository that would lose its key and its images",
    why: "ECR gives a repository its key when it is made. With `infra.kmsKeyArn`, Terraform leaves a repository that is there already with what it has; without, it would replace it, and ECR deletes no repository that holds images, so the apply would fail.",
    fix: "Write `infra.kmsKeyArn` again. Or give the images up, with the command in the message, and push them again.",
  }),
  NK610: code<Steps>({
    ...said,
    severity: "error",
    title: "Another key for a file system that exists",
    why: "EFS gives a file system its key when it is made. Another key is another file system, an empty one.",
    fix: "Write the key that the file system has under `infra.efs.kmsKeyArn`: its ARN, or `aws/elasticfilesystem` where it has none of yours. To move files to another key, restore a backup with it. Where the stack was never applied, delete its folder.",
  }),
  NK627: code<Steps>({
    ...said,
    title: "Key for a file system that may have another",
    why: "EFS gives a file system its key when it is made. Where none is named, that is the key of AWS, unless one was named before: Terraform leaves it alone when it is taken out of the file. So the output does not tell which key the file system has.",
    fix: "If it was never applied, or has that key, nothing has to be done. Otherwise write the key that it has under `infra.efs.kmsKeyArn`: its ARN, or `aws/elasticfilesystem`.",
  }),
  NK611: code<Steps>({
    ...said,
    title: "Another VPC under what cannot move",
    why: "AWS moves no load balancer to another VPC, and takes the mount targets of a file system in one VPC only. Terraform would wait for the old ones, and fail.",
    fix: "Take them down before the apply, with the command in the message. They and what hangs on them come back with it; the file system stays.",
  }),
  NK612: code<Steps>({
    ...said,
    title: "Repository that goes with images in it",
    why: "ECR deletes no repository that holds images, so the apply would fail, and every one after it. Tasks that run need their images.",
    fix: "Have Terraform forget the repository before the apply, with the command in the message. It stays in AWS, with its images.",
  }),
  NK613: code<Steps>({
    ...said,
    title: "Renamed service that needs two steps",
    why: "Terraform destroys the old service and makes the new one at the same time. They must not write to one volume together, and AWS takes some names only once whatever their case.",
    fix: "Do it in two applies, as the message says.",
  }),
  NK614: code<Steps>({
    ...said,
    title: "End of scaling that leaves too few tasks",
    why: "While a service scales, Terraform leaves the number of its tasks alone. Without `scale` it sets `instances`, which is 1 where nothing is written.",
    fix: "Write `instances` at the service, with as many as it needs, together with the end of `scale`.",
  }),
  NK615: code<Steps>({
    ...said,
    severity: "note",
    title: "Throughput that can be changed once a day",
    why: "EFS takes a change of the throughput mode, or less provisioned throughput, once in 24 hours. When the last one was, the files do not say.",
    fix: "Nothing, if the last change was a day ago. Otherwise write the old throughput again, so that everything else can be applied, and the new one when the day is over.",
  }),
  NK616: code<Steps>({
    ...said,
    title: "File system that is replaced on purpose",
    why: "Terraform makes the new file system before the old one goes, and EFS takes a creation token once only. Its data is lost either way.",
    fix: "Take back the change, to keep the data. On purpose: destroy the file system before the apply, with the command in the message.",
  }),
  NK617: code<Steps>({
    ...said,
    title: "Spot that is taken away",
    why: "What Terraform does where `spot` is no longer written depends on the version of its provider: 5 replaces the service, 6.15 and later refuse the plan.",
    fix: "Write `spot: false`, and leave it there: with every version the service stays, and its tasks are replaced as in any deployment.",
  }),
  NK618: code<Steps>({
    ...said,
    title: "Environment that moves to another region",
    why: "Terraform looks in the new region for what it made in the old one. Version 5 of its provider finds nothing, after minutes, and makes everything anew; version 6 may keep some of it where it is. The rest goes on in the old region, is paid for, and no stack knows it.",
    fix: "Destroy the stack while it is still in the old region, then apply it in the new one. Or give the new region to a new environment, and remove the old one when nothing needs it.",
  }),
  NK619: code<Steps>({
    ...said,
    title: "Load balancer that AWS does not delete",
    why: "A load balancer with deletion protection is deleted by nobody until that is turned off, and Terraform turns nothing off at what it destroys.",
    fix: "Turn it off in one apply, and make the change in the next.",
  }),
  NK622: code<Steps>({
    ...said,
    title: "Load balancer that becomes internal, or public",
    why: "AWS changes no load balancer between internal and public. The new one cannot have the name and the target groups of the old one while that is there, and Terraform would make it first.",
    fix: "Take the old one down before the apply, with the command in the message. It and what hangs on it come back with the apply.",
  }),
  NK626: code<Steps>({
    ...said,
    severity: "note",
    title: "Container Insights that stay on",
    why: "Terraform's provider leaves a setting of a cluster alone that is no longer written. The cluster goes on to be measured, and each metric costs.",
    fix: "Write `containerInsights: disabled`, and leave it there. To have them on, write that.",
  }),
  NK639: code<Steps>({
    ...said,
    severity: "note",
    title: "Standby of a database that stays",
    why: "Terraform's provider leaves the standby of a database alone that is no longer written, as RDS would have one without saying so. It costs as much as the database.",
    fix: "Write `instances: 1` at the database, and leave it there. To keep the standby, write `instances: 2`.",
  }),
  NK630: code<Steps>({
    ...said,
    severity: "error",
    title: "Managed database that would be made anew",
    why: "Another engine, or another name of the administrator or of the first database, is another database to AWS, an empty one. `prevent_destroy` stops that, and the plan would fail. From Redis to Valkey alone it stays what it is.",
    fix: "Write what it was. For another engine, make a second database under another key, copy the data, and remove the first one: docs/databases.md has the steps.",
  }),
  NK631: code<Steps>({
    ...said,
    severity: "error",
    title: "Storage of a managed database that would shrink",
    why: "RDS makes the storage of a database larger, and never smaller: the apply would fail.",
    fix: "Write the size that it has, or more. For less, make a second database under another key, and copy the data.",
  }),
  NK632: code<Steps>({
    ...said,
    severity: "error",
    title: "Managed database that would go back to an older version",
    why: "AWS goes to newer versions of an engine alone. RDS refuses an older one; for ElastiCache, Terraform would make the cache anew, empty.",
    fix: "Write the version that it has. For an older one, make a second database under another key, and load a dump into it.",
  }),
  NK633: code<Steps>({
    ...said,
    severity: "error",
    title: "Managed database in another VPC",
    why: "The subnets of a database cannot be those of another VPC while it is there, so the apply would fail.",
    fix: "Leave it in the VPC that it is in. To move it, make a second database in another stack, and copy the data, or restore a snapshot there by hand.",
  }),
} as const;
