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
const outside = "services:\n  web:\n    image: ghcr.io/acme/web:1.4\n";
const twice = "eipalloc-0123456789abcdef0";

/** NK481 to NK499: private networks. */
export const privateNetworks: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK481: example(inside, withInfra("nat: single")),
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
  NK489: example(withInfra("nat: single", outside), outside),
};
