import type { infra as codes } from "../codes/infra.js";
import { type CodeExample, example } from "./example.js";

const subnets = Array.from({ length: 17 }, (_, index) => `subnet-0123456789abcde${(index + 16).toString(16)}`);
const inSubnets = (ids: readonly string[]) =>
  `infra:\n  vpc: vpc-0123456789abcdef0\n  subnets:\n${ids.map((id) => `    - ${id}\n`).join("")}`;
const web = "services:\n  web:\n    image: ghcr.io/acme/web:1.4\n";

/** NK41 to NK43: network and file system. */
export const infra: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK410: example(
    `
    infra:
      zones: [eu-west-1a, eu-west-1a]
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    infra:
      zones: [eu-west-1a, eu-west-1b]
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK411: example(
    `
    infra:
      region: eu-central-1
      zones: [eu-west-1a, eu-west-1b]
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    infra:
      region: eu-central-1
      zones: [eu-central-1a, eu-central-1b]
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK412: example(
    `
    infra:
      vpc: vpc-0123456789abcdef0
      cidr: 10.1.0.0/16
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    infra:
      vpc: vpc-0123456789abcdef0 # has a range of its own
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK413: example(
    `
    infra:
      cidr: 10.0.0.1/16
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    infra:
      cidr: 10.0.0.0/16
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK414: example(
    `
    infra:
      cidr: 11.0.0.0/16
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    infra:
      cidr: 10.11.0.0/16
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK415: example(
    `
    infra:
      subnets: [subnet-0123456789abcdef0]
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    infra:
      vpc: vpc-0123456789abcdef0
      subnets: [subnet-0123456789abcdef0]
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK416: example(inSubnets(subnets) + web, inSubnets(subnets.slice(0, 2)) + web, {
    shown: `${inSubnets(subnets.slice(0, 2))}    # ... and 15 more\n${web}`,
    right: { shown: inSubnets(subnets.slice(0, 2)) + web },
  }),
  NK417: example(
    `
    infra:
      vpc: vpc-0123456789abcdef0
    networks:
      backend:
        vpcId: vpc-0fedcba9876543210
    services:
      web:
        image: ghcr.io/acme/web:1.4
        networks: [backend]
    `,
    `
    infra:
      vpc: vpc-0123456789abcdef0
    networks:
      backend: {}
    services:
      web:
        image: ghcr.io/acme/web:1.4
        networks: [backend]
    `,
  ),
  NK419: example(
    `
    infra:
      region: eu-centrl-1
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    infra:
      region: eu-central-1
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK421: example(
    `
    infra:
      vpc: vpc-0123456789abcdef0
      efs:
        existing: fs-0123456789abcdef0
        securityGroups: [sg-0123456789abcdef0]
        throughput: elastic
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    `
    infra:
      vpc: vpc-0123456789abcdef0
      efs:
        existing: fs-0123456789abcdef0
        securityGroups: [sg-0123456789abcdef0]
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK422: example(
    `
    infra:
      efs:
        mountTargets: true
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads # its file system gets mount targets
    `,
  ),
  NK423: example(
    `
    infra:
      efs:
        existing: fs-0123456789abcdef0
        mountTargets: true
        securityGroups: [sg-0123456789abcdef0]
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    `
    infra:
      efs:
        existing: fs-0123456789abcdef0
        mountTargets: true # with a group of their own
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK424: example(
    `
    infra:
      efs:
        existing: fs-0123456789abcdef0
        securityGroups: [sg-0123456789abcdef0]
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    `
    infra:
      vpc: vpc-0123456789abcdef0 # where its mount targets are
      efs:
        existing: fs-0123456789abcdef0
        securityGroups: [sg-0123456789abcdef0]
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK425: example(
    `
    infra:
      vpc: vpc-0123456789abcdef0
      efs:
        existing: fs-0123456789abcdef0
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    `
    infra:
      vpc: vpc-0123456789abcdef0
      efs:
        existing: fs-0123456789abcdef0
        securityGroups: [sg-0123456789abcdef0] # port 2049 is opened in it
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK426: example(
    `
    infra:
      efs:
        encrypted: false
        kmsKeyArn: arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    `
    infra:
      efs:
        kmsKeyArn: arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    { also: ["NK432"] },
  ),
  NK427: example(
    `
    infra:
      efs:
        throughput: provisioned
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    `
    infra:
      efs:
        throughput: { provisioned: 64 } # MiB/s
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK428: example(
    `
    infra:
      efs:
        throughput: elastic
        performanceMode: maxIO
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    `
    infra:
      efs:
        throughput: elastic
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK429: example(
    `
    infra:
      efs:
        lifecycle: { toInfrequentAccess: 30, toArchive: 90 }
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    `
    infra:
      efs:
        throughput: elastic
        lifecycle: { toInfrequentAccess: 30, toArchive: 90 }
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK430: example(
    `
    infra:
      efs:
        throughput: elastic
        lifecycle: { toInfrequentAccess: 90, toArchive: 30 }
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    `
    infra:
      efs:
        throughput: elastic
        lifecycle: { toInfrequentAccess: 30, toArchive: 90 }
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK431: example(
    `
    infra:
      efs:
        lifecycle: { backOnFirstAccess: true }
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    `
    infra:
      efs:
        lifecycle: { toInfrequentAccess: 30, backOnFirstAccess: true }
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK432: example(
    `
    infra:
      efs:
        encrypted: false
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads # encrypted, as nothing else is said
    `,
  ),
  NK433: example(
    `
    infra:
      efs:
        throughput: elastic
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    infra:
      efs:
        throughput: elastic
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK434: example(
    `
    infra:
      region: eu-central-1
      efs:
        kmsKeyArn: arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    `
    infra:
      region: eu-central-1
      efs:
        kmsKeyArn: arn:aws:kms:eu-central-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
  ),
  NK436: example(
    `
    infra:
      vpc: vpc-0123456789abcdef0
      efs:
        existing: fs-0123456789abcdef0
        securityGroups: [sg-0123456789abcdef0]
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    volumes:
      uploads:
        efs: { path: /uploads }
    environments:
      stage: {}
      preview: {}
    `,
    `
    infra:
      vpc: vpc-0123456789abcdef0
      efs:
        existing: fs-0123456789abcdef0
        securityGroups: [sg-0123456789abcdef0]
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads # in /nanokit/<project>/<env>/uploads
    environments:
      stage: {}
      preview: {}
    `,
  ),
  NK438: example(
    `
    infra:
      vpc: vpc-0123456789abcdef0
      loadBalancer:
        arn: arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/edge/0123456789abcdef
        securityGroup: sg-0123456789abcdef0
        priorities: { from: 200, to: 299 }
    services:
      web: { image: nginx:1.29, expose: 80, host: shop.example.com, updateStrategy: rolling }
    `,
    `
    infra:
      vpc: vpc-0123456789abcdef0
      loadBalancer:
        arn: arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/edge/0123456789abcdef
        securityGroup: sg-0123456789abcdef0
        priorities: { from: 20001, to: 30000 }
    services:
      web: { image: nginx:1.29, expose: 80, host: shop.example.com, updateStrategy: rolling }
    `,
  ),
  NK439: example(
    `
    infra:
      region: eu-west-1
      cluster: platform
      containerInsights: enhanced
    services:
      web: { image: nginx:1.29, updateStrategy: rolling }
    `,
    `
    infra:
      region: eu-west-1
      containerInsights: enhanced
    services:
      web: { image: nginx:1.29, updateStrategy: rolling }
    `,
  ),
  NK443: example(
    `
    infra:
      region: eu-west-1
      vpc: vpc-0123456789abcdef0
      flowLogs: true
    services:
      web: { image: nginx:1.29, updateStrategy: rolling }
    `,
    `
    infra:
      region: eu-west-1
      vpc: vpc-0123456789abcdef0
    services:
      web: { image: nginx:1.29, updateStrategy: rolling }
    `,
  ),
  NK476: example(
    `
    infra:
      region: eu-west-1
      flowLogs: { traffic: reject }
    services:
      web: { image: nginx:1.29, updateStrategy: rolling }
    `,
    `
    infra:
      region: eu-west-1
      flowLogs: { traffic: reject, retention: 90 }
    services:
      web: { image: nginx:1.29, updateStrategy: rolling }
    `,
  ),
  NK477: example(
    `
    infra:
      region: eu-west-1
      flowLogs: { bucket: s3://acme-flow-logs }
    services:
      web: { image: nginx:1.29, updateStrategy: rolling }
    `,
    `
    infra:
      region: eu-west-1
      flowLogs: { bucket: acme-flow-logs }
    services:
      web: { image: nginx:1.29, updateStrategy: rolling }
    `,
  ),
  NK480: example(
    `
    infra:
      region: eu-central-1
      zones: [eu-central-1a, eu-central-1d]
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: rolling
    `,
    `
    infra:
      region: eu-central-1
      zones: [eu-central-1a, eu-central-1b]
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: rolling
    `,
  ),
};
