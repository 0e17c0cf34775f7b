import type { Code } from "../codes.js";
import { accepting } from "./accepting.js";
import { account } from "./account.js";
import { backup } from "./backup.js";
import { builds } from "./builds.js";
import { containers } from "./containers.js";
import { cron } from "./cron.js";
import { databases } from "./databases.js";
import { discovery } from "./discovery.js";
import { environments } from "./environments.js";
import type { CodeExample } from "./example.js";
import { existing } from "./existing.js";
import { files } from "./files.js";
import { frontDoor } from "./front-door.js";
import { health } from "./health.js";
import { hostedZone } from "./hosted-zone.js";
import { images } from "./images.js";
import { infra } from "./infra.js";
import { init } from "./init.js";
import { kmsKey } from "./kms-key.js";
import { limits } from "./limits.js";
import { logging } from "./logging.js";
import { modules } from "./modules.js";
import { notes } from "./notes.js";
import { output } from "./output.js";
import { performance } from "./performance.js";
import { permissions } from "./permissions.js";
import { ports } from "./ports.js";
import { privateNetworks } from "./private-networks.js";
import { reading } from "./reading.js";
import { registry } from "./registry.js";
import { scaling } from "./scaling.js";
import { schema } from "./schema.js";
import { secrets } from "./secrets.js";
import { seeds } from "./seeds.js";
import { services } from "./services.js";
import { shared } from "./shared.js";
import { sharedImages } from "./shared-images.js";
import { sidecars } from "./sidecars.js";
import { state } from "./state.js";

/** A wrong and a right example for every code: one that has none does not compile. Loaded by those who show them, and by no other command. */
export const examples: Readonly<Record<Code, CodeExample>> = {
  ...accepting,
  ...reading,
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
};
