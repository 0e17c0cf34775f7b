/** What the root calls the module. */
const CALL = "stage";

/** In front of each address of the module, as the root has it. */
export const PREFIX = `module.${CALL}.`;

/** A root that calls a stack as a module, as docs/modules.md has it. */
export interface ModuleRoot {
  /** Path from the root to the folder of the stack. */
  readonly source: string;
  readonly region: string;
  /** What is passed to the module, by variable. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The file of the root, Terraform JSON. */
export function rootText({ source, region, variables }: ModuleRoot): string {
  const root = { provider: { aws: { region } }, module: { [CALL]: { source, ...variables } } };
  return `${JSON.stringify(root, null, 2)}\n`;
}

/** The address of a resource once the stack has the other form. */
export function addressInOtherForm(address: string): string {
  return address.startsWith(PREFIX) ? address.slice(PREFIX.length) : `${PREFIX}${address}`;
}

/** An address as the stack has it, be it that of a root or of a module. */
export function ownAddress(address: string): string {
  return address.startsWith(PREFIX) ? addressInOtherForm(address) : address;
}
