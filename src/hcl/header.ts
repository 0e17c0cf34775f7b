/** The first line of every file that is ours: it tells readers where to make changes. */
export const HCL_HEADER = "# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.";

/** Whether a file was printed here, however git has ended its lines. */
export function isOurHcl(text: string): boolean {
  return text.split(/\r?\n/, 1)[0] === HCL_HEADER;
}
