/** A part of the reference: what to say about some keys, and which they are. */
export interface LanguageSection {
  readonly title: string;
  /** Markdown, before the table. */
  readonly text: string;
  /** Paths of keys; all below them belong to the section, unless another section has a longer path. */
  readonly keys: readonly string[];
}

/** What readers have to know before the first table. */
export const introduction = `A \`nanokit.yml\` says which containers a project runs and what they need. This is all of the language, key by key, and
what becomes of each key on AWS. Every key is read and checked, also one that nothing is made from: that gives a warning
([NK901](diagnostics/NK9xx.md#nk901)), or a note where nothing is missing without it
([NK902](diagnostics/NK9xx.md#nk902)), so nothing is dropped in silence. An unknown key is an error.

Where the description of the language is silent or contradicts itself, this is what was decided.

- **Merging.** An environment is laid over the rest of the file: maps merge key by key, lists and single values replace,
  an explicit \`null\` takes a key away.
- **Precedence.** A service wins over its runtime, and the environment over both: a value below \`environments.<env>\`
  always wins, also when it is under \`runtimes\` there and the service has one of its own outside.
- **Which environments.** Each whose \`infra.provider\` is \`aws\` or not written, or those that are asked for with \`-e\`. A
  file without \`environments\` describes one, \`stage\`.
- **Variables.** \`\${NAME}\` and \`\${NAME:-default}\` can be in any value, from the environment of the process and then from
  \`.env\`; \`$$\` is one \`$\`. A variable that has no value is an error, and under \`secrets\` there are none.
- **YAML** of version 1.2. Anchors and merge keys work, and keys at the top that begin with \`x-\` are free for them. A
  key may be written once.
- **\`x-nanokit\`**, at the top, in environments and in services, databases, jobs and volumes, holds words to nanokit-tf:
  \`accept\` lists codes of warnings and notes that are [no longer told](commands.md#accept-a-finding).
- **Names.** Services, volumes, networks, jobs and environments begin with a letter and go on with letters, digits, \`_\`
  and \`-\`, at most 63 characters. They become addresses in Terraform as they are: [addresses.md](addresses.md).`;

/** The parts of the reference, in their order. */
export const sections: readonly LanguageSection[] = [
  {
    title: "The project",
    keys: ["name", "version", "component", "git", "environments"],
    text: `The name is part of every name on AWS, so it stays. Each environment is a stack of its own, \`<name>-<env>\`, with nothing
shared between two of them. Where several repositories make one project, each has a \`component\` and stacks
\`<name>-<env>--<component>\`: [Several repositories](components.md).
An environment can have any of the blocks that follow.`,
  },
  {
    title: "infra",
    keys: ["infra"],
    text: `Where and on what the services run.

- **One VPC for each environment**, so that none can reach into another, with public subnets and no NAT. An existing one
  is named by \`infra.vpc\` or by the \`vpcId\` of a network, which is the same; two different ones are an error. Nothing of
  it is changed.
- **Service Connect** finds services by name: an HTTP namespace for each environment, the key of the service in lower
  case, and its port, \`db:5432\`. It takes part where one service has a port and another shares a network with it. The
  proxy in each such task takes 0.25 vCPU and 64 MiB, which are added to what the service asks for. A task knows the
  services that were there when it was deployed, so a client names its servers under \`depends_on\`. With \`none\` there are
  no proxies and no names; the security groups are the same.
- **HTTPS** needs a certificate: \`certificateArn\`, or \`dns: aws\`, with which one is made and validated. Without either,
  the environment is published over HTTP, with a warning. Where there is HTTPS, HTTP redirects to it.
- **Machines** are not needed: Fargate supplies them.`,
  },
  {
    title: "infra.backend",
    keys: ["infra.backend"],
    text: `Where Terraform keeps the state of a stack. Of a backend that is not here, write a file of your own beside the stack. An
argument that is missing may come with \`terraform init -backend-config\`, and so do secrets, if not from the environment:
here they are refused. A stack asks for the Terraform that knows what is written. Each environment has a state of its
own, so what names it is best left out. [Where the state is](pipelines.md#where-the-state-is) has the rest.`,
  },
  {
    title: "infra.efs",
    keys: ["infra.efs"],
    text: `The file system that all volumes of an environment are on. It is made when a service or a job has a volume, and
protected against Terraform itself unless the file says otherwise. What would replace a file system that exists is
refused when Terraform plans.`,
  },
  {
    title: "runtimes",
    keys: ["runtimes"],
    text: `What services of one kind have in common. A service takes image, env, provisioning and depends_on from its runtime; maps
merge, and what it has itself wins. A service with neither \`image\`, \`build\` nor \`runtime\` gets the runtime that the
files in its \`path\` tell: \`package.json\` node, \`requirements.txt\` python, \`go.mod\` go, \`composer.json\` php, \`Gemfile\`
ruby, \`index.html\` static. Those need no entry here. A runtime without an image means that the image of the service is
built.`,
  },
  {
    title: "services",
    keys: ["services"],
    text: `A service is one container, run by an ECS service on Fargate.

- **Ports.** \`expose\` is the port that the container listens on, and \`port\` counts as that where there is no \`expose\`: a
  task has an address of its own and no host whose port could be taken. Neither publishes anything. The port is open to
  the services on a common network, and to the load balancer where there is a \`host\`.
- **Further ports** are \`ports\`: numbers, \`9000/udp\`, ranges, maps with a name. Where neither \`expose\` nor \`port\` is
  written, the first by TCP is the service's own. Those by TCP are found at \`<service>:<port>\`; UDP and ranges are open,
  and no name leads to them. A host leads to the service's own port, or to the one that \`aws.targetGroup.port\` names.
- **Publishing.** \`host\` is enough: one Application Load Balancer for each environment, a rule for each host. The
  priority of a rule is made from service and host, so a new service moves no other. Hosts such as \`shop.localhost\` are
  for a developer's machine and are left out, with a warning.
- **Siblings** find each other's URL in \`NANOKIT_URL_<NAME>\`, upper case, with \`_\` for \`-\`: the public one of a service
  with a host, otherwise that of its port. A further port with a name is \`NANOKIT_URL_<NAME>_<PORT>\`.
  \`NANOKIT_PROJECT\`, \`NANOKIT_SERVICE\` and \`NANOKIT_ENV\` are there too.
- **Number of tasks.** Without \`scale\` it is \`instances\`. With it, \`instances\` is where the service begins, and
  Terraform leaves the number alone after that. \`instances: 0\` switches a service off, scaling and all.
- **One writer.** What would make a second task of a known database write to its volume is an error: \`instances\` over 1,
  \`scale\`, \`rolling\`, \`aws.spot\`, a second service.
- **Order.** \`depends_on\` is the order in which ECS services are made, not a wait for health: its conditions are read,
  and a finding says what of them ECS does not hold (NK560, NK561).
- **Health.** \`healthCheck\` has the words of compose, within the limits of ECS (NK557); \`aws.healthCheck\` has those of
  ECS. ECS replaces a task whose container is unhealthy, where compose only marks it. So a service that writes to a
  volume has the longest start period unless it says otherwise, and a shorter one of a store is a warning (NK559).
- **Builds.** \`build: true\` takes the Dockerfile in \`path\`; a text is the path of a Dockerfile, or as in compose of
  the folder that has one; a map has \`context\`, \`dockerfile\` and \`args\`. All paths go from the folder of the file.
  Nothing is built here: the stack has an ECR repository for the service, \`nanokit-tf images\` prints the lines that
  build and push, and the Terraform variable \`<service>_image_tag\` (or \`<service>_image\`, a whole reference) says
  what runs. With \`image\` as well, \`build\` is left to your pipeline.
- **Preparation.** \`provisioning.install\` and then \`hooks.prestart\` run in a container before the service's, with the
  same image, variables and volumes. With a volume that it may write to, the install runs once for each state of
  manifest and lockfile: the first of several tasks holds a lock there, the others wait and skip. The other hooks have
  no place on ECS.`,
  },
  {
    title: "services: aws",
    keys: ["services.<service>.aws"],
    text: "What only Fargate has, an extension of the language. Everything in it is optional.",
  },
  {
    title: "secrets",
    keys: ["secrets", "services.<service>.secrets"],
    text: `References to secrets; ECS reads the values when a task starts, and they are in no file that is written. Those of a
service win over those of all services.

- **Forms.** \`{ from: vault }\`, an address \`vault://<path>\` with \`#<key>\` for a key of the secret's JSON, a \`name\`, or
  an \`arn\`.
- **Convention.** Without a name, a secret is the SSM parameter \`/nanokit/<project>/<env>/<service>/<KEY>\`, or the key
  \`<KEY>\` in the JSON of the secret \`nanokit/<project>/<env>/<service>\` in Secrets Manager. That of all services is one
  level up, without the service. \`infra.secrets\` says which store \`vault\` means.
- **Files.** With \`file\`, a secret of a service is a file that is there before the program begins, and no variable;
  see [files.md](files.md#secrets-as-files).
- **What is refused.** A plain value, and \`\${NAME}\` or \`env://NAME\`: their values would be in the generated files.
  No message repeats one. A variable under \`env\` that looks like a secret yields a warning.
- **Rights.** The execution role of a service may read exactly its secrets, and no other service has it.`,
  },
  {
    title: "volumes",
    keys: ["volumes"],
    text: `A volume is a name and a path in the container, \`data:/data/db\`, and needs no entry here. Whichever \`type\` it has, it is
a directory on the one file system of its environment, behind an access point of its own: a task on Fargate keeps data
nowhere else. \`block\` is taken for \`shared\`, with a note (NK569); \`object\` is refused. Folders of the host
cannot be mounted. [storage.md](storage.md#performance-and-whether-to-run-the-database-yourself) tells what
\`performance\` does, and what for all volumes.`,
  },
  {
    title: "networks",
    keys: ["networks"],
    text: `Who may reach whom. A network is a security group and no range of addresses: services on a common network reach each
other's port, and nothing else is open. A service that names none is on \`default\`, which needs no entry; with \`[]\` it is
on none. A task is on four networks at most. Jobs with an image of their own are on \`default\`,
unless they say \`networks\`.`,
  },
  {
    title: "cron",
    keys: ["cron"],
    text: `Jobs on a schedule, started by EventBridge Scheduler.

- **A task of its own for every run.** ECS runs no command in a running container on a schedule. With \`service\`, the
  task has image, size, variables, secrets and volumes of the service, and the command takes the place of its entry
  point; with \`image\`, it takes nothing from any service, and a \`service\` as well has no effect.
- **Schedules** are converted exactly, or refused at the field: steps, ranges, names, Sunday as 0 and 7. With both day
  fields restricted there are two schedules, as crontab joins them by OR, and a warning about days that both name.
- **Names.** A task on a schedule has no part in Service Connect, so it finds no service by name, but those that it
  lists in \`depends_on\`: they have names in private DNS, \`db.nk-<project>-<env>.internal\`, which the job is told in
  \`NANOKIT_HOST_DB\` and \`NANOKIT_URL_DB\`. It has to be on a network of theirs.`,
  },
  {
    title: "databases",
    keys: ["databases"],
    text: `A database in a container is a service: one task with the engine's image, a volume for its data, its port, a health
check, the longest stop timeout and, where the engine has none that works on EFS, a lock. All that holds for services
and volumes holds for it; [databases.md](databases.md) has examples.

- **Version.** The default of an engine never changes. Another major version runs on the files of the old one only
  where the engine can, which \`check\` tells.
- **Password.** Without \`rootPassword\` it is looked for as any secret of a service, \`{ from: vault }\`. The language
  elsewhere has a default that everybody knows: it is refused here, as is any plain value.
- **Who depends on it** is told, for \`main-db\`: \`MAIN_DB_HOST\`, \`_PORT\`, \`_USER\`, \`_NAME\`, the secret
  \`MAIN_DB_PASSWORD\` and, with \`url\`, the secret \`MAIN_DB_URL\`. What a service says itself goes before.
- **\`managed: true\`** has AWS run it, in private subnets: Amazon RDS PostgreSQL, MySQL or MariaDB, whose password RDS
  makes, ElastiCache Redis or Valkey, without a password, by TLS. Whoever depends on the database is told the same
  variables. Of \`mongo\` it is an error.
- **Neon, Turso** are not made, with a warning.`,
  },
  {
    title: "deploy and gateway",
    keys: ["deploy", "gatewayPort", "gatewayHttpsPort", "gateway"],
    text: "Parts of the language for other providers. They are checked, and have no meaning on AWS.",
  },
];
