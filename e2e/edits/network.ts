import { type Edit, put } from "./edit.js";

const cidr = put("infra/cidr", "10.7.0.0/16");

/** The VPC: another range, one that exists, one of its own. */
export const network: readonly Edit[] = [{ name: "network: another range", base: "compute", change: cidr }];
