import { access } from "./access.js";
import { account } from "./account.js";
import { backups } from "./backups.js";
import { components } from "./components.js";
import { databases } from "./databases.js";
import type { Edit } from "./edit.js";
import { everyday } from "./everyday.js";
import { existing } from "./existing.js";
import { existingVpc } from "./existing-vpc.js";
import { files } from "./files.js";
import { frontDoor } from "./front-door.js";
import { hostedZones } from "./hosted-zone.js";
import { images } from "./images.js";
import { keys } from "./keys.js";
import { modules } from "./modules.js";
import { network } from "./network.js";
import { privateNetworks } from "./private.js";
import { region } from "./region.js";
import { restore } from "./restore.js";
import { scaling } from "./scaling.js";
import { state } from "./state.js";
import { storage } from "./storage.js";
import { watching } from "./watching.js";
import { zones } from "./zones.js";

/** Every edit of the matrix, by kind. */
export const MATRIX: readonly Edit[] = [
  ...account,
  ...state,
  ...modules,
  ...access,
  ...existing,
  ...components,
  ...watching,
  ...zones,
  ...region,
  ...network,
  ...privateNetworks,
  ...existingVpc,
  ...images,
  ...frontDoor,
  ...hostedZones,
  ...scaling,
  ...storage,
  ...keys,
  ...backups,
  ...restore,
  ...everyday,
  ...databases,
  ...files,
];
