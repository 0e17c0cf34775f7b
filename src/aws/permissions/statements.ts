import type { AccessResource, AccessStatement, Permission, ResourcePermission } from "./permission.js";
import { type AccessRow, SHORT_FORMS } from "./short-forms.js";

/** What a permission allows; a managed policy says it elsewhere. */
export function statementsOf(permission: Permission): readonly AccessStatement[] {
  switch (permission.kind) {
    case "policy":
      return [];
    case "statement": {
      const { actions, resources, conditions } = permission;
      return [{ actions, resources: resources.map((arn) => ({ arn })), ...(conditions && { conditions }) }];
    }
    case "resource":
      return rowsOf(permission).map((row) => statementOf(row, permission));
  }
}

function rowsOf({ service, access }: ResourcePermission): readonly AccessRow[] {
  const rows = SHORT_FORMS[service].access;
  return (Object.hasOwn(rows, access) ? rows[access] : undefined) ?? [];
}

function statementOf({ actions, on }: AccessRow, permission: ResourcePermission): AccessStatement {
  const { prefix } = permission;
  const listed = prefix !== undefined && actions.includes("s3:ListBucket");
  return {
    actions,
    resources: on.flatMap((part) => resourcesOf(part, permission)),
    // Listing is a right on the bucket: only the condition holds it to the prefix. Source: S3 user guide, walkthrough1.
    ...(listed && { conditions: { StringLike: { "s3:prefix": [`${prefix}*`] } } }),
  };
}

function resourcesOf(part: AccessRow["on"][number], permission: ResourcePermission): readonly AccessResource[] {
  const { prefix = "", configurationSet } = permission;
  switch (part) {
    case "itself":
      return [thingOf(permission)];
    case "objects":
      return [thingOf(permission, `/${prefix}*`)];
    case "indexes":
      return [thingOf(permission, "/index/*")];
    case "configurationSet":
      return configurationSet === undefined ? [] : [setOf(permission, configurationSet)];
  }
}

/** The thing that a permission names, or what is in it. */
function thingOf({ service, id }: ResourcePermission, within = ""): AccessResource {
  const { regional, before } = SHORT_FORMS[service];
  if (id.startsWith("arn:")) return { arn: `${id}${within}` };
  return { service, regional, resource: `${before}${id}${within}` };
}

/** A configuration set: where the identity is. */
function setOf({ service, id }: ResourcePermission, name: string): AccessResource {
  const resource = `configuration-set/${name}`;
  if (!id.startsWith("arn:")) return { service, regional: true, resource };
  return { arn: `${id.split(":").slice(0, 5).join(":")}:${resource}` };
}
