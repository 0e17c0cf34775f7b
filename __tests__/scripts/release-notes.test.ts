import { describe, expect, it } from "vitest";
import { releaseNotes } from "../../scripts/release-notes.mjs";

const changelog = "# Changelog\n\n## 1.1.0 (2026-02-03)\n\n### Added\n\n- more\n\n## 1.0.0 (unreleased)\n\n- all\n";

describe("releaseNotes", () => {
  it("are the chapter of the version", () => {
    expect(releaseNotes("v1.1.0", "1.1.0", changelog)).toBe("### Added\n\n- more\n");
  });

  it.each([
    ["v1.1.1", "1.1.0", "the tag is v1.1.1"],
    ["v1.1", "1.1", "no chapter for 1.1"],
    ["v1.0.0", "1.0.0", "has no date: 1.0.0 (unreleased)"],
  ])("are refused for the tag %s and version %s", (tag, version, message) => {
    expect(() => releaseNotes(tag, version, changelog)).toThrow(message);
  });
});
