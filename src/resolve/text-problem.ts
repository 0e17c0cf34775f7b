/** Why a text cannot pass through Terraform unchanged; undefined when it can. */
export function textProblem(text: string): "nul" | "surrogate" | "normalization" | undefined {
  if (text.includes("\0")) return "nul";
  if (/\p{Surrogate}/u.test(text)) return "surrogate";
  return text === text.normalize("NFC") ? undefined : "normalization";
}
