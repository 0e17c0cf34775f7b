import { type Edit, put } from "./edit.js";

const PERMISSIONS = "services/worker/permissions";
const REGISTRY = "services/worker/registry";

const login = (secret: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${secret}`;

/** What services may do in AWS, and how ECS gets at their images. */
export const access: readonly Edit[] = [
  {
    name: "permissions: for the first time",
    base: "plain",
    change: put(PERMISSIONS, [
      "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
      { sqs: { queue: "orders", access: "receive" } },
    ]),
  },
  {
    name: "permissions: others",
    base: "access",
    change: put(PERMISSIONS, [
      "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess",
      { s3: { bucket: "acme-invoices", access: "read-write", prefix: "2025/" } },
    ]),
  },
  { name: "permissions: none any more", base: "access", change: put(PERMISSIONS, undefined) },
  {
    name: "permissions: a volume beside them",
    base: "access",
    change: put("services/worker/volumes", ["data:/data"]),
  },
  {
    name: "permissions: another path of the roles",
    base: "access",
    change: put("infra/roles", { path: "/platform/" }),
  },
  { name: "registry: a login for the first time", base: "plain", change: put(REGISTRY, login("shop/hub-AbCdEf")) },
  {
    name: "registry: another login",
    base: "plain",
    first: put(REGISTRY, login("shop/hub-AbCdEf")),
    change: put(REGISTRY, login("shop/mirror-AbCdEf")),
  },
  {
    name: "registry: no login any more",
    base: "plain",
    first: put(REGISTRY, login("shop/hub-AbCdEf")),
    change: put(REGISTRY, undefined),
  },
];
