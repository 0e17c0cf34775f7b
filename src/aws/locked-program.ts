/** Where the directory of the lock is in the container. No directory of an image. */
export const LOCK_PATH = "/nk-lock";

/** The file that is locked. */
const LOCK_FILE = `${LOCK_PATH}/lock`;

/** Seconds after which a task that still waits ends, so that ECS shows one that failed. */
const PATIENCE = 600;

/**
 * A shell script that takes the lock of the file in `$0` and becomes the program in its arguments. The lock lies on a descriptor that the
 * program inherits, so it is held by it and by all that it starts, and goes with the last of them, however that ends. The file is open for
 * writing: NFS version 4 gives no exclusive lock on one that is only read (nfs(5); util-linux, sys-utils/flock.c). Waiting is in small steps, as
 * a shell that is process 1 has no other way to hear SIGTERM; `exec` leaves no trap behind.
 */
export const LOCK_SCRIPT = [
  'command -v flock > /dev/null || { echo "nanokit-tf: this image has no flock, without which its volume cannot be locked" >&2; exit 127; }',
  'exec 9>> "$0" || exit 1',
  "trap 'exit 143' TERM",
  "trap 'exit 130' INT",
  "waited=0",
  "until flock -n 9; do",
  '  [ "$waited" -gt 0 ] || echo "nanokit-tf: another task still has the files of this volume open; waiting until it has stopped" >&2',
  `  [ "$waited" -lt ${PATIENCE} ] || { echo "nanokit-tf: it did not stop within ${PATIENCE} seconds" >&2; exit 75; }`,
  "  waited=$((waited + 1))",
  "  sleep 1",
  "done",
  "trap - TERM INT",
  'exec "$@"',
].join("\n");

/** What stands before a program for it to run under the lock at {@link LOCK_PATH}. The image needs `/bin/sh` and `flock`. */
export const LOCK_WORDS: readonly string[] = ["/bin/sh", "-c", LOCK_SCRIPT, LOCK_FILE];
