import { accepting } from "./codes/accepting.js";
import { account } from "./codes/account.js";
import { backup } from "./codes/backup.js";
import { builds } from "./codes/builds.js";
import { containers } from "./codes/containers.js";
import { cron } from "./codes/cron.js";
import { databases } from "./codes/databases.js";
import { discovery } from "./codes/discovery.js";
import type { CodeEntry } from "./codes/entry.js";
import { environments } from "./codes/environments.js";
import { existing } from "./codes/existing.js";
import { files } from "./codes/files.js";
import { frontDoor } from "./codes/front-door.js";
import { health } from "./codes/health.js";
import { hostedZone } from "./codes/hosted-zone.js";
import { images } from "./codes/images.js";
import { infra } from "./codes/infra.js";
import { init } from "./codes/init.js";
import { kmsKey } from "./codes/kms-key.js";
import { limits } from "./codes/limits.js";
import { logging } from "./codes/logging.js";
import { modules } from "./codes/modules.js";
import { notes } from "./codes/notes.js";
import { output } from "./codes/output.js";
import { performance } from "./codes/performance.js";
import { permissions } from "./codes/permissions.js";
import { ports } from "./codes/ports.js";
import { privateNetworks } from "./codes/private-networks.js";
import { reading } from "./codes/reading.js";
import { registry } from "./codes/registry.js";
import { scaling } from "./codes/scaling.js";
import { schema } from "./codes/schema.js";
import { secrets } from "./codes/secrets.js";
import { seeds } from "./codes/seeds.js";
import { services } from "./codes/services.js";
import { shared } from "./codes/shared.js";
import { sharedImages } from "./codes/shared-images.js";
import { sidecars } from "./codes/sidecars.js";
import { state } from "./codes/state.js";

export type { CodeEntry } from "./codes/entry.js";

/**
 * The registry of all findings. A code keeps its meaning for ever; a new finding gets a new one.
 * NK0 reading, NK1 schema, NK2 environments and names, NK3 services and volumes, NK4 network and file system, NK5 images,
 * NK6 output, NK9 notes.
 */
export const codes = {
  ...reading,
  ...accepting,
  ...schema,
  ...environments,
  ...secrets,
  ...performance,
  ...permissions,
  ...services,
  ...discovery,
  ...scaling,
  ...builds,
  ...registry,
  ...backup,
  ...containers,
  ...files,
  ...seeds,
  ...ports,
  ...health,
  ...logging,
  ...sidecars,
  ...cron,
  ...databases,
  ...existing,
  ...infra,
  ...shared,
  ...sharedImages,
  ...privateNetworks,
  ...account,
  ...frontDoor,
  ...hostedZone,
  ...kmsKey,
  ...limits,
  ...images,
  ...state,
  ...modules,
  ...output,
  ...init,
  ...notes,
} as const;

/** A code of the registry, `NK101` for instance. */
export type Code = keyof typeof codes;

/** What any finding has to tell. */
export type AnyParams = Readonly<Record<string, unknown>>;

/** What a finding with this code has to tell. */
export type Params<C extends Code> = (typeof codes)[C] extends CodeEntry<infer P extends AnyParams> ? P : never;
