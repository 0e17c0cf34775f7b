/** Why the file of a stack cannot be read. */
export interface StackFault {
  readonly kind: "empty" | "conflict" | "cutOff" | "syntax" | "twice" | "form";
  /** Where, as an offset in the text. */
  readonly at: number;
  /** `syntax`: what is expected there. `twice`: what stands there a second time. `form`: what has a form that Terraform does not take. */
  readonly detail?: string;
}

/** What is wrong with a file, to be read after its name. */
export function faultText({ kind, detail = "" }: StackFault): string {
  switch (kind) {
    case "empty":
      return "is empty";
    case "conflict":
      return "has conflict markers of Git";
    case "cutOff":
      return "is cut off: it ends in the middle";
    case "syntax":
      return detail === "" ? "is not valid JSON" : `is not HCL that can be read here: ${detail} is expected`;
    case "twice":
      return `has \`${detail}\` twice`;
    case "form":
      return `has \`${detail}\` in a form that Terraform does not take`;
  }
}

/** How to get a readable file again without losing sight of what is on AWS. */
export function faultHelp({ kind }: StackFault, path: string): string {
  if (kind === "conflict") {
    return (
      `Take the side that was applied last: \`git checkout --ours -- ${path}\` for the branch that you are on, or ` +
      `\`git checkout --theirs -- ${path}\` for the other. If the markers were committed, take the file from an older ` +
      `commit: \`git show <commit>:./${path} > ${path}\`. Then run \`nanokit-tf synth\` again.`
    );
  }
  return (
    `Take back the version that was applied last: \`git checkout HEAD -- ${path}\`, or the file of an older commit. Delete ` +
    "it only if nothing was ever applied from its folder. Then run `nanokit-tf synth` again."
  );
}
