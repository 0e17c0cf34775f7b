import type { privateNetworks as codes } from "../codes/private-networks.js";
import { type CodeExample, example } from "./example.js";

const inside = `
networks:
  inner:
    visibility: private
services:
  worker:
    image: ghcr.io/acme/worker:1.4
    networks: [inner]
`;
const withInfra = (infra: string, rest = inside) => `infra:\n  ${infra}\n${rest.trimStart()}`;
const secretIn = (region: string) => `
infra:
  region: eu-central-1
  endpoints: true
networks:
  inner:
    visibility: private
services:
  worker:
    image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/acme/worker:1.4
    networks: [inner]
    secrets:
      TOKEN: { arn: "arn:aws:secretsmanager:${region}:123456789012:secret:token-AbCdEf" }
`;
const endpointsIn = (infra: string) => `
infra:
  region: cn-north-1
  ${infra}
networks:
  inner:
    visibility: private
services:
  worker:
    image: 123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/acme/worker:1.4
    networks: [inner]
`;
const cached = (infra: string) => `
infra:
  region: eu-central-1
  ${infra}
networks:
  inner:
    visibility: private
services:
  worker:
    image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/github/acme/worker:1.4
    registry: pull-through
    networks: [inner]
`;
const existing = "vpc: vpc-0123456789abcdef0";
const apart = (open: string, inner: string, rest = inside) =>
  withInfra(`${existing}\n  subnets:\n    public: [${open}]\n    private: [${inner}]`, rest);
const [one, another] = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
const outside = "services:\n  web:\n    image: ghcr.io/acme/web:1.4\n";
const twice = "eipalloc-0123456789abcdef0";

/** NK481 to NK499: private networks. */
export const privateNetworks: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK481: example(inside, withInfra("nat: single")),
  NK482: example(
    withInfra("endpoints: true"),
    withInfra("endpoints: true").replace("ghcr.io/acme/", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/acme/"),
  ),
  NK483: example(secretIn("us-east-1"), secretIn("eu-central-1")),
  NK484: example(
    withInfra("zones: [eusc-de-east-1a, eusc-de-east-1g]\n  nat: single"),
    withInfra("zones: [eusc-de-east-1a, eusc-de-east-1b]\n  nat: single"),
  ),
  NK485: example(
    withInfra(`nat:\n    mode: per-zone\n    addresses: [${twice}]`),
    withInfra(`nat:\n    mode: single\n    addresses: [${twice}]`),
  ),
  NK486: example(
    withInfra(`nat:\n    mode: per-zone\n    addresses: [${twice}, ${twice}]`),
    withInfra(`nat:\n    mode: per-zone\n    addresses: [${twice}, eipalloc-0123456789abcdef1]`),
  ),
  NK487: example(
    withInfra("nat: single"),
    inside.replace("private", "public # with every port closed to the internet"),
  ),
  NK488: example(
    withInfra("endpoints: true").replace("ghcr.io/acme/", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/acme/"),
    inside.replace("private", "public # with every port closed to the internet"),
  ),
  NK491: example(cached("endpoints: true"), cached("endpoints: true\n  nat: single")),
  NK490: example(endpointsIn("endpoints: true"), endpointsIn("nat: single")),
  NK489: example(withInfra("nat: single", outside), outside),
  NK492: example(apart(one, `${another}, ${one}`), apart(one, another)),
  NK493: example(withInfra(existing), withInfra(existing, outside)),
  NK494: example(apart(one, another, outside), apart(one, another)),
  NK498: example(withInfra(existing, outside), withInfra(`${existing}\n  subnets: one-per-zone`, outside)),
  NK500: example(
    withInfra(`${existing}\n  subnets: one-per-zone`, `${outside}    volumes: [data:/data]\n`),
    withInfra(`${existing}\n  subnets: one-per-zone`, outside),
  ),
  NK495: example(
    withInfra(`${existing}\n  subnets:\n    tag: { Team: shop }\n    private: [${one}]`),
    withInfra(`${existing}\n  subnets:\n    public: { tag: { Team: shop } }\n    private: [${one}]`),
  ),
  NK496: example(
    withInfra(`${existing}\n  subnets: { private: { tag: { Name: "shop-private-*" } } }`),
    withInfra(`${existing}\n  subnets: { private: { tag: { Tier: private } } }`),
  ),
  NK497: example(
    withInfra(`${existing}\n  subnets: { private: { tag: {} } }`),
    withInfra(`${existing}\n  subnets: { private: { tag: { Tier: private } } }`),
  ),
};
