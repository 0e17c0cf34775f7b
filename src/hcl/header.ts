/** The first line of every file that is ours: it tells readers where to make changes. */
export const HCL_HEADER = "# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.";

/** Whether a file was printed here, whatever git has made of its lines, and of those before the header. */
export function isOurHcl(text: string): boolean {
  return text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .includes(HCL_HEADER);
}
