import type { permissions as codes } from "../codes/permissions.js";
import { type CodeExample, example } from "./example.js";

/** A service with an entry of permissions, or several. */
const file = (...entries: readonly string[]) => `
    infra:
      region: eu-west-1
    services:
      web:
        image: ghcr.io/acme/web:1.4
        permissions:${entries.map((entry) => `\n          - ${entry}`).join("")}
    `;

/** A statement, a part on each line. */
const statement = (...parts: readonly string[]) =>
  `statement:${parts.map((part) => `\n              ${part}`).join("")}`;
const decrypt = 'actions: ["kms:Decrypt"]';
const key = 'resources: ["arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef"]';
const invoices = "s3: { bucket: acme-invoices, access: read }";

const policies = (count: number) =>
  Array.from({ length: count }, (_, index) => `arn:aws:iam::123456789012:policy/shop-${index + 1}`);
/** A list of so many tables, two on a line. */
const tables = (count: number) => {
  const entries = Array.from({ length: count }, (_, index) => `{ dynamodb: { table: t${index + 100}, access: read } }`);
  const lines = Array.from({ length: count / 2 }, (_, line) => entries.slice(2 * line, 2 * line + 2).join(", "));
  return `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        permissions: [
          ${lines.join(",\n          ")}]
    `;
};

const withSecrets = (resources: string) => `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        permissions:
          - ${statement('actions: ["secretsmanager:GetSecretValue"]', `resources: ["${resources}"]`)}
      shop:
        image: ghcr.io/acme/shop:1.4
        secrets:
          TOKEN: { from: secretsmanager, name: shop/token }
    `;

/** NK235 to NK247. */
export const permissions: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK235: example(file("s3: { bucket: Acme_Invoices, access: read }"), file(invoices)),
  NK236: example(
    file('s3: { bucket: acme-invoices, access: read, prefix: "2025/*" }'),
    file('s3: { bucket: acme-invoices, access: read, prefix: "2025/" }'),
  ),
  NK237: example(
    file("s3: { bucket: acme-invoices, access: read }\n            sqs: { queue: orders, access: send }"),
    file(invoices, "sqs: { queue: orders, access: send }"),
  ),
  NK238: example(file(statement('actions: ["Decrypt"]', key)), file(statement(decrypt, key))),
  NK239: example(file(statement(decrypt, 'resources: ["shop-key"]')), file(statement(decrypt, key))),
  NK242: example(file(statement('actions: ["*"]', 'resources: ["*"]')), file(invoices)),
  NK243: example(file(...policies(11)), file(...policies(10))),
  NK244: example(tables(36), tables(24)),
  NK245: example(
    withSecrets("*"),
    withSecrets("arn:aws:secretsmanager:eu-west-1:123456789012:secret:web/settings-AbCdEf"),
  ),
  NK246: example(
    file("arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess"),
    file("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
  ),
  NK247: example(
    file(statement(decrypt, key, 'conditions: { Equals: { "aws:SourceVpc": vpc-0123456789abcdef0 } }')),
    file(statement(decrypt, key, 'conditions: { StringEquals: { "aws:SourceVpc": vpc-0123456789abcdef0 } }')),
  ),
};
