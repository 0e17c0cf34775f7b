import { ELEMENTS } from "./elements.js";

/** docs/addresses.md: every address, made from the table that the compiler uses. */
export function addressesMarkdown(): string {
  const rows = ELEMENTS.map(({ address, about, when }) => `| \`${address}\` | ${about} | ${when ?? "always"} |`);
  return [
    "# Addresses",
    "",
    "Terraform knows what it made by its address, and destroys what changes its address. So these are a contract: they come",
    "from the keys in nanokit.yml, exactly as written there, and never from an order or a hash. Renaming a service or a",
    "volume gives its resources new addresses. When a release has to change one, it brings a `moved` block and a line in the",
    "changelog.",
    "",
    "`{service}`, `{sidecar}`, `{volume}`, `{network}` and `{job}` are keys of nanokit.yml. `{zone}` is the name of an",
    "Availability Zone (`eu-west-1a`) where `infra.zones` names them, and otherwise `first` or `second`. `{group}` is the id",
    "of a security group.",
    "",
    "| Address | What it is | When it is there |",
    "| --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
