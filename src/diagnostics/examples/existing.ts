import type { existing as codes } from "../codes/existing.js";
import { type CodeExample, example } from "./example.js";

const file = (settings: string) => `
    services:
      web:
        image: nginx:1.29
        ${settings}
    `;

const inCluster = (cluster: string, settings = "") => `
    infra:
      region: eu-west-1
      cluster: ${cluster}
    services:
      web:
        image: nginx:1.29${settings === "" ? "" : `\n        ${settings}`}
    `;

const clusterIn = (region: string) => `arn:aws:ecs:${region}:123456789012:cluster/platform`;

const balancerIn = (region: string) =>
  `arn:aws:elasticloadbalancing:${region}:123456789012:loadbalancer/app/edge/0123456789abcdef`;

const behind = (balancer: string, vpc = "\n      vpc: vpc-0123456789abcdef0") => `
    infra:
      region: eu-west-1${vpc}
      loadBalancer:
        ${balancer}
    services:
      web: { image: nginx:1.29, expose: 80, host: shop.example.com, updateStrategy: rolling }
    `;

const complete = `arn: ${balancerIn("eu-west-1")}\n        securityGroup: sg-0123456789abcdef0`;

/** NK400 to NK409. */
export const existing: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK400: example(
    file("aws: { taskRole: platform/web }\n        permissions: [{ s3: { bucket: shop-invoices, access: read } }]"),
    file("permissions: [{ s3: { bucket: shop-invoices, access: read } }]"),
  ),
  NK401: example(file("aws: { taskRole: platform/web, exec: true }"), file("aws: { exec: true }")),
  NK402: example(file("aws: { executionRole: ecsTaskExecutionRole }"), file("aws: {}")),
  NK403: example(inCluster("platform", "aws: { spot: true }"), inCluster("platform")),
  NK404: example(inCluster(clusterIn("eu-central-1")), inCluster(clusterIn("eu-west-1"))),
  NK405: example(behind(`arn: ${balancerIn("eu-west-1")}`), behind(complete)),
  NK406: example(behind(complete, ""), behind(complete)),
  NK407: example(behind(`${complete}\n        internal: true`), behind(complete)),
  NK408: example(behind(complete.replace("eu-west-1", "eu-central-1")), behind(complete)),
};
