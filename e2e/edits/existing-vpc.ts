import { all, type Edit, put } from "./edit.js";

const open = put("networks/inner/visibility", "public");
const byKind = put("infra/subnets", {
  public: ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0bbbbbbbbbbbbbbb1"],
  private: ["subnet-0ccccccccccccccc1"],
});
const together = put("infra/subnets", [
  "subnet-0aaaaaaaaaaaaaaa1",
  "subnet-0bbbbbbbbbbbbbbb1",
  "subnet-0ccccccccccccccc1",
]);
const byTag = put("infra/subnets", { public: { tag: { Tier: "public" } }, private: { tag: { Tier: "private" } } });
const found = put("infra/subnets", undefined);

/** The subnets of an existing VPC: of which kind they are, and how they are told. */
export const existingVpc: readonly Edit[] = [
  {
    name: "subnets: a network becomes private",
    base: "existing-inside",
    first: open,
    change: put("networks/inner/visibility", "private"),
  },
  { name: "subnets: a network becomes public", base: "existing-inside", change: open },
  { name: "subnets: subnets are named by kind", base: "existing-inside", change: byKind },
  { name: "subnets: subnets are found again", base: "existing-inside", first: byKind, change: found },
  { name: "subnets: tags in place of none", base: "existing-inside", change: byTag },
  { name: "subnets: tags are taken away", base: "existing-inside", first: byTag, change: found },
  { name: "subnets: tags in place of ids", base: "existing-inside", first: byKind, change: byTag },
  {
    name: "subnets: other tags",
    base: "existing-inside",
    first: byTag,
    change: put("infra/subnets", { tag: { Team: "shop" } }),
  },
  { name: "subnets: one in each zone", base: "existing-inside", change: put("infra/subnets", "one-per-zone") },
  { name: "subnets: a list in place of kinds", base: "existing-inside", first: byKind, change: together },
  { name: "subnets: kinds in place of a list", base: "existing-inside", first: together, change: byKind },
  {
    name: "subnets: a network becomes private, its subnets named",
    base: "existing-inside",
    first: all(open, together),
    change: all(put("networks/inner/visibility", "private"), byKind),
  },
];
