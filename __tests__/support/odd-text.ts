import fc from "fast-check";

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));

/** Hexadecimal digits that read as a number, as one in fifty does; `82e297` is within what cdktf hides its tokens in. */
const numeric = fc.oneof(
  hex(17),
  fc.constantFrom(
    "04e512345678abcde",
    "082e297abcdef0123",
    "00082e297aaaaaaaa",
    "81100000e291abcde",
    "1e100000000000000",
  ),
  fc
    .tuple(digits(2), fc.integer({ min: 1, max: 999 }), hex(11))
    .map(([a, b, c]) => `0${a}e${b}${c}`.slice(0, 17).padEnd(17, "a")),
);

/** An id of AWS, as it gives them to resources of EC2 and EFS. */
export const awsId = (prefix: string): fc.Arbitrary<string> => numeric.map((text) => `${prefix}-${text}`);

const uuid = fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map((parts) => parts.join("-"));

/** What AWS names otherwise than by a prefix and seventeen digits. */
const otherIds = fc.oneof(
  hex(16).map((hash) => `arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web-82e297/${hash}`),
  hex(16).map((hash) => `targetgroup/web/${hash}`),
  fc.stringMatching(/^Z[0-9A-Z]{12,20}$/),
  fc.nat(99).map((revision) => `arn:aws:ecs:eu-west-1:123456789012:task-definition/web-82e297:${revision}`),
  uuid.map((id) => `arn:aws:ecs:eu-west-1:123456789012:task/nk-82e297/${id.replaceAll("-", "")}`),
);

/** Ids that a file names in texts alone, one of each kind. */
const others = fc.tuple(
  ...["ami", "fsap", "eni", "eipalloc", "igw", "rtb", "acl", "nat", "lt", "i", "vol", "snap"].map(awsId),
  otherIds,
);

/** ARNs that a file can name. */
export const arns = {
  certificate: fc.tuple(digits(12), uuid).map(([account, id]) => `arn:aws:acm:eu-west-1:${account}:certificate/${id}`),
  key: fc.tuple(digits(12), uuid).map(([account, id]) => `arn:aws:kms:eu-west-1:${account}:key/${id}`),
  secret: fc
    .tuple(digits(12), fc.constantFrom("db-82e297", "shop/db", "a-1e10"), fc.stringMatching(/^[A-Za-z0-9]{6}$/))
    .map(([account, name, end]) => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}-${end}`),
};

/** What pipelines name a preview by: the beginning of a commit's hash, which may be digits only, or look like a number. */
export const commit = fc.oneof(hex(7), digits(7), fc.constantFrom("7e3121f", "1e10", "82e297", "0082e29", "812e296"));

/** A key of the file with a commit in it. */
export const commitKey = fc
  .tuple(fc.constantFrom("pr", "e", "x-", "a_b"), commit)
  .map(([before, sha]) => `${before}-${sha}`);

/** Text made from what anyone on its way could take for a mark, or change. */
export const oddText = fc
  .array(
    fc.oneof(
      fc.constantFrom("$", "%", "{", "}", "$${", "%%{", "${", "%{", '"', "\\", "\n", "\r", "\r\n", "~", "e+298"),
      fc.constantFrom(
        "TfToken[",
        "TOKEN.0]}",
        "#{",
        "&{",
        "\u{FEFF}",
        "\u{FDD0}",
        "\u{85}",
        "\u{2028}",
        '${"e"}',
        "\\r",
      ),
      fc.constantFrom(
        "-8.1",
        "-8.2e298",
        "-8.184546332140093e+298",
        "String Map Token Value",
        "${TfToken[TOKEN.0]}",
        "<<EOT",
      ),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join("").replaceAll("\0", "").normalize("NFC"));

/** What one file names. */
export interface OddNames {
  readonly project: string;
  readonly environment: string;
  readonly service: string;
  readonly volume: string;
  readonly network: string;
  readonly job: string;
  readonly vpc: string;
  readonly subnets: readonly [string, string];
  readonly fileSystem: string;
  readonly group: string;
  readonly host: string;
  readonly certificate: string;
  readonly secret: string;
  readonly secretsKey: string;
  readonly diskKey: string;
  readonly zone: string;
  readonly others: readonly string[];
  readonly tag: string;
  readonly value: string;
}

/** Every place of a file in which an id or a name of somebody else stands. */
export const oddNames: fc.Arbitrary<OddNames> = fc.record({
  project: commitKey,
  environment: commitKey,
  service: commitKey,
  volume: commitKey,
  network: commitKey,
  job: commitKey,
  vpc: awsId("vpc"),
  subnets: fc.tuple(awsId("subnet"), awsId("subnet")).filter(([a, b]) => a !== b),
  fileSystem: awsId("fs"),
  group: awsId("sg"),
  host: fc.tuple(fc.constantFrom("", "pr-", "a-b-"), commit).map(([before, sha]) => `${before}${sha}.example.com`),
  certificate: arns.certificate,
  secret: arns.secret,
  secretsKey: arns.key,
  diskKey: arns.key,
  zone: commit.map((sha) => `a-${sha}.example.com`),
  others,
  tag: commit,
  value: oddText,
});

/** A nanokit.yml, as JSON, that has all of them in a network and on a file system that exist. */
export function fileWith(names: OddNames): string {
  const infra = {
    vpc: names.vpc,
    subnets: names.subnets,
    certificateArn: names.certificate,
    efs: { existing: names.fileSystem, securityGroups: [names.group] },
  };
  return fileOn(names, infra, names.host);
}

/** The same in a network and on a file system of its own, with a zone, and so a certificate. */
export function ownNetworkWith(names: OddNames): string {
  const infra = { hostedZone: names.zone, efs: { kmsKeyArn: names.diskKey } };
  return fileOn(names, infra, `pr-${names.tag}.${names.zone}`);
}

function fileOn(names: OddNames, infra: object, host: string): string {
  const shared = { networks: ["default", names.network] };
  const others = names.others.map((id, index) => [`OTHER_${index}`, id] as const);
  return JSON.stringify({
    name: names.project,
    infra: { region: "eu-west-1", dns: "aws", secretsKmsKeyArn: names.secretsKey, ...infra },
    networks: { [names.network]: {} },
    services: {
      [names.service]: {
        image: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/app-82e297:${names.tag}`,
        expose: 80,
        host,
        start: `serve --id ${names.others[0]}`,
        volumes: [`${names.volume}:/data/x-${names.tag}`],
        env: {
          VALUE: names.value.replaceAll("$", () => "$$"),
          TAG: names.tag,
          ...Object.fromEntries(others),
        },
        secrets: {
          ARN: { arn: names.secret },
          NAMED: { from: "secretsmanager", name: `db-${names.tag}` },
          SSM: { from: "ssm", name: `/app/-${names.tag}` },
        },
        aws: { healthCheck: { command: ["CMD", "check", `x-${names.tag}`] } },
        ...shared,
      },
      other: { image: "nginx:1.29", port: 80, ...shared },
      built: { build: ".", ...shared },
    },
    cron: { [names.job]: { schedule: "@daily", image: "alpine:3", command: `ls -${names.tag}` } },
    environments: { [names.environment]: {} },
  });
}
