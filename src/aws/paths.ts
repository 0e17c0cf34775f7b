/** Parts of a path that has a rule of its own: by their number, paths have places of their own among the rules of a listener. */
export const PATH_PARTS_MAX = 5;

/** Longest path, such that what is below it, `<path>/*`, can be compared as well.
 * Source: botocore elbv2, PathPatternConditionConfig: 128 characters. */
export const PATH_MAX = 126;

/** Why a path can be no condition of a rule, and what means the same. */
export interface PathProblem {
  /** In words that follow the host with its path. */
  readonly reason: string;
  /** A path that can be one, empty for all of the host. */
  readonly instead?: string;
}

/**
 * Why a path, which begins with `/`, can be no condition of a listener rule; undefined when it can.
 * Source: Elastic Load Balancing, Application Load Balancers, "Path conditions": which characters; case counts. Of those, `"` is in no URL, and
 * `*` and `?` stand for others. That a path has at most five parts is our rule.
 */
export function pathProblem(path: string): PathProblem | undefined {
  const written = badlyWritten(path);
  if (written) return written;
  const wrong = /[^A-Za-z0-9_.$/~'@:+&-]/u.exec(path)?.[0];
  if (wrong !== undefined) return { reason: `has a character in its path that a rule does not allow: \`${wrong}\`` };
  const parts = partsOf(path);
  if (parts.includes("")) return { reason: "has two slashes in a row" };
  if (parts.some((part) => part === "." || part === "..")) {
    return { reason: "has a `.` or `..` in its path, which browsers remove" };
  }
  if (parts.length > PATH_PARTS_MAX) return { reason: `has more than ${PATH_PARTS_MAX} parts in its path` };
  if (path.length > PATH_MAX) {
    return { reason: `has a path of ${path.length} characters, and a rule allows ${PATH_MAX}` };
  }
  return undefined;
}

/** Parts of a path, `/api/v2` has two. */
export function partsOf(path: string): readonly string[] {
  return path.slice(1).split("/");
}

/** What is added to a path although it is meant anyway, or cannot be meant. */
function badlyWritten(path: string): PathProblem | undefined {
  const [bare = "", ...rest] = path.split(/[?#]/);
  if (rest.length > 0) return { reason: "has a query or a fragment, and a rule compares paths", ...sound(bare) };
  if (/^(?:\/[^*]*)?\/\*$/.test(path)) {
    return { reason: "ends with `/*`, but a path always includes what is below it", ...sound(path.slice(0, -2)) };
  }
  if (path.includes("*")) return { reason: "has a `*` in its path" };
  if (path.endsWith("/")) return { reason: "ends with a slash", ...sound(path.replace(/\/+$/, "")) };
  return undefined;
}

function sound(path: string): Pick<PathProblem, "instead"> {
  return path === "" || !pathProblem(path) ? { instead: path } : {};
}
