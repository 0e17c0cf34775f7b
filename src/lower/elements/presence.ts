import type { Presence } from "./element.js";
import {
  BALANCER,
  BALANCER_KEYS,
  CERTIFICATE,
  CROWDED,
  DNS,
  ENDPOINTS,
  EXISTING_FILE_SYSTEM,
  FRONTED,
  MOUNT_TARGETS,
  PLAIN_HTTP,
  PRIVATE,
  PRIVATE_SUBNETS,
  PUBLISHED,
  SHARED,
  SHARED_BALANCER,
  STORED,
  VOLUME,
  VPC,
  VPC_KEYS,
} from "./keys.js";

// When several elements are there.

export const ownVpc: Presence = { when: "the VPC is the stack's own", unless: VPC_KEYS };
export const existingVpc: Presence = { when: "the VPC is an existing one", made: [VPC] };

/** Where tasks run in private subnets. */
const tasksInside = "the VPC is the stack's own, and something is on private networks alone";

export const withPrivate: Presence = {
  when: "the VPC is the stack's own, and something is on private networks alone or AWS runs a database",
  made: PRIVATE_SUBNETS,
  unless: VPC_KEYS,
};
/** In an existing VPC. */
export const existingPrivate: Presence = {
  when: `${existingVpc.when}, and something is on private networks alone or AWS runs a database`,
  made: [VPC, ...PRIVATE_SUBNETS],
};
export const withNat: Presence = {
  when: `${tasksInside}, and \`infra.nat\` is not \`none\``,
  made: [...PRIVATE, "infra.nat"],
  unless: VPC_KEYS,
};

export const withEndpoints: Presence = {
  when: `${tasksInside}, and \`infra.endpoints\` is true`,
  made: [...PRIVATE, ENDPOINTS],
  unless: VPC_KEYS,
};

export const storage: Presence = { when: "a service or a job has a volume", made: [VOLUME] };
export const mountTargets: Presence = {
  when: "a service or a job has a volume, or `infra.provide.efs` is true, and the stack makes the mount targets",
  made: [STORED, MOUNT_TARGETS],
  unless: [SHARED],
};
/** Of what tasks with volumes need beside mount targets of the stack. */
export const mounted: Presence = {
  when: "a service or a job has a volume, and the stack makes the mount targets",
  made: [VOLUME, MOUNT_TARGETS],
  unless: [SHARED],
};

export const someService: Presence = { when: "there is a service", made: ["services.*"] };
/** Of an element with the service's key in its address. */
export const ofService: Presence = { made: ["services.{service}"] };
/** Of a service with a volume on mount targets of the stack, whose tasks have no room for the group of all that mount. */
export const crowded: Presence = {
  when: "the service has a volume and is on four networks, and the stack makes the mount targets",
  made: [...CROWDED, MOUNT_TARGETS],
  unless: [SHARED],
};

export const fronted: Presence = {
  when: "some service has a public host, or `infra.provide.loadBalancer` is true",
  made: [FRONTED],
};
export const published: Presence = { when: "some service has a public host", made: [PUBLISHED] };
/** Of a load balancer that the stack makes. */
export const ownBalancer: Presence = {
  when: "some service has a public host or `infra.provide.loadBalancer` is true, and the load balancer is the stack's own",
  made: [FRONTED],
  unless: BALANCER_KEYS,
};
export const existingBalancer: Presence = {
  when: "some service has a public host, and the load balancer is there already",
  made: [PUBLISHED, BALANCER],
};
export const sharedBalancer: Presence = {
  when: "some service has a public host, and the load balancer is that of the repository without a component",
  made: [PUBLISHED, SHARED_BALANCER],
};
export const https: Presence = {
  when: "the load balancer is there, it is the stack's own, and there is a certificate",
  made: [FRONTED, `${CERTIFICATE} | ${DNS}`, `${CERTIFICATE} | ${PUBLISHED}`],
  unless: BALANCER_KEYS,
};
export const certified: Presence = {
  when: "some service has a public host, and its certificate is made here",
  made: [PUBLISHED, DNS],
  unless: [CERTIFICATE, PLAIN_HTTP],
};
export const hosted: Presence = { when: "the service has a public host", made: ["services.{service}.host"] };

/** Of a service whose image the pipeline builds. */
export const built: Presence = {
  when: "the service is built, or its runtime has no image",
  made: ["services.{service}.build | services.{service}.runtime"],
  unless: ["services.{service}.image", "services.{service}.imageOf"],
};
/** Of sidecars of one name whose image the pipeline builds. */
export const builtSidecar: Presence = {
  when: "a sidecar is built",
  made: ["services.{building}.sidecars.{sidecar}.build"],
  unless: ["services.{building}.sidecars.{sidecar}.image", "services.{building}.sidecars.{sidecar}.imageOf"],
};
export const someBuilt: Presence = {
  when: "some service or sidecar is built, or its runtime has no image",
  made: ["services.{built}.build | services.{built}.runtime | services.{building}.sidecars.*.build"],
};

export const managed: Presence = {
  when: "a service or a job has a volume, or `infra.provide.efs` is true, and the file system is the stack's own",
  made: [STORED],
  unless: [EXISTING_FILE_SYSTEM, SHARED],
};
