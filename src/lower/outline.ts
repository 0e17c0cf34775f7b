import type { Place } from "../hcl/document.js";
import { rowAt } from "./addresses.js";

/** A part of a stack: its heading, and the constructs below the stack that belong to it. `{key}` stands for the second id. */
interface Section {
  readonly title: string;
  readonly constructs: readonly string[];
}

/** In the order of the document: what everything stands on, then what users wrote, one heading for each service and job. */
const SECTIONS: readonly Section[] = [
  { title: "Account and region", constructs: ["account", "partition", "region"] },
  { title: "Network", constructs: ["public-vpc", "existing-vpc"] },
  { title: "File system", constructs: ["file-system", "existing-file-system", "mount-targets", "volumes"] },
  { title: "Cluster", constructs: ["cluster", "execution-role", "execution-trust", "task-trust"] },
  { title: "Who reaches whom", constructs: ["networks", "service-connect"] },
  { title: "Secrets", constructs: ["secrets"] },
  { title: "Images", constructs: ["image-lifecycle"] },
  { title: "Load balancer", constructs: ["load-balancer", "hosted-zone", "certificate"] },
  { title: "Service {key}", constructs: ["services", "repositories"] },
  { title: "Schedules", constructs: ["cron"] },
  { title: "Job {key}", constructs: ["jobs"] },
];

/** Where an element stands in a document for readers, by the path of its construct below the stack. */
export function placeAt(path: readonly string[]): Place {
  const [top = "", key = ""] = path;
  const found = SECTIONS.findIndex(({ constructs }) => constructs.includes(top));
  const sectionRank = found < 0 ? SECTIONS.length : found;
  const title = SECTIONS[found]?.title ?? "Others";
  return { section: title.replace("{key}", () => key), sectionRank, rank: rowAt(path) };
}
