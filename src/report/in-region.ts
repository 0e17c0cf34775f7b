import { shellWord } from "../shell/word.js";

/** The option of the AWS command line that says the region, with a blank in front; nothing where the user's own counts. */
export function inRegion(region: string | undefined): string {
  return region === undefined ? "" : ` --region ${shellWord(region)}`;
}
