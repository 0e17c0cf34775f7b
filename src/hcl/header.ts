/** The first line of every file that is ours: it tells readers where to make changes. */
export const HCL_HEADER = "# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.";

/** What the header of a module says beside that. */
const MODULE_LINE = "# A module: provider and backend are those of the root that calls it.";

/** The first lines of a file that describes a module. */
export const MODULE_HEADER = `${HCL_HEADER}\n${MODULE_LINE}`;

/** Whether a file was printed here, whatever git has made of its lines, and of those before the header. */
export function isOurHcl(text: string): boolean {
  return text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .includes(HCL_HEADER);
}

/** Whether a file says that it describes a module. */
export function isModuleHcl(text: string): boolean {
  return text.split(/\r?\n/).includes(MODULE_LINE);
}
