import { quotedList } from "../lists.js";
import { code } from "./entry.js";

/** NK635 and NK636: volumes that are to be fast. */
export const performance = {
  NK635: code<{
    volume: string;
    performance: "high" | "ultra";
    because: "throughput" | "existing" | "shared";
    found: string;
  }>({
    severity: "warning",
    title: "Performance without effect",
    message: ({ volume, performance, because, found }) => {
      const reasons = {
        throughput: `\`infra.efs.throughput\` says ${found}, and that counts for all volumes`,
        existing: `the file system ${found} is there already, and keeps its throughput`,
        shared: "it is on the file system of the repository without a component, which says how fast that is",
      };
      return `\`performance: ${performance}\` of \`${volume}\` has no effect: ${reasons[because]}.`;
    },
    help: ({ because, found }) => {
      switch (because) {
        case "throughput":
          return "Remove `infra.efs.throughput`, or write `performance: standard`.";
        case "existing":
          return `Remove \`performance\`. Who owns the file system can make it elastic: \`aws efs update-file-system --file-system-id ${found} --throughput-mode elastic\`.`;
        case "shared":
          return "Write `infra: { efs: { throughput: elastic } }` there, and remove `performance` here.";
      }
    },
    ownWords: ["performance", "because"],
    why: "All volumes of an environment are on one file system, and EFS has one throughput for all of it. What is said of the file system wins over what is said of one volume; the throughput of a file system that this file does not make belongs to whoever made it.",
    fix: "Remove `infra.efs.throughput`, or `performance` of the volume. Where one environment is to differ from the others, write `performance: standard` in that environment.",
  }),
  NK636: code<{ performance: "high" | "ultra"; others: readonly string[] }>({
    severity: "note",
    title: "All volumes become elastic",
    message: ({ performance, others }) => {
      const cause = performance === "ultra" ? "On EFS `ultra` is the same as `high`: it" : "`performance: high`";
      if (others.length === 0) return `${cause} makes the file system elastic.`;
      return `${cause} makes the whole file system elastic, ${quotedList(others)} too: each gigabyte that is read or written is billed.`;
    },
    help: ({ others }) =>
      others.length === 0
        ? "Write `performance: high`."
        : "If that is fine, write `infra: { efs: { throughput: elastic } }`, which says it of all volumes.",
    ownWords: ["performance"],
    why: "All volumes of an environment are on one file system, and EFS has one throughput for all of it. Elastic throughput is billed for each gigabyte that is read or written; bursting throughput is not billed, and grows with what is stored. EFS has no faster mode than elastic.",
    fix: "Nothing needs to be done. To say it of the whole file system, write `infra.efs.throughput: elastic`; for a fixed price, write `infra.efs.throughput: { provisioned: <MiB/s> }` in place of `performance`.",
  }),
} as const;
