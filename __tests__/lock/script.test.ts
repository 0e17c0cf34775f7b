import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { shellsFor } from "../support/shells.js";
import { type Arena, type Contender, programIn, WAITING, within } from "./contenders.js";

const present = shellsFor("the script of the lock");
const flock = programIn("flock");

if (flock === undefined) console.warn("NOT TESTED: there is no flock on this machine, so no lock can be taken");

/**
 * An entry point in the shape of those of well-known images: it prepares, calls itself again as whom it shall run, and becomes the program that
 * it is given.
 */
const ENTRY_POINT = `#!/bin/sh
set -e
if [ "$1" = again ]; then
  shift
  exec "$@"
fi
exec "$0" again "$@"
`;

/** A script under the lock, behind such an entry point. */
function start(arena: Arena, script: string, ...more: readonly string[]): Contender {
  const entryPoint = arena.path("entrypoint.sh");
  writeFileSync(entryPoint, ENTRY_POINT);
  chmodSync(entryPoint, 0o755);
  return arena.start([entryPoint, "sh", "-c", script, ...more]);
}

describe.skipIf(flock === undefined).each(present)("the lock in %s", (_name, shell) => {
  it.concurrent(
    "becomes the program, with its arguments as they are",
    within(shell, async (arena) => {
      const one = start(arena, 'echo "pid $$ of $0 with $# : $1 : $2"', "program", "a b", "$HOME '\"");
      expect(await one.silent()).toBe(0);
      expect(one.said).toBe(`pid ${one.pid} of program with 2 : a b : $HOME '"\n`);
    }),
  );

  it.concurrent(
    "has the second wait until the first has ended",
    within(shell, async (arena) => {
      const first = start(arena, "echo works; sleep 1.5; echo ends");
      await first.says("works");
      const second = start(arena, "echo works");
      await second.says(WAITING);
      expect(second.said).not.toContain("works\n");
      await second.says("works\n");
      expect(first.said).toContain("ends");
      expect(await second.ended()).toBe(0);
    }),
  );

  it.concurrent(
    "is let go by a kill -9, and held by what the program has started",
    within(shell, async (arena) => {
      const first = start(arena, "sleep 30 & echo child $!.; wait");
      await first.says(".\n");
      const child = Number(/child (\d+)/.exec(first.said)?.[1]);
      const second = start(arena, "echo works");
      await second.says(WAITING);
      first.signal("SIGKILL");
      expect(await first.ended()).toBe("SIGKILL");
      await sleep(1_500);
      expect(second.said).not.toContain("works\n");
      process.kill(child, "SIGKILL");
      await second.says("works\n");
    }),
  );

  it.concurrent(
    "is held through a slow shutdown, of which the program hears",
    within(shell, async (arena) => {
      const order = arena.path("order");
      const stopping = `trap 'echo stopping; sleep 2; echo end >> ${order}; exit 0' TERM`;
      const first = start(arena, `${stopping}; echo works; while :; do sleep 0.1; done`);
      await first.says("works");
      const second = start(arena, `echo begin >> ${order}; echo works`);
      await second.says(WAITING);
      first.signal("SIGTERM");
      await first.says("stopping");
      expect(await first.ended()).toBe(0);
      await second.says("works\n");
      expect(readFileSync(order, "utf8")).toBe("end\nbegin\n");
    }),
  );

  it.concurrent(
    "ends at a SIGTERM while it waits, and leaves the program no trap",
    within(shell, async (arena) => {
      const first = start(arena, "echo works; sleep 30");
      await first.says("works");
      const second = start(arena, "echo works");
      await second.says(WAITING);
      second.signal("SIGTERM");
      expect(await second.ended()).toBe(143);
      first.killAll();
      const third = start(arena, "echo works; exec sleep 30");
      await third.says("works\n");
      third.signal("SIGTERM");
      expect(await third.ended()).toBe("SIGTERM");
    }),
  );

  it.concurrent(
    "runs nothing where there is no flock",
    within(shell, async (arena) => {
      const [program = "", ...options] = shell;
      const here = [programIn(program) ?? "", ...options];
      const one = arena.start(["/bin/echo", "works"], { shell: here, env: { PATH: arena.folder } });
      expect(await one.silent()).toBe(127);
      expect(one.said).toMatch(/has no flock/);
      expect(one.said).not.toContain("works");
    }),
  );

  it.concurrent(
    "runs nothing where the file of the lock cannot be written",
    within(shell, async (arena) => {
      const one = arena.start(["/bin/echo", "works"], { lock: arena.path("missing/lock") });
      expect(await one.silent()).not.toBe(0);
      expect(one.said).not.toContain("works");
    }),
  );
});
