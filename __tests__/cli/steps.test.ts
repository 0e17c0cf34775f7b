import { describe, expect, it } from "vitest";
import { folderWith, nanokit, write } from "./command.js";

const file = (services: string, infra = "") => `name: shop
services:
${services}
infra: { region: us-east-1${infra} }
environments: { stage: {} }
`;
const KEY = ', kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef"';
const CERTIFIED =
  ', dns: aws, certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef"';
const ROLE = "arn:aws:iam::210987654321:role/dns";
const web = '  web: { image: "nginx:1.29", expose: 80, host: shop.example.com }';
const built = "  web: { build: true, path: . }";
const db = (name: string, more = "") => `  ${name}: { image: "mongo:8.0", volumes: [data:/data/db]${more} }`;
const api = (more: string) => `  api: { image: "ghcr.io/acme/api:1", expose: 3000, updateStrategy: rolling, ${more} }`;

/** A service and a database that AWS runs for it. */
const managed = (more: string, infra = "") =>
  `${file('  api: { image: "ghcr.io/acme/api:1", depends_on: [main] }', infra)}databases: { main: { managed: true, ${more} } }\n`;

const warmed =
  'cron: { warm: { schedule: "@daily", image: "ghcr.io/acme/warm:1", command: warm, depends_on: [main] } }\n';

/** What `synth` says of a file after another, whose lines are joined. */
function saidOf(first: string, second: string) {
  const folder = folderWith({ "nanokit.yml": first, Dockerfile: "" });
  expect(nanokit(folder, ["synth"]).status).toBe(0);
  write(folder, { "nanokit.yml": second });
  const { status, stdout, stderr } = nanokit(folder, ["synth"]);
  return { status, stdout, said: stderr.replaceAll(/\s+/g, " ") };
}

describe("an edit that needs steps", () => {
  it.each([
    [
      "another range under a load balancer (NK611)",
      file(web),
      file(web, ", cidr: 10.7.0.0/16"),
      /warning NK611: .*`terraform destroy -target=aws_lb\.main`/,
    ],
    [
      "an existing VPC under mount targets (NK611)",
      file(db("db")),
      file(db("db"), ", vpc: vpc-0123456789abcdef0"),
      /warning NK611: .*`terraform destroy -target=aws_efs_mount_target\.first -target=aws_efs_mount_target\.second`/,
    ],
    [
      "a plan for backups that goes (NK394)",
      file(db("db"), ", efs: { backup: {} }"),
      file(db("db")),
      /warning NK394: .*`terraform state rm aws_backup_vault\.main`.*`terraform import aws_backup_vault\.main nk-shop-stage`/,
    ],
    [
      "copies of backups that go (NK394)",
      file(db("db"), ", efs: { backup: { copyTo: us-west-2 } }"),
      file(db("db"), ", efs: { backup: {} }"),
      /warning NK394: .*`terraform state rm aws_backup_vault\.copies`/,
    ],
    [
      "another region for the copies of backups (NK394)",
      file(db("db"), ", efs: { backup: { copyTo: us-west-2 } }"),
      file(db("db"), ", efs: { backup: { copyTo: us-east-2 } }"),
      /warning NK394: .*from `us-west-2` to `us-east-2`.*`terraform state rm aws_backup_vault\.copies`/,
    ],
    [
      "a backend for the first time (NK605)",
      file(web),
      file(web, ", backend: { s3: { bucket: acme-state, use_lockfile: true } }"),
      /warning NK605: .*no backend before, now `s3`.*`terraform init -migrate-state`/,
    ],
    [
      "another key in the same bucket (NK605)",
      file(web, ", backend: { s3: { bucket: acme-state, use_lockfile: true } }"),
      file(web, ", backend: { s3: { bucket: acme-state, use_lockfile: true, key: other.tfstate } }"),
      /warning NK605: .*`s3` before, now `s3`/,
    ],
    [
      "no backend any more (NK605)",
      file(web, ", backend: { cloud: { organization: acme } }"),
      file(web),
      /warning NK605: .*`cloud` before, now no backend/,
    ],
    [
      "an image in place of a build (NK612)",
      file(built),
      file('  web: { image: "nginx:1.29" }'),
      /warning NK612: .*`terraform state rm aws_ecr_repository\.web`.*`terraform import aws_ecr_repository\.web nk-shop-stage\/web`/,
    ],
    [
      "a database that is renamed (NK613)",
      file(db("db")),
      file(db("mongo")),
      /warning NK613: .*volume `data`.*write `instances: 0` at `db`/,
    ],
    [
      "a name in another case (NK613)",
      file('  web: { image: "nginx:1.29" }'),
      file('  Web: { image: "nginx:1.29" }'),
      /warning NK613: .*to `Web-2` first/,
    ],
    [
      "the end of scaling (NK614)",
      file(api("scale: { min: 3, max: 9 }")),
      file(api("instances: 2")),
      /warning NK614: .*sets `api` to 2 .* 3 tasks or more/,
    ],
    [
      "Spot that is no longer written (NK617)",
      file('  web: { image: "nginx:1.29", aws: { spot: true } }'),
      file('  web: { image: "nginx:1.29" }'),
      /warning NK617: .*Write `spot: false` at `web`/,
    ],
    [
      "a protected load balancer that goes (NK619)",
      file(web, ", loadBalancer: { deletionProtection: true }"),
      file('  web: { image: "nginx:1.29", expose: 80 }', ", loadBalancer: { deletionProtection: false }"),
      /warning NK619: .*`infra: \{ loadBalancer: \{ deletionProtection: false \} \}` in the file as it was/,
    ],
    [
      "a load balancer that becomes internal (NK622)",
      file(web),
      file(web, ", loadBalancer: { internal: true }"),
      /warning NK622: .*`terraform destroy -target=aws_lb\.main`/,
    ],
    [
      "Container Insights that are no longer written (NK626)",
      file(web, ", containerInsights: enhanced"),
      file(web),
      /note NK626: .*keeps Container Insights on \(enhanced\).*`infra: \{ containerInsights: disabled \}`/,
    ],
    [
      "a standby that is no longer written (NK639)",
      managed("engine: postgres, instances: 2"),
      managed("engine: postgres"),
      /note NK639: .*keeps its standby.*Write `instances: 1` at the database/,
    ],
    [
      "a zone of a database that goes (NK624)",
      managed("engine: postgres", ", zones: [us-east-1a, us-east-1b]"),
      managed("engine: postgres", ", zones: [us-east-1a, us-east-1c]"),
      /warning NK624: .*`aws_db_subnet_group\.main` loses `aws_subnet\.private_us-east-1b`.*add others beside them/,
    ],
    [
      "another throughput (NK615)",
      file(db("db")),
      file(db("db"), ", efs: { throughput: elastic }"),
      /note NK615: .*once in 24 hours.*apply a day after that/,
    ],
    [
      "a file system that is replaced on purpose (NK616)",
      file(db("db"), ", efs: { protect: false }"),
      file(db("db"), ", efs: { protect: false, performanceMode: maxIO }"),
      /warning NK616: .*`terraform destroy -target=aws_efs_file_system\.main`/,
    ],
    [
      "another engine of an unprotected database that a service uses (NK629)",
      managed("engine: postgres, protect: false"),
      managed("engine: mysql, protect: false"),
      /warning NK629: .*`aws_db_instance\.main` is made anew, empty\. .*`terraform destroy -target=aws_db_instance\.main`/,
    ],
    [
      "another engine of a database that is unprotected in the same edit (NK629)",
      managed("engine: postgres"),
      managed("engine: mysql, protect: false"),
      /warning NK629: .*first apply `protect: false` alone.*`terraform destroy -target=aws_db_instance\.main`/,
    ],
    [
      "an unprotected cache that goes back to Redis under a job (NK629)",
      managed("engine: valkey, protect: false") + warmed,
      managed("engine: redis, protect: false") + warmed,
      /warning NK629: .*`terraform destroy -target=aws_elasticache_replication_group\.main`/,
    ],
    [
      "no key any more for images (NK609)",
      file(built, KEY),
      file(built),
      /warning NK609: .*`aws ecr delete-repository --force --repository-name nk-shop-stage\/web`/,
    ],
    [
      "a role for the zone (NK521)",
      file(web, CERTIFIED),
      file(web, `${CERTIFIED}, hostedZone: { name: example.com, roleArn: "${ROLE}" }`),
      /note NK521: .*`terraform state rm aws_route53_record\.hosts`/,
    ],
    [
      "a role for the zone that goes with the records (NK522)",
      file(web, `, dns: aws, hostedZone: { name: example.com, roleArn: "${ROLE}" }`),
      file(web),
      /warning NK522: .*`aws_route53_record\.\w+` and `aws_route53_record\.\w+`.*First write `infra\.hostedZone` with its `roleArn`/,
    ],
    [
      "another region under a protected file system (NK618)",
      file(db("db")),
      file(db("db")).replace("us-east-1", "eu-central-1"),
      /warning NK618: .*`infra\.efs\.protect: false`, synth and apply; `terraform destroy`/,
    ],
    [
      "another region with a protected load balancer (NK618)",
      file(web, ", loadBalancer: { deletionProtection: true }"),
      file(web, ", loadBalancer: { deletionProtection: true }").replace("us-east-1", "eu-central-1"),
      /warning NK618: .*`infra\.loadBalancer\.deletionProtection: false`, synth and apply; `terraform destroy`/,
    ],
    [
      "another region with a repository (NK618)",
      file(built),
      file(built).replace("us-east-1", "eu-central-1"),
      /warning NK618: .*`terraform state rm aws_ecr_repository\.web`.*; `terraform destroy`/,
    ],
  ])("is foretold and written: %s", (_, first, second, text) => {
    const { status, stdout, said } = saidOf(first, second);
    expect(said).toMatch(text);
    expect(said.match(/NK(?:394|52[12]|605|609|61[1-9]|622|624|626|629|639)/g)).toHaveLength(1);
    expect(status).toBe(0);
    expect(stdout).toContain("changed generated/stacks/shop-stage/cdk.tf.json");
  });

  it.each([
    [
      "another engine of a database (NK630)",
      managed('engine: mysql, version: "8.4"'),
      managed('engine: postgres, version: "17"'),
      /error NK630: .*would be made anew, empty.*first set `protect: false`/,
    ],
    [
      "less storage of a database (NK631)",
      managed("engine: postgres, storage: 50gb"),
      managed("engine: postgres, storage: 20gb"),
      /error NK631: .*gets less storage, which RDS refuses/,
    ],
    [
      "an older version of a database (NK632)",
      managed('engine: postgres, version: "17"'),
      managed('engine: postgres, version: "16"'),
      /error NK632: .*goes from 17 back to 16/,
    ],
    [
      "another range of addresses under a database (NK633)",
      managed("engine: postgres"),
      managed("engine: postgres", ", cidr: 10.7.0.0/16"),
      /error NK633: .*the subnets of a database stay in theirs/,
    ],
    [
      "a cache from Valkey back to Redis (NK630)",
      managed('engine: valkey, version: "7.2"'),
      managed('engine: redis, version: "7.1"'),
      /error NK630: .*would be made anew, empty.*Write engine and key as they were/,
    ],
    [
      "an older version of a cache (NK632)",
      managed('engine: valkey, version: "8.1"'),
      managed('engine: valkey, version: "7"'),
      /error NK632: .*goes from 8.1 back to 7.2/,
    ],
    [
      "another range of addresses under a cache (NK633)",
      managed("engine: redis"),
      managed("engine: redis", ", cidr: 10.7.0.0/16"),
      /error NK633: .*the subnets of a cache stay in theirs/,
    ],
    [
      "a cache that becomes a container (NK601)",
      managed("engine: redis"),
      managed("engine: redis").replace("managed: true", "managed: false"),
      /error NK601: .*the protected database `aws_elasticache_replication_group\.main`/,
    ],
    [
      "a cache that becomes a database of RDS (NK601)",
      managed("engine: redis"),
      managed("engine: postgres"),
      /error NK601: .*the protected database `aws_elasticache_replication_group\.main`/,
    ],
  ])("is refused, with nothing written: %s", (_, first, second, text) => {
    const { status, stdout, said } = saidOf(first, second);
    expect(said).toMatch(text);
    expect(said.match(/error NK/g)).toHaveLength(1);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  });

  it("is foretold with all of its steps: another range under a protected load balancer (NK611, NK619)", () => {
    const protectedOne = ", loadBalancer: { deletionProtection: true }";
    const { status, said } = saidOf(file(web, protectedOne), file(web, `${protectedOne}, cidr: 10.7.0.0/16`));
    expect(said.match(/warning NK6\d\d/g)).toEqual(["warning NK611", "warning NK619"]);
    expect(said).toContain("Write `infra: { loadBalancer: { deletionProtection: false } }` in the file as it was");
    expect(status).toBe(0);
  });

  it.each([
    ["another range under nothing that holds it", file(built), file(built, ", cidr: 10.7.0.0/16")],
    ["a database renamed when it is stopped", file(db("db", ", instances: 0")), file(db("mongo"))],
    ["an end of scaling with as many tasks", file(api("scale: { min: 3, max: 9 }")), file(api("instances: 3"))],
    [
      "more of the throughput that is paid for",
      file(db("db"), ", efs: { throughput: { provisioned: 10 } }"),
      file(db("db"), ", efs: { throughput: { provisioned: 20 } }"),
    ],
    [
      "Spot that is written as false",
      file('  web: { image: "nginx:1.29", aws: { spot: true } }'),
      file('  web: { image: "nginx:1.29", aws: { spot: false } }'),
    ],
    [
      "a protected file system that the plan does not replace",
      file(db("db")),
      file(db("db"), ", efs: { performanceMode: maxIO }"),
    ],
    ["a service that is no longer published", file(web), file('  web: { image: "nginx:1.29", expose: 80 }')],
    ["the zone by its id", file(web, ", dns: aws"), file(web, ", dns: aws, hostedZone: Z0123456789ABCDEFGHIJ")],
    [
      "an unprotected cache, used by a service alone, that goes back to Redis",
      managed("engine: valkey, protect: false"),
      managed("engine: redis, protect: false"),
    ],
    ["another image", file(db("db")), file(db("db").replace("8.0", "8.0.4"))],
  ])("is not foretold: %s", (_, first, second) => {
    expect(saidOf(first, second).said).not.toMatch(/NK(?:52[12]|6\d\d)/);
  });

  it("is refused where a protected file system has another key, until that is written (NK610)", () => {
    const [first, other] = [file(db("db"), KEY), KEY.replace("01234567", "fedcba98")];
    const key = "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
    const refused = saidOf(first, file(db("db"), other));
    expect(refused.said).toContain(`error NK610: In shop-stage, \`aws_efs_file_system.main\` is replaced`);
    expect(refused.said).toContain(`\`infra: { efs: { kmsKeyArn: ${key} } }\``);
    expect(refused.status).toBe(1);
    const kept = saidOf(first, file(db("db"), `${other}, efs: { kmsKeyArn: "${key}" }`));
    expect([kept.status, kept.said.includes("NK610")]).toEqual([0, false]);
  });

  it("is told, and not refused, where a protected file system has no key in the output, whichever it has (NK627)", () => {
    const told = saidOf(file(db("db")), file(db("db"), KEY));
    expect(told.said).toContain(`warning NK627: In shop-stage, \`aws_efs_file_system.main\` is replaced`);
    expect(told.said).toContain("`infra: { efs: { kmsKeyArn: aws/elasticfilesystem } }`");
    expect([told.status, told.said.includes("NK610")]).toEqual([0, false]);
    const own = saidOf(file(db("db")), file(db("db"), `${KEY}, efs: { kmsKeyArn: aws/elasticfilesystem }`));
    expect([own.status, own.said.includes("NK627")]).toEqual([0, false]);
  });
});
