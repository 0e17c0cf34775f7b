import { account } from "./elements/account.js";
import { caches } from "./elements/caches.js";
import { cluster } from "./elements/cluster.js";
import { databases } from "./elements/databases.js";
import { discovery } from "./elements/discovery.js";
import type { ElementFamily, ElementRow } from "./elements/element.js";
import { fileSystem } from "./elements/file-system.js";
import { images } from "./elements/images.js";
import { jobs } from "./elements/jobs.js";
import { loadBalancer } from "./elements/load-balancer.js";
import { network } from "./elements/network.js";
import { outputs } from "./elements/outputs.js";
import { schedules } from "./elements/schedules.js";
import { secrets } from "./elements/secrets.js";
import { services } from "./elements/services.js";
import { sidecars } from "./elements/sidecars.js";

/** In the order of a document for readers: what everything stands on, then what users wrote, with a heading for each service and job. */
export const FAMILIES: readonly ElementFamily[] = [
  account,
  network,
  fileSystem,
  cluster,
  discovery,
  databases,
  caches,
  secrets,
  images,
  loadBalancer,
  services,
  sidecars,
  schedules,
  jobs,
  outputs,
];

/**
 * Every element that the output can hold: one table, from which come the names of elements, their order in HCL, docs/addresses.md and
 * what `explain` says. A new element is one row of its family.
 *
 * **Addresses** are a contract: Terraform destroys what changes its address, so a row whose address changes needs a `moved` block and a line
 * in the changelog. The user's keys stand in it as written, and no two rows can give the same address: where a type has more rows than
 * one, each that holds a key has a beginning or an end that no other row of that type can have. A test proves it. Images alone have the same
 * for services and for sidecars, as no sidecar has the name of a service (NK584): one that becomes the other keeps its repository.
 *
 * **Keys**: each row says from which keys of nanokit.yml its element comes. A test takes key after key out of large files and looks at
 * what that does to the output: it must be what stands here. It is a table, and nothing that takes keys out when asked: much cannot be taken
 * out (a service that another depends on, the only service), and what has two causes, as a file system with two volumes, outlives each of
 * them.
 */
export const ELEMENTS: readonly ElementRow[] = FAMILIES.flatMap(({ elements }) => elements);
