import { compareVersions } from "../../aws/versions.js";
import { textOf } from "../surroundings.js";
import { managedData } from "./managed-data.js";
import type { Finding, Rule } from "./rule.js";

/** What becomes of the data of a database that RDS runs, and of its standby. */
export const managedDatabase: Rule<"managedDatabase"> = (change, around) =>
  managedData<"undeletable" | "older" | "newer" | "standbyStays">(change, around, {
    identifier: "identifier",
    // Source: botocore rds, DeleteDBInstance: not while deletion protection is on.
    beforeDeletion: (old) => (old?.deletion_protection === true ? ["undeletable"] : []),
    further: (old, now) => [
      ...versions(textOf(old?.engine_version), textOf(now?.engine_version)),
      ...(old?.multi_az === true && now?.multi_az === undefined ? [{ says: ["standbyStays"] } as const] : []),
    ],
  });

function versions(old: string, now: string): readonly Finding<"older" | "newer">[] {
  const difference = compareVersions(old, now);
  return difference === 0 ? [] : [{ says: [difference < 0 ? "newer" : "older"], values: { old, now } }];
}
