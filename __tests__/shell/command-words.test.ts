import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandWords } from "../../src/shell/command-words.js";
import { runs } from "../support/sampled.js";

describe("commandWords", () => {
  it.each([
    ["ls", ["ls"]],
    ["node  server.js --port=80", ["node", "server.js", "--port=80"]],
    [`sh -c "a && b"`, ["sh", "-c", "a && b"]],
    [`echo 'it "is"' a"b c"d`, ["echo", 'it "is"', "ab cd"]],
    [`echo "" ''`, ["echo", "", ""]],
  ])("reads %s", (command, words) => expect(commandWords(command)).toEqual(words));

  it.each([
    "a | b",
    "a && b",
    "echo $HOME",
    `echo "$HOME"`,
    "ls *",
    "a > b",
    "it's",
    "A=1 b",
    "a\nb",
    "~/x",
    "a # b",
    "a\\ b",
  ])("leaves %s to a shell", (command) => expect(commandWords(command)).toBeUndefined());

  it("reads what a shell reads", () => {
    const piece = fc.constantFrom("a", "-b", "c=d", " ", "  ", "'", '"', "' '", '" "', "/x", "\\", "$a", "é", "`", "%");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const command = ["printf", "'%s\\n'", ...pieces].join(" ");
        const words = commandWords(`x ${pieces.join("")}`)?.slice(1);
        fc.pre(words !== undefined && words.length > 0 && command.length > 0);
        const shell = execFileSync("/bin/sh", ["-c", `printf '%s\\n' ${pieces.join("")}`], { encoding: "utf8" });
        expect(shell).toBe((words ?? []).map((word) => `${word}\n`).join(""));
      }),
      runs(60),
    );
  });
});
