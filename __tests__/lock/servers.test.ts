import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Arena, programIn, WAITING, within } from "./contenders.js";

// Real servers, as Debian packs them: postgresql, mariadb-server, redis-server. They run here where they are installed, and a test that they
// are missing for says so.

const versions = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql").sort() : [];
const postgresFolders = versions.map((version) => `/usr/lib/postgresql/${version}/bin`).reverse();
const postgres = programIn("postgres", postgresFolders);
const initdb = programIn("initdb", postgresFolders);
const psql = programIn("psql", postgresFolders);
const redis = programIn("redis-server");
const mariadb = programIn("mariadbd");
const flock = programIn("flock");
const root = process.getuid?.() === 0;
/** PostgreSQL and MariaDB do not run as root. */
const asUser = root ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];

for (const [name, path] of Object.entries({ flock, postgres, initdb, psql, redis, mariadb })) {
  if (path === undefined) console.warn(`NOT TESTED: the lock around a real server, for want of ${name}`);
}

function directory(arena: Arena, name: string): string {
  const path = arena.path(name);
  mkdirSync(path, { mode: 0o700 });
  if (root) chownSync(path, 65_534, 65_534);
  return path;
}

describe.skipIf(!flock || !redis)("redis under the lock", () => {
  const server = (data: string, socket: string) => [
    redis ?? "",
    "--port",
    "0",
    "--unixsocket",
    socket,
    "--dir",
    data,
    "--appendonly",
    "yes",
    "--save",
    "",
  ];

  it.concurrent(
    "has one server on its files, and the next when that one is killed",
    within(["sh"], async (arena) => {
      const data = directory(arena, "data");
      const first = arena.start(server(data, arena.path("a.sock")));
      await first.says("ready to accept connections at");
      const second = arena.start(server(data, arena.path("b.sock")));
      await second.says(WAITING);
      await sleep(1_500);
      expect(second.said).not.toContain("Redis is starting");
      first.killAll();
      await second.says("ready to accept connections at");
      expect(await first.ended()).toBe("SIGKILL");
      second.signal("SIGTERM");
      await second.says("bye bye");
      expect(await second.ended()).toBe(0);
    }),
  );

  it.concurrent(
    "would have two without it",
    within(["sh"], async (arena) => {
      const data = directory(arena, "data");
      const first = arena.start(server(data, arena.path("a.sock")));
      await first.says("ready to accept connections at");
      const second = arena.start(server(data, arena.path("b.sock")), { lock: arena.path("other-lock") });
      await second.says("ready to accept connections at");
      expect(first.running).toBe(true);
    }),
  );
});

describe.skipIf(!flock || !postgres || !initdb || !psql)("postgres under the lock", () => {
  const server = (data: string, socket: string) => [
    ...asUser,
    postgres ?? "",
    "-D",
    data,
    "-c",
    "listen_addresses=",
    "-k",
    socket,
  ];

  it.concurrent(
    "has one server on its files through a slow shutdown, and the next when the last of its processes is gone",
    within(["sh"], async (arena) => {
      const data = directory(arena, "data");
      const [one, two] = [directory(arena, "one"), directory(arena, "two")];
      const [command = "", ...options] = [
        ...asUser,
        initdb ?? "",
        "-D",
        data,
        "-A",
        "trust",
        "-U",
        "shop",
        "--no-sync",
      ];
      expect(spawnSync(command, options, { encoding: "utf8" })).toMatchObject({ status: 0 });
      const first = arena.start(server(data, one));
      await first.says("ready to accept connections");
      const second = arena.start(server(data, two));
      await second.says(WAITING);
      // SIGTERM lets sessions end by themselves: this one takes a while.
      const session = spawnSync(psql ?? "", ["-h", one, "-U", "shop", "-c", "select 1", "postgres"], {
        encoding: "utf8",
      });
      expect(session).toMatchObject({ status: 0 });
      const slow = arena.start([psql ?? "", "-h", one, "-U", "shop", "-c", "select pg_sleep(3)", "postgres"], {
        lock: arena.path("no-lock"),
      });
      await sleep(500);
      first.signal("SIGTERM");
      await first.says("smart shutdown request");
      await sleep(1_500);
      expect(first.running).toBe(true);
      expect(second.said).not.toContain("starting PostgreSQL");
      expect(await slow.ended()).toBe(0);
      expect(await first.ended()).toBe(0);
      await second.says("ready to accept connections");
      expect(second.said).toContain("database system was shut down");
      const third = arena.start(server(data, one));
      await third.says(WAITING);
      second.killAll();
      await third.says("ready to accept connections");
      expect(third.said).toContain("database system was interrupted");
    }),
  );
});

describe.skipIf(!mariadb)("mariadb, which has a lock of its own", () => {
  it.concurrent(
    "lets no second server begin, without any of ours",
    within(["sh"], async (arena) => {
      const data = directory(arena, "data");
      const server = (socket: string) => [
        ...asUser,
        mariadb ?? "",
        "--no-defaults",
        `--datadir=${data}`,
        `--socket=${socket}`,
        "--skip-networking",
        "--skip-grant-tables",
        "--innodb-buffer-pool-size=8M",
        "--innodb-log-file-size=4M",
        ...(process.env.MARIADB_SHARE === undefined ? [] : [`--lc-messages-dir=${process.env.MARIADB_SHARE}`]),
      ];
      const sockets = directory(arena, "sockets");
      const first = arena.start(server(`${sockets}/a`), { lock: arena.path("a-lock") });
      await first.says("ready for connections");
      const second = arena.start(server(`${sockets}/b`), { lock: arena.path("b-lock") });
      await second.says("Unable to lock");
      expect(second.said).not.toContain("ready for connections");
    }),
  );
});
