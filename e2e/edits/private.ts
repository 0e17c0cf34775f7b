import { all, type Edit, put } from "./edit.js";

const open = all(put("networks/inner/visibility", "public"), put("infra/nat", undefined));
const within = all(put("infra/nat", undefined), put("infra/endpoints", true));
const zones = (...letters: readonly string[]) =>
  put(
    "infra/zones",
    letters.map((letter) => `us-east-1${letter}`),
  );
const [address, another] = ["eipalloc-0123456789abcdef0", "eipalloc-0123456789abcdef1"];
const single = (...addresses: readonly string[]) => put("infra/nat", { mode: "single", addresses });

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
  { name: "private: an address of one's own for the NAT gateway", base: "inside", change: single(address) },
  {
    name: "private: an address of the stack's for the NAT gateway",
    base: "inside",
    first: single(address),
    change: put("infra/nat", "single"),
  },
  {
    name: "private: another address for the NAT gateway",
    base: "inside",
    first: single(address),
    change: single(another),
  },
  {
    name: "private: an address more, with a NAT gateway in each zone",
    base: "inside",
    first: single(address),
    change: put("infra/nat", { mode: "per-zone", addresses: [address, another] }),
  },
  { name: "private: a third zone", base: "inside", change: zones("a", "b", "c") },
  { name: "private: one zone exchanged", base: "inside", change: zones("a", "c") },
  { name: "private: the zone of the NAT gateway exchanged", base: "inside", change: zones("b", "c") },
  { name: "private: one zone fewer", base: "inside", change: zones("a") },
  { name: "private: zones no longer named", base: "inside", change: put("infra/zones", undefined) },
  {
    name: "private: a third zone, with endpoints",
    base: "inside",
    first: within,
    change: zones("a", "b", "c"),
  },
  { name: "private: another range", base: "inside", change: put("infra/cidr", "10.7.0.0/16") },
  {
    name: "private: another range, with endpoints",
    base: "inside",
    first: within,
    change: put("infra/cidr", "10.7.0.0/16"),
  },
];
