import { isDense } from "./dense.js";
import { attribute, cell, smallText } from "./html-label.js";
import { type Look, palette } from "./palette.js";
import type { Picture } from "./picture.js";

/** What the colours and lines of this picture mean, as a table for Graphviz. Only what occurs in it. */
export function legendLabel(picture: Picture): string {
  const { edges, groups, networks } = picture;
  const dense = isDense(picture);
  const cards = groups.flatMap((group) => group.cards);
  const mounts = edges.filter((edge) => edge.kind === "mount");
  const internal = cards.some((card) => card.kind === "service" && !card.public);
  const on = dense ? "on" : "joined to";
  const entries = [
    ...(cards.some((card) => card.public) ? [swatch(palette.public, "public: the internet reaches it")] : []),
    ...(internal ? [swatch(palette.internal, "internal")] : []),
    ...(cards.some((card) => card.kind === "job") ? [swatch(palette.job, "job on a schedule")] : []),
    ...(mounts.length > 0 ? [swatch(palette.volume, "volume")] : []),
    ...(!dense && mounts.some(({ readOnly }) => !readOnly)
      ? [stroke(palette.volume, "SOLID", "reads and writes")]
      : []),
    ...(!dense && mounts.some(({ readOnly }) => readOnly) ? [stroke(palette.volume, "DASHED", "reads only")] : []),
    ...(networks.length > 0 ? [swatch(palette.network, `network: who is ${on} it may call each port ${on} it`)] : []),
  ];
  return `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3"><TR>${entries.join('<TD WIDTH="6"></TD>')}</TR></TABLE>`;
}

function swatch({ fill, border }: Look, text: string): string {
  const sample = `<TABLE BORDER="1" STYLE="ROUNDED" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0" FIXEDSIZE="TRUE" WIDTH="18" HEIGHT="12"${attribute("COLOR", border)}${attribute("BGCOLOR", fill)}><TR><TD></TD></TR></TABLE>`;
  return `${cell(sample)}${cell(smallText(text), { align: "LEFT" })}`;
}

function stroke({ border }: Look, style: "SOLID" | "DASHED", text: string): string {
  const sample = `<TABLE BORDER="0" CELLBORDER="1" CELLPADDING="0" CELLSPACING="0" FIXEDSIZE="TRUE" WIDTH="22" HEIGHT="12"><TR><TD SIDES="B" WIDTH="22" HEIGHT="6" STYLE="${style}"${attribute("COLOR", border)}></TD></TR><TR><TD BORDER="0" WIDTH="22" HEIGHT="6"></TD></TR></TABLE>`;
  return `${cell(sample)}${cell(smallText(text), { align: "LEFT" })}`;
}
