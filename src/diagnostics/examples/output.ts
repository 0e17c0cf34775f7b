import type { output as codes } from "../codes/output.js";
import { type CodeExample, dedent, session } from "./example.js";

const database = "services:\n  database:\n    image: postgres:17\n";
const volume = "    volumes:\n      - data-store:/var/lib/postgresql/data\n";
const lifted = "infra:\n  efs:\n    protect: false\n";
const web = "name: shop\nservices:\n  web:\n    image: ghcr.io/acme/web:1.4\n";

const spot = (on: boolean) => `${web}    aws: { spot: ${on} }\n`;
const host = "    expose: 8080\n    host: shop.example.com\n";
const balanced = (setting: string, published = "") => `${web}${published}infra: { loadBalancer: { ${setting} } }\n`;
const stage = `${web}environments:\n  stage: {}\n`;
const committed = "generated/stacks/shop-stage/cdk.tf.json";
const ownVersions = 'terraform {\n  required_version = ">= 1.10"\n}\n';
/** As far as it matters what a stack held. */
const applied = '{ "resource": {} }\n';

const published = "name: shop\nservices: { web: { image: nginx:1.29, expose: 80, host: shop.example.com } }\n";
const hidden = "name: shop\nservices: { web: { image: nginx:1.29, expose: 80 } }\n";
const ZONE_BY_ROLE = "{ name: example.com, roleArn: arn:aws:iam::210987654321:role/dns }";
const zoned = (zone: string) => `${published}infra: { dns: aws, hostedZone: ${zone} }\n`;
const inRegion = (region: string, more = "") =>
  `${hidden}infra: { region: ${region} }\nenvironments: { stage: {}${more} }\n`;
const measured = (insights: string) =>
  `${hidden}infra: { region: eu-west-1${insights} }\nenvironments: { stage: {} }\n`;
const built = "name: shop\nservices:\n  web: { build: true, path: . }\n";
const fromElsewhere = "name: shop\nservices:\n  web: { image: ghcr.io/acme/web:1.4 }\n";
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
const OTHER_KEY = KEY.replace("01234567", "fedcba98");
const withKey = (file: string, efs = "") => `${file}infra: { kmsKeyArn: "${KEY}"${efs} }\n`;
const another = "  worker: { image: ghcr.io/acme/worker:1.4 }\n";
const stores = (service: string, instances: number) =>
  `name: shop\nservices: { ${service}: { image: mongo:8.0, volumes: [data:/data/db], instances: ${instances} } }\n`;
const api =
  "name: shop\nservices:\n  api:\n    image: ghcr.io/acme/api:1.4\n    expose: 3000\n    updateStrategy: rolling\n";

/** A database that RDS runs, in a VPC of its own. */
const onRds = (keys: string, infra = "") =>
  `${web}${infra}databases:\n  db: { engine: postgres, managed: true, ${keys} }\n`;

const used = "    depends_on: [db]\n";

/** NK6: what writing the output would do to what is there. */
export const output: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK521: session(
    {
      "nanokit.yml": zoned("example.com"),
      "by-role.yml": zoned("{ name: example.com, roleArn: arn:aws:iam::210987654321:role/dns }"),
      "by-id.yml": zoned("Z0123456789ABCDEFGHIJ"),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f by-role.yml # the same file, with a role for the zone
    by-role.yml:1:1 note NK521: In shop-stage, \`aws_route53_record.certificate["shop.example.com"]\` is made by
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f by-id.yml # the zone by its id
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK522: session(
    {
      "nanokit.yml": zoned(ZONE_BY_ROLE),
      "unpublished.yml": hidden,
      "zone-kept.yml": `${hidden}infra: { hostedZone: ${ZONE_BY_ROLE} }\n`,
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f unpublished.yml # without host, dns and hostedZone
    unpublished.yml:1:1 warning NK522: In shop-stage, \`provider.aws.dns\` goes, and
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f zone-kept.yml # without host and dns
    changed generated/stacks/shop-stage/cdk.tf.json
    $ # terraform apply
    $ nanokit-tf synth -f unpublished.yml
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK601: session(
    {
      "nanokit.yml": database + volume,
      "without-volume.yml": database,
      "unprotected.yml": lifted + database + volume,
    },
    `
    $ nanokit-tf synth
    new     generated/stacks/shop-stage/cdk.tf.json
    $ nanokit-tf synth -f without-volume.yml # the same file, the volume taken out
    without-volume.yml:1:1 error NK601: generated/stacks/shop-stage/cdk.tf.json
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f unprotected.yml # with infra.efs.protect: false
    changed generated/stacks/shop-stage/cdk.tf.json
    $ # terraform apply
    $ nanokit-tf synth -f without-volume.yml
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK602: session(
    {
      "nanokit.yml": `${web}environments:\n  stage: {}\n  preview: {}\n`,
      "without-preview.yml": `${web}environments:\n  stage: {}\n`,
    },
    `
    $ nanokit-tf synth
    new     generated/stacks/shop-preview/cdk.tf.json
    $ nanokit-tf synth -f without-preview.yml # the same file, an environment taken out
    without-preview.yml:1:1 note NK602: The file no longer describes
    `,
    `
    $ nanokit-tf synth
    $ # terraform -chdir=generated/stacks/shop-preview destroy
    $ rm -r generated/stacks/shop-preview
    $ nanokit-tf synth -f without-preview.yml
    `,
  ),
  NK603: {
    wrong: {
      kind: "shell",
      before: { "nanokit.yml": stage, [committed]: `<<<<<<< HEAD\n${applied}=======\n${applied}>>>>>>> other\n` },
      transcript: dedent(`
        $ nanokit-tf synth # after a merge with conflicts
        ${committed}:1:1 error NK603:
        ...
        has conflict markers of Git
      `),
    },
    right: {
      kind: "shell",
      before: { "nanokit.yml": stage, [committed]: applied },
      transcript: dedent(`
        $ # git checkout --ours -- ${committed}
        $ nanokit-tf synth
        changed ${committed}
      `),
    },
  },
  NK604: {
    wrong: {
      kind: "shell",
      before: { "nanokit.yml": stage, "generated/stacks/shop-stage/versions.tf": ownVersions },
      transcript: dedent(`
        $ nanokit-tf synth
        nanokit.yml:1:1 error NK604: nanokit-tf writes a file of this name next to each
      `),
    },
    right: {
      kind: "shell",
      before: { "nanokit.yml": stage, "generated/stacks/shop-stage/versions.tf": ownVersions },
      transcript: dedent(`
        $ mv generated/stacks/shop-stage/versions.tf generated/stacks/shop-stage/own-versions.tf
        $ nanokit-tf synth
        new     generated/stacks/shop-stage/cdk.tf.json
      `),
    },
  },
  NK605: session(
    {
      "nanokit.yml": web,
      "with-backend.yml": `${web}infra: { backend: { s3: { bucket: acme-state, use_lockfile: true } } }\n`,
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f with-backend.yml # the same file, with infra.backend
    with-backend.yml:1:1 warning NK605: In shop-stage, \`terraform\` keeps its
    `,
    `
    $ nanokit-tf synth -f with-backend.yml # before anything was applied
    new     generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK606: session(
    {
      "nanokit.yml": `${web}infra: { backend: { s3: { bucket: acme-state, use_lockfile: true } } }\n`,
      "generated/stacks/shop-stage/backend.tf": 'terraform {\n  backend "s3" {}\n}\n',
    },
    `
    $ nanokit-tf synth
    nanokit.yml:5:25 error NK606: generated/stacks/shop-stage/backend.tf names a
    `,
    `
    $ rm generated/stacks/shop-stage/backend.tf
    $ nanokit-tf synth
    new     generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK607: session(
    {
      "nanokit.yml": `${web}environments: { stage: {} }\n`,
      "generated/stacks/shop-stage/images.auto.tfvars.json": '{ "web_image_tag": "1.4.0" }\n',
    },
    `
    $ nanokit-tf synth
    nanokit.yml:1:1 note NK607: generated/stacks/shop-stage/images.auto.tfvars.json
    `,
    `
    $ rm generated/stacks/shop-stage/images.auto.tfvars.json
    $ nanokit-tf synth
    `,
  ),
  NK608: session(
    { "nanokit.yml": web },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth --module
    nanokit.yml:1:1 warning NK608: In shop-stage, \`provider.aws\` is left to the
    `,
    `
    $ nanokit-tf synth --module # before anything was applied
    new     generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK609: session(
    {
      Dockerfile: "FROM nginx:1.29\n",
      "nanokit.yml": withKey(built),
      "without-key.yml": built,
      "with-another.yml": withKey(`${built}${another}`),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f without-key.yml # the same file, without infra.kmsKeyArn
    without-key.yml:1:1 warning NK609: In shop-stage, \`aws_ecr_repository.web\`
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f with-another.yml # the key stays
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK610: session(
    {
      "nanokit.yml": withKey(stores("db", 1)),
      "other-key.yml": withKey(stores("db", 1)).replace(KEY, OTHER_KEY),
      "key-kept.yml": withKey(stores("db", 1), `, efs: { kmsKeyArn: "${KEY}" }`).replace(KEY, OTHER_KEY),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f other-key.yml # the same file, with another infra.kmsKeyArn
    other-key.yml:1:1 error NK610: In shop-stage, \`aws_efs_file_system.main\` is
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f key-kept.yml # with the first key as infra.efs.kmsKeyArn
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK627: session(
    {
      "nanokit.yml": stores("db", 1),
      "with-key.yml": withKey(stores("db", 1)),
      "key-kept.yml": withKey(stores("db", 1), ", efs: { kmsKeyArn: aws/elasticfilesystem }"),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f with-key.yml # the same file, with infra.kmsKeyArn
    with-key.yml:1:1 warning NK627: In shop-stage, \`aws_efs_file_system.main\`
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f key-kept.yml # with infra.efs.kmsKeyArn: aws/elasticfilesystem
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK611: session(
    {
      "nanokit.yml": `${published}infra: { cidr: 10.0.0.0/16 }\n`,
      "other-range.yml": `${published}infra: { cidr: 10.7.0.0/16 }\n`,
      "hidden.yml": `${hidden}infra: { cidr: 10.0.0.0/16 }\n`,
      "hidden-other-range.yml": `${hidden}infra: { cidr: 10.7.0.0/16 }\n`,
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f other-range.yml # the same file, with another infra.cidr
    other-range.yml:1:1 warning NK611: In shop-stage, \`aws_lb.main\` is to be in
    `,
    `
    $ nanokit-tf synth -f hidden.yml # no service has a host or a volume
    $ nanokit-tf synth -f hidden-other-range.yml
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK612: session(
    {
      Dockerfile: "FROM nginx:1.29\n",
      "nanokit.yml": built,
      "from-elsewhere.yml": fromElsewhere,
      "with-another.yml": `${built}${another}`,
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f from-elsewhere.yml # the same file, with an image in place of build
    from-elsewhere.yml:1:1 warning NK612: In shop-stage, \`aws_ecr_repository.web\`
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f with-another.yml # web is still built
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK613: session(
    {
      "nanokit.yml": stores("db", 1),
      "renamed.yml": stores("mongo", 1),
      "stopped.yml": stores("db", 0),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f renamed.yml # the same file, db renamed to mongo
    renamed.yml:1:1 warning NK613: In shop-stage, \`aws_ecs_service.db\` goes while
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f stopped.yml # with instances: 0
    $ # terraform apply
    $ nanokit-tf synth -f renamed.yml
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK614: session(
    {
      "nanokit.yml": `${api}    scale: { min: 3, max: 9 }\n`,
      "without-scale.yml": api,
      "with-instances.yml": `${api}    instances: 3\n`,
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f without-scale.yml # the same file, scale taken out
    without-scale.yml:1:1 warning NK614: In shop-stage,
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f with-instances.yml # instances: 3 in place of scale
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK615: session(
    {
      "nanokit.yml": stores("db", 1),
      "elastic.yml": `${stores("db", 1)}infra: { efs: { throughput: elastic } }\n`,
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f elastic.yml # with infra.efs.throughput: elastic
    elastic.yml:1:1 note NK615: In shop-stage, \`aws_efs_file_system.main\` changes
    `,
    `
    $ nanokit-tf synth -f elastic.yml
    new     generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK616: session(
    {
      "nanokit.yml": `${stores("db", 1)}infra: { efs: { protect: false } }\n`,
      "max-io.yml": `${stores("db", 1)}infra: { efs: { protect: false, performanceMode: maxIO } }\n`,
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f max-io.yml # with infra.efs.performanceMode: maxIO
    max-io.yml:1:1 warning NK616: In shop-stage, \`aws_efs_file_system.main\` is
    `,
    `
    $ nanokit-tf synth -f max-io.yml
    new     generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK617: session(
    {
      "nanokit.yml": spot(true),
      "without-spot.yml": web,
      "spot-false.yml": spot(false),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f without-spot.yml # the same file, spot taken out
    without-spot.yml:1:1 warning NK617: In shop-stage, \`aws_ecs_service.web\`
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f spot-false.yml # spot: false
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK618: session(
    {
      "nanokit.yml": inRegion("eu-west-1"),
      "elsewhere.yml": inRegion("eu-central-1"),
      "both.yml": inRegion("eu-west-1", ", backup: { infra: { region: eu-central-1 } }"),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f elsewhere.yml # the same file, with another infra.region
    elsewhere.yml:1:1 warning NK618: In shop-stage, \`provider.aws\` moves from
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f both.yml # the other region for a new environment
    new     generated/stacks/shop-backup/cdk.tf.json
    `,
  ),
  NK622: session(
    {
      "nanokit.yml": balanced("internal: false", host),
      "internal.yml": balanced("internal: true", host),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f internal.yml # with internal: true
    internal.yml:1:1 warning NK622: In shop-stage, \`aws_lb.main\` is made anew,
    `,
    `
    $ nanokit-tf synth
    $ # terraform destroy -target=aws_lb.main
    $ nanokit-tf synth -f internal.yml
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK626: session(
    {
      "nanokit.yml": measured(", containerInsights: enabled"),
      "unwritten.yml": measured(""),
      "off.yml": measured(", containerInsights: disabled"),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f unwritten.yml # the same file without the key
    unwritten.yml:1:1 note NK626: In shop-stage, \`aws_ecs_cluster.main\` keeps
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f off.yml # with containerInsights: disabled
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK639: session(
    {
      "nanokit.yml": onRds('passwordRotation: "0 4 1 3 *", instances: 2'),
      "unwritten.yml": onRds('passwordRotation: "0 4 1 3 *"'),
      "off.yml": onRds('passwordRotation: "0 4 1 3 *", instances: 1'),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f unwritten.yml # the same file without the key
    unwritten.yml:1:1 note NK639: In shop-stage, \`aws_db_instance.db\` keeps its
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f off.yml # with instances: 1
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK624: session(
    {
      "nanokit.yml": onRds("plan: small", "infra: { zones: [eu-west-1a, eu-west-1b] }\n"),
      "other-zones.yml": onRds("plan: small", "infra: { zones: [eu-west-1a, eu-west-1c] }\n"),
      "more-zones.yml": onRds("plan: small", "infra: { zones: [eu-west-1a, eu-west-1b, eu-west-1c] }\n"),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f other-zones.yml # one zone in place of another
    other-zones.yml:1:1 warning NK624: In shop-stage, \`aws_db_subnet_group.main\`
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f more-zones.yml # one zone more
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK619: session(
    {
      "nanokit.yml": balanced("deletionProtection: true", host),
      "off.yml": balanced("deletionProtection: false", host),
      "unpublished.yml": balanced("deletionProtection: false"),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f unpublished.yml # the same file, host taken out
    unpublished.yml:1:1 warning NK619: In shop-stage, \`aws_lb.main\` cannot be
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f off.yml # with deletionProtection: false
    $ # terraform apply
    $ nanokit-tf synth -f unpublished.yml
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK629: session(
    {
      "nanokit.yml": onRds('version: "17", protect: false', used),
      "other-user.yml": onRds('version: "17", protect: false, env: { POSTGRES_USER: shop }', used),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f other-user.yml # the same file, with another administrator
    other-user.yml:1:1 warning NK629: In shop-stage, \`aws_db_instance.db\` is made
    `,
    `
    $ nanokit-tf synth -f other-user.yml
    new     generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK630: session(
    {
      "nanokit.yml": onRds('version: "17"'),
      "other-user.yml": onRds('version: "17", env: { POSTGRES_USER: shop }'),
      "other-plan.yml": onRds('version: "17", plan: small'),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f other-user.yml # the same file, with another administrator
    other-user.yml:1:1 error NK630: In shop-stage, \`aws_db_instance.db\`
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f other-plan.yml # with another class
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK631: session(
    {
      "nanokit.yml": onRds("storage: 50gb"),
      "smaller.yml": onRds("storage: 20gb"),
      "larger.yml": onRds("storage: 100gb"),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f smaller.yml # the same file, with less storage
    smaller.yml:1:1 error NK631: In shop-stage, \`aws_db_instance.db\`
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f larger.yml # with more
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK632: session(
    {
      "nanokit.yml": onRds('version: "17"'),
      "older.yml": onRds('version: "16"'),
      "newer.yml": onRds('version: "18"'),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f older.yml # the same file, with an older version
    older.yml:1:1 error NK632: In shop-stage, \`aws_db_instance.db\`
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f newer.yml # with a newer one
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK633: session(
    {
      "nanokit.yml": onRds("plan: small"),
      "other-vpc.yml": onRds("plan: small", "infra: { cidr: 10.1.0.0/16 }\n"),
      "same-vpc.yml": onRds("plan: medium"),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f other-vpc.yml # the same file, with another range
    other-vpc.yml:1:1 error NK633: In shop-stage, \`aws_db_instance.db\`
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f same-vpc.yml # in the VPC that it is in
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
};
