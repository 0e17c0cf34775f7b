import type { Remark } from "./findings.js";
import { LEFT_OUT } from "./left-out.js";
import type { ComposeProject } from "./project.js";
import { itemsOf, type Node, textOf } from "./source.js";

/** Tells of the `links` of a service: each leads where the name of the other leads, unless it has a name of its own and that is called. */
export function tellLinks(
  service: string,
  links: Node,
  { findings, services, words }: ComposeProject,
): readonly (Remark | undefined)[] {
  return itemsOf(links).map(({ value }) => {
    const [linked = "", alias = linked] = (textOf(value) ?? "").split(":");
    if (alias !== linked && words.has(alias)) {
      const why = `it is called ${services.get(linked) ?? linked} here`;
      return findings.leftOut(service, `links ${linked}:${alias}`, why);
    }
    findings.general(service, `links ${linked}`, LEFT_OUT.links ?? "");
    return undefined;
  });
}
