import { quotedList } from "../lists.js";
import { code } from "./entry.js";

/** NK461 to NK465, and NK478: what an account asks of everything in it. */
export const account = {
  NK461: code<{ key: string; problem: string }>({
    severity: "error",
    title: "Key that a tag cannot have",
    message: ({ key, problem }) => `\`${key}\` cannot be the key of a tag: it ${problem}.`,
    help: () => "Give the tag another key.",
    ownWords: ["problem"],
    why: "AWS refuses the tag, or the tag would replace one by which nanokit-tf finds its own resources.",
    fix: "Use letters, digits, spaces and `_.:/=+-@`, at most 128; not `Name`, and neither `aws:` nor `nanokit:` at the beginning.",
  }),
  NK462: code<{ key: string; problem: string }>({
    severity: "error",
    title: "Value that a tag cannot have",
    message: ({ key, problem }) => `The tag \`${key}\` cannot have this value: it ${problem}.`,
    help: () => "Give the tag another value.",
    ownWords: ["problem"],
    why: "AWS refuses the tag when the first resource is made.",
    fix: "Use letters, digits, spaces and `_.:/=+-@`, at most 256. An empty text is fine.",
  }),
  NK463: code<{ key: string; other: string }>({
    severity: "error",
    title: "Tags whose keys differ only in letter case",
    message: ({ key, other }) => `The keys \`${other}\` and \`${key}\` differ only in letter case.`,
    help: () => "Remove one of the two.",
    why: "IAM takes both for one key, and refuses a role that has both.",
    fix: "Remove one of the two.",
  }),
  NK464: code<{ count: number; limit: number }>({
    severity: "error",
    title: "Too many tags",
    message: ({ count, limit }) =>
      `There are ${count} tags, but only ${limit} are possible: nanokit-tf adds tags of its own.`,
    help: () => "Remove the tags that nobody needs.",
    ownWords: ["limit"],
    why: "A resource of AWS has 50 tags at most.",
    fix: "Name at most 46 tags.",
  }),
  NK465: code<{ environments: readonly string[]; environment: string; unused?: string }>({
    severity: "note",
    title: "Environments with addresses in common",
    message: ({ environments }) => `The VPCs of ${quotedList(environments)} have addresses in common.`,
    help: ({ environment, unused = "<range>" }) =>
      `If you may ever connect these VPCs, write another range before the first apply: \`infra: { cidr: ${unused} }\` in \`${environment}\`.`,
    why: "VPCs with addresses in common work, but cannot be peered, or joined by a transit gateway or a VPN, and the range of a VPC cannot change later.",
    fix: "Write another range in `infra.cidr` of the environment that was not applied yet. If you never connect the VPCs, nothing needs to be done; the note goes when each environment has a `cidr`.",
  }),
  NK478: code<{ component: string; environments: readonly string[]; range: string; unused?: string }>({
    severity: "note",
    title: "Range that other components have too",
    message: ({ component, environments, range }) =>
      `The VPC of \`${component}\` in ${quotedList(environments)} has the default range, ${range}. Every component without \`cidr\` has the same range.`,
    help: ({ unused = "<range>" }) =>
      `If you may ever connect these VPCs, write a range for each component before its first apply: \`infra: { cidr: ${unused} }\`.`,
    why: "VPCs with addresses in common work, but cannot be peered, or joined by a transit gateway or a VPN, and the range of a VPC cannot change later. No file sees the ranges of the other repositories.",
    fix: "Write `infra.cidr` in each repository, with ranges that have no address in common. If you never connect the VPCs, nothing needs to be done; the note goes when there is a `cidr`.",
  }),
} as const;
