/**
 * For what others refer to. Terraform destroys what leaves before it updates what referred to it, unless the former is
 * `create_before_destroy`: then it goes last, when nothing uses it any more. That asks for a name that the new one can have beside the old.
 * Source: Terraform, language/meta-arguments/lifecycle; internals, "Resource Destruction".
 */
export const GOES_LAST = { createBeforeDestroy: true } as const;
