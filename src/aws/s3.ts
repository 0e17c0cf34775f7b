/** Names that S3 keeps for itself. Source: as below. */
const RESERVED_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"] as const;
const RESERVED_SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"] as const;

/** Why a text is not the name of a bucket. Source: S3 user guide, bucketnamingrules, "General purpose bucket naming rules". */
export function bucketNameProblem(name: string): string | undefined {
  if (name.length < 3 || name.length > 63) return "does not have 3 to 63 characters";
  const wrong = /[^a-z0-9.-]/.exec(name)?.[0];
  if (wrong !== undefined) return /[A-Z]/.test(wrong) ? "has capital letters" : `has \`${wrong}\``;
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return "does not begin and end with a letter or a digit";
  if (name.includes("..")) return "has two dots next to each other";
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return "has the form of an IP address";
  const prefix = RESERVED_PREFIXES.find((one) => name.startsWith(one));
  const suffix = RESERVED_SUFFIXES.find((one) => name.endsWith(one));
  if (prefix !== undefined) return `begins with \`${prefix}\`, which S3 reserves`;
  return suffix === undefined ? undefined : `ends in \`${suffix}\`, which S3 reserves`;
}
