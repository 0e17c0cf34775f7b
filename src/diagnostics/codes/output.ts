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
    why: "From now on Terraform changes the records with the role that the file names now. The files do not say whether that role leads to the same zone: in another account, it cannot delete the records of the old zone.",
    fix: "Nothing needs to be done if it is the same zone. Otherwise have Terraform forget the records before the apply, with the command in the message, and delete them in the old zone when nobody uses them any more.",
  }),
  NK522: code<Steps>({
    ...said,
    title: "Role that is removed together with its records",
    why: "Terraform destroys records with the provider that made them. If that provider is removed from the stack too, the plan fails: `Provider configuration not present`.",
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
    why: "`prevent_destroy` of Terraform is written in the resource that it protects. When the resource is removed from the stack, `prevent_destroy` is removed with it, and Terraform destroys the data.",
    fix: "Put the volume or the database back. To delete it on purpose, set `infra.efs.protect: false`, or `protect: false` at the database, synth and apply, and then remove it. AWS keeps a last snapshot of a database in any case.",
  }),
  NK602: code<{ stack: string; path: string }>({
    severity: "note",
    aboutOutput: true,
    title: "Stack that is no longer made",
    message: ({ stack, path }) =>
      `The file no longer describes \`${stack}\`: ${path} stays as it is, and so do its resources in AWS.`,
    help: ({ path }) =>
      `To delete them, run \`terraform -chdir=${path} destroy\`, then delete the folder. To keep the stack, write its environment again.`,
    why: "When an environment is removed from the file, the resources of its stack stay in AWS. Terraform needs the folder to destroy them.",
    fix: "Run `terraform destroy` in the folder if its resources should be deleted, then delete it.",
  }),
  NK603: code<{ stack: string; path: string; fault: StackFault }>({
    severity: "error",
    title: "Stack that cannot be read",
    message: ({ stack, path, fault }) =>
      `${path} ${faultText(fault)}. It may have a protected file system or database that the new ${stack} would destroy (NK601), so nothing is written.`,
    help: ({ path, fault }) => faultHelp(fault, path),
    why: "Before a stack is replaced, the old one is searched for protected file systems and databases (NK601). One that cannot be read may have some, so it is left as it is.",
    fix: "Take back the file that was applied last, from Git. Delete it only if nothing was ever applied from its folder.",
  }),
  NK604: code<{ path: string; own: string }>({
    severity: "error",
    title: "Your file has the name of a file of nanokit-tf",
    message: ({ path }) => `nanokit-tf writes a file of this name next to each stack, but ${path} is one of yours.`,
    help: ({ path, own }) =>
      `Give your file another name: \`git mv ${path} ${own}\`. Terraform reads every .tf file of the folder. A \`required_version\` may be in both.`,
    why: "The version of Terraform that a stack asks for is in `versions.tf`. A file that someone else wrote is never overwritten.",
    fix: "Give your file another name that ends in `.tf`: Terraform reads every such file of the folder.",
  }),
  NK605: code<Steps>({
    ...said,
    title: "State in another place",
    why: "A fresh checkout, in a pipeline for instance, does not know the old place: `terraform init` begins with an empty state in the new one, and the plan would make everything again.",
    fix: "Move the state once, by hand: in a checkout where `terraform init` ran with the old files, `nanokit-tf synth` and then `terraform init -migrate-state` in the folder of the stack.",
  }),
  NK606: code<{ path: string }>({
    severity: "error",
    title: "Two backends for one stack",
    message: ({ path }) => `${path} names a backend too, but a stack can have only one.`,
    help: ({ path }) =>
      `Remove the backend from ${path} (if it has nothing else: \`git rm ${path}\`), or remove \`infra.backend\` from this file.`,
    why: "Terraform reads all files of a folder as one, and refuses a second backend.",
    fix: "Keep one of the two. As long as both name the same place, nothing has to be moved.",
  }),
  NK607: code<{ path: string; variable: string }>({
    severity: "note",
    aboutOutput: true,
    title: "Saved image of no service",
    message: ({ path, variable }) => `${path} sets \`${variable}\`, but no service that is built uses it.`,
    help: () => "Remove that line: otherwise each plan of Terraform warns about it.",
    why: "When a service is renamed, removed or no longer built, the tag that was saved for it stays in the file.",
    fix: "Remove the variable from the file. For a renamed service, `nanokit-tf images --tag 1.4.0 --save` writes the tag under the new name.",
  }),
  NK608: code<Steps>({
    ...said,
    title: "Root that becomes a module, or a module that becomes a root",
    why: "In a module every address begins with `module.<call>.`, in the state of the root that calls it. For Terraform a resource is the same one only if the state has it at the new address.",
    fix: "If the stack was never applied, nothing has to be done. Otherwise keep the state, and move each resource in it with `terraform state mv`: docs/modules.md has the steps. The plan then destroys nothing.",
  }),
  NK609: code<Steps>({
    ...said,
    title: "Repository that would lose its key and its images",
    why: "ECR gives a repository its key when it is made. With `infra.kmsKeyArn`, Terraform leaves the key of an existing repository as it is. Without it, Terraform would replace the repository. ECR deletes no repository that holds images, so the apply would fail.",
    fix: "Write `infra.kmsKeyArn` again. Or delete the images, with the command in the message, and push them again.",
  }),
  NK610: code<Steps>({
    ...said,
    severity: "error",
    title: "Another key for a file system that exists",
    why: "EFS gives a file system its key when it is made. With another key, Terraform would make a new, empty file system.",
    fix: "Write the key that the file system has under `infra.efs.kmsKeyArn`: its ARN, or `aws/elasticfilesystem` where it has none of yours. To move files to another key, restore a backup with it. Where the stack was never applied, delete its folder.",
  }),
  NK627: code<Steps>({
    ...said,
    title: "Key for a file system that may have another",
    why: "EFS gives a file system its key when it is made: the key of AWS if the file names none. When a key is later removed from the file, the file system keeps it. So the output does not tell which key the file system has.",
    fix: "If the stack was never applied, or the file system has that key, nothing has to be done. Otherwise write the key that it has under `infra.efs.kmsKeyArn`: its ARN, or `aws/elasticfilesystem`.",
  }),
  NK611: code<Steps>({
    ...said,
    title: "Another VPC for what cannot move",
    why: "AWS cannot move a load balancer to another VPC, and the mount targets of a file system can be in one VPC only. Terraform would wait for the old ones, and fail.",
    fix: "Destroy them before the apply, with the command in the message. The apply makes them again, with what belongs to them. The file system stays.",
  }),
  NK612: code<Steps>({
    ...said,
    title: "Repository that is removed with images in it",
    why: "ECR deletes no repository that holds images, so this apply and every later one would fail. Running tasks need their images.",
    fix: "Have Terraform forget the repository before the apply, with the command in the message. It stays in AWS, with its images.",
  }),
  NK613: code<Steps>({
    ...said,
    title: "Renamed service that needs two steps",
    why: "Terraform destroys the old service and makes the new one at the same time. Both must not write to one volume at once, and some names AWS takes only once: upper and lower case are the same there.",
    fix: "Do it in two applies, as the message says.",
  }),
  NK614: code<Steps>({
    ...said,
    title: "Too few tasks when scaling ends",
    why: "While a service scales, Terraform leaves the number of its tasks alone. Without `scale` it sets `instances`, which is 1 where nothing is written.",
    fix: "When you remove `scale`, write `instances` at the service, with as many tasks as it needs.",
  }),
  NK615: code<Steps>({
    ...said,
    severity: "note",
    title: "Throughput that can be changed once a day",
    why: "EFS allows a change of the throughput mode, or less provisioned throughput, once in 24 hours. The files do not say when the last change was.",
    fix: "Nothing needs to be done if the last change was more than a day ago. Otherwise write the old throughput again, so that everything else can be applied, and write the new one a day later.",
  }),
  NK616: code<Steps>({
    ...said,
    title: "File system that is replaced on purpose",
    why: "Terraform makes the new file system before it destroys the old one, but EFS takes a creation token only once. The data is lost either way.",
    fix: "To keep the data, undo the change. To lose it on purpose, destroy the file system before the apply, with the command in the message.",
  }),
  NK617: code<Steps>({
    ...said,
    title: "Spot that is no longer written",
    why: "What Terraform does when `spot` is removed depends on the version of its provider: 5 replaces the service, 6.15 and later refuse the plan.",
    fix: "Write `spot: false`, and leave it in the file: with every version the service stays, and its tasks are replaced as in any deployment.",
  }),
  NK618: code<Steps>({
    ...said,
    title: "Environment that moves to another region",
    why: "Terraform looks in the new region for what it made in the old one. Version 5 of its provider finds nothing, after minutes, and makes everything again; version 6 may keep some of it where it is. The rest stays in the old region and costs money, but is in no stack.",
    fix: "Destroy the stack while it is still in the old region, then apply it in the new one. Or give the new region to a new environment, and remove the old one when nothing needs it.",
  }),
  NK619: code<Steps>({
    ...said,
    title: "Load balancer that AWS does not delete",
    why: "Nobody can delete a load balancer with deletion protection until that is turned off, and Terraform does not turn it off before it destroys.",
    fix: "Turn it off in one apply, and make the change in the next.",
  }),
  NK622: code<Steps>({
    ...said,
    title: "Load balancer that becomes internal, or public",
    why: "AWS cannot change a load balancer between internal and public, so Terraform makes a new one first. That cannot have the name and the target groups of the old one while the old one exists.",
    fix: "Destroy the old one before the apply, with the command in the message. The apply makes it again, with what belongs to it.",
  }),
  NK624: code<Steps>({
    ...said,
    title: "Subnets of a managed database that go",
    why: "AWS does not move a database or a node of a cache to another subnet, and does not remove a subnet from their group while one is in it. The files do not say which subnet the database is in. If it is not in this one, the apply works.",
    fix: "Keep the zones and subnets that it has. You may add others. To leave a zone, make a second database under another key in a stack with the other zones, and copy the data. A database of RDS with `instances: 2` can also be moved by hand: `aws rds reboot-db-instance --force-failover` has the standby take over.",
  }),
  NK626: code<Steps>({
    ...said,
    severity: "note",
    title: "Container Insights that stay on",
    why: "When the setting is removed from the file, Terraform's provider leaves the cluster as it is. AWS still measures the cluster, and each metric costs money.",
    fix: "Write `containerInsights: disabled`, and leave it in the file. To keep them on, write `containerInsights: enabled`.",
  }),
  NK639: code<Steps>({
    ...said,
    severity: "note",
    title: "Standby of a database that stays",
    why: "When `instances` is removed from the file, Terraform's provider leaves the standby as it is. A standby costs as much as the database.",
    fix: "Write `instances: 1` at the database, and leave it in the file. To keep the standby, write `instances: 2`.",
  }),
  NK629: code<Steps>({
    ...said,
    title: "Managed database that is replaced on purpose",
    why: "A policy that goes last, `create_before_destroy`, names the secret of the database or a task that uses it. So Terraform makes the new database first, but AWS takes its name only once. RDS also deletes no database that is still protected. The data is lost either way, except for a last snapshot.",
    fix: "To keep the data, undo the change. To lose it on purpose, apply `protect: false` alone where the message says so, and destroy the database before the apply, with the command in the message.",
  }),
  NK630: code<Steps>({
    ...said,
    severity: "error",
    title: "Managed database that would be replaced",
    why: "With another engine, another name of the administrator or of the first database, AWS would make a new, empty database. `prevent_destroy` stops that, and the plan would fail. Only a change from Redis to Valkey keeps the data.",
    fix: "Write the old value again. For another engine, make a second database under another key, copy the data, and remove the first one: docs/databases.md has the steps.",
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
    why: "AWS changes an engine to newer versions only. RDS refuses an older one; for ElastiCache, Terraform would make a new, empty cache.",
    fix: "Write the version that it has. For an older one, make a second database under another key, and load a dump into it.",
  }),
  NK633: code<Steps>({
    ...said,
    severity: "error",
    title: "Managed database in another VPC",
    why: "A database that exists cannot get subnets of another VPC, so the apply would fail.",
    fix: "Leave it in its VPC. To move it, make a second database in another stack, and copy the data, or restore a snapshot there by hand.",
  }),
} as const;
