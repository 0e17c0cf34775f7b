import { isObject, objectAt, objectsAt, stringAt } from "../json.js";

/** One finding of trivy. */
export interface TrivyFinding {
  readonly id: string;
  readonly resource: string;
  readonly folder: string;
}

/** What fails in the report of `trivy config --format json`; undefined where that is no report. Source: trivy 0.74, `types.Report`. */
export function failuresIn(printed: string): readonly TrivyFinding[] | undefined {
  const report = parsed(printed);
  if (!isObject(report)) return undefined;
  return objectsAt(report, "Results").flatMap((result) => {
    const folder = stringAt(result, "Target")?.split("/").at(-2) ?? ".";
    return objectsAt(result, "Misconfigurations")
      .filter((one) => one.Status === "FAIL")
      .map((one) => ({
        // Before version 0.60 it was `AVD-AWS-0124`.
        id: (stringAt(one, "ID") ?? "").replace(/^AVD-/, ""),
        resource: stringAt(objectAt(one, "CauseMetadata"), "Resource") ?? "",
        folder,
      }));
  });
}

function parsed(printed: string): unknown {
  try {
    return JSON.parse(printed);
  } catch {
    return undefined;
  }
}
