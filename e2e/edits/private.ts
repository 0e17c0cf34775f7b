import { all, type Edit, put } from "./edit.js";

const open = all(put("networks/inner/visibility", "public"), put("infra/nat", undefined));
const within = all(put("infra/nat", undefined), put("infra/endpoints", true));

/** Private networks: on, off, and what leads out of them. */
export const privateNetworks: readonly Edit[] = [
  {
    name: "private: a network becomes private",
    base: "inside",
    first: open,
    change: all(put("networks/inner/visibility", "private"), put("infra/nat", "single")),
  },
  { name: "private: a network becomes public", base: "inside", change: open },
  { name: "private: a NAT gateway in each zone", base: "inside", change: put("infra/nat", "per-zone") },
  {
    name: "private: one NAT gateway again",
    base: "inside",
    first: put("infra/nat", "per-zone"),
    change: put("infra/nat", "single"),
  },
  { name: "private: endpoints in place of NAT", base: "inside", change: within },
  {
    name: "private: NAT in place of endpoints",
    base: "inside",
    first: within,
    change: all(put("infra/nat", "single"), put("infra/endpoints", undefined)),
  },
];
