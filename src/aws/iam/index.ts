import { compute } from "./compute.js";
import { dataSources } from "./data-sources.js";
import { frontDoor } from "./front-door.js";
import type { IamRow } from "./grant.js";
import { network } from "./network.js";
import { storage } from "./storage.js";

export type { Conditions, Grant, IamRow, Phase, Target } from "./grant.js";

/**
 * By type of resource or data source (`data.aws_vpc`), what a role needs to manage it: a row for every type that the output can hold, which a
 * test says. Which actions take which resources and conditions is from AWS's Service Authorization Reference, which a test asks.
 */
export const IAM_ROWS: Readonly<Record<string, IamRow>> = {
  ...network,
  ...storage,
  ...compute,
  ...frontDoor,
  ...dataSources,
};
