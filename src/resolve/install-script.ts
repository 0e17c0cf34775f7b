/** How often the holder of the lock shows that it is alive, and how many times it may miss before the lock is taken from it. */
export interface InstallTiming {
  /** Seconds; a whole number for shells that take no other. */
  readonly beatSeconds: number;
  readonly missedBeats: number;
}

/** A holder that shows nothing for two minutes is gone: its task was killed. */
export const INSTALL_TIMING: InstallTiming = { beatSeconds: 5, missedBeats: 24 };

/** Files that say what is to be installed. The name of the sentinel has their checksum in it. */
const MANIFESTS = [
  "package.json",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "bun.lock",
  "requirements.txt",
  "pyproject.toml",
  "poetry.lock",
  "uv.lock",
  "go.mod",
  "go.sum",
  "composer.json",
  "composer.lock",
  "Gemfile",
  "Gemfile.lock",
];

/**
 * The script that installs once on a shared volume, for `/bin/sh -c SCRIPT prepare <directory on the volume> <hash of the command>
 * <command> [<what runs after it, always>]`. It follows the language's rule: a lock `.nk-install-lock` and a sentinel
 * `.nk-installed-<hash>` on the volume, siblings wait and then skip.
 *
 * - mkdir is atomic on NFS, so one of several takes the lock. The holder adds a line to it every few seconds; whoever waits and sees the
 *   same last line for too long takes it over. No clock is compared, as tasks may disagree about the time. Lines are added and never
 *   replaced, so that nobody finds none, not even when the holder is stopped in the midst of it.
 * - A takeover is a directory named after the stale line, made within the lock: one of several waiters makes it. It counts only if
 *   the line is still the stale one. A holder that finds another's line in its lock stops.
 * - What beats is ended by a signal that no shell can miss: right after its fork it still has the handlers of the script, and a TERM that
 *   comes then is lost, and waited for without end.
 * - The sentinel goes before the command runs and comes when it has succeeded. Of one command there is one: after a rollback to an
 *   older lockfile the sentinel of the newer one is not there to be trusted.
 */
export function installScript({ beatSeconds, missedBeats }: InstallTiming = INSTALL_TIMING): string {
  return `set -eu
dir=$1 hash=$2 install=$3
lock=$dir/.nk-install-lock
sum=$(cat ${MANIFESTS.join(" ")} 2>/dev/null | cksum)
sentinel=$dir/.nk-installed-$hash-\${sum%% *}
me=$(cat /proc/sys/kernel/random/uuid)
held= heart= child=
line() { tail -n 1 "$lock/beat" 2>/dev/null || :; }
mine() { case $(line) in "$me"-*) ;; *) return 1 ;; esac; }
end() {
  [ -n "$1" ] || return 0
  kill -s "$2" "$1" 2>/dev/null || :
  wait "$1" 2>/dev/null || :
}
finish() {
  end "$child" TERM
  end "$heart" KILL
  if mine; then rm -rf "$lock"; fi
}
trap finish EXIT
trap 'exit 143' TERM
trap 'exit 130' INT
seen= missed=0 turn=0 gone=0
until [ -e "$sentinel" ]; do
  if mkdir "$lock" 2>/dev/null; then held=yes; break; fi
  if [ -d "$lock" ]; then gone=0; else gone=$((gone + 1)); fi
  if [ "$gone" -gt 3 ]; then echo "nanokit: cannot write to $dir" >&2; exit 1; fi
  now=$(line)
  if [ "$now" = "$seen" ]; then missed=$((missed + 1)); else seen=$now missed=0 turn=0; fi
  if [ "$missed" -ge ${missedBeats} ]; then
    missed=0 turn=$((turn + 1))
    if mkdir "$lock/after-$seen-$turn" 2>/dev/null && [ "$(line)" = "$seen" ]; then held=yes; break; fi
  fi
  sleep ${beatSeconds}
done
if [ -n "$held" ]; then
  echo "$me-0" >> "$lock/beat"
  (
    beat=0
    while sleep ${beatSeconds}; do
      if ! mine; then echo "nanokit: another task has the lock" >&2; kill "$$"; exit; fi
      beat=$((beat + 1))
      echo "$me-$beat" >> "$lock/beat"
    done
  ) &
  heart=$!
fi
if [ -e "$sentinel" ]; then
  echo "nanokit: installed already"
else
  rm -f "$dir/.nk-installed-$hash"-*
  /bin/sh -ec "$install" &
  child=$!
  wait "$child"
  child=
  : > "$sentinel"
fi
finish
trap - EXIT TERM INT
[ "$#" -lt 4 ] || exec /bin/sh -ec "$4"
`;
}
