import type { Permission } from "../../aws/permissions/index.js";

/** What a permission allows, in a few words. Of an ARN the end, which tells most. */
export function rightText(permission: Permission): string {
  switch (permission.kind) {
    case "policy":
      return `policy ${permission.arn.replace(/^.*\//, "")}`;
    case "resource": {
      const { service, id, access, prefix } = permission;
      const within = prefix === undefined ? "" : `/${prefix}`;
      return `${service} ${id.replace(/^arn:.*[:/]/, "")}${within} (${access})`;
    }
    case "statement": {
      const [first = "", ...more] = permission.actions;
      return more.length === 0 ? first : `${first} and ${more.length} more`;
    }
  }
}
