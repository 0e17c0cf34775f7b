/** A volume that begins with what an image has in a folder. */
export interface VolumeSeed {
  readonly volume: string;
  /** The folder of the image: where the volume is mounted. Absolute, in shortest form. */
  readonly path: string;
  /**
   * Who owns what is copied. `image`: as in the image, the folder itself too; `files`: likewise, but the folder of the volume stays as EFS made
   * it; `volume`: the user that the volume enforces.
   */
  readonly owners: "image" | "files" | "volume";
}

/** Where volumes are in the container that fills them, each below it by its own name, so that none lies in another. No directory of an image. */
export const SEED_PATH = "/nk-seed";

/** The place of a volume there. */
export function seedPlace(volume: string): string {
  return `${SEED_PATH}/${volume}`;
}

/** The name of the container that fills the volumes of another. */
export function seedContainerName(container: string): string {
  return `${container}-seed`;
}

/**
 * A shell script that fills volumes. Its words are `OWNERS VOLUME FOLDER`, as in {@link VolumeSeed}; `$0` is where the volumes are.
 *
 * - What was there before is never touched: a volume with anything in it is left alone, and marked.
 * - The copy goes to a folder of its own, `.nk-seed-<id>`. Only when it is whole, a hard link to a file with that id becomes the marker
 *   `.nk-seeded`: of several tasks that start side by side one makes it (link of NFS is atomic), and the copies of the others go. Whether the
 *   link was made is told by what the marker says, as the answer of a request that was sent twice may be wrong.
 * - Then everything takes its place by its name. Whoever finds a copy of the marker's that is not in place goes on with that, so a task
 *   that ends halfway leaves nothing half, and no program begins before all is there. Nothing takes the place of something: a file comes as
 *   a link, which fails where there is one, and a folder cannot be renamed to a file or to a folder that has something in it. Both are told
 *   the folder of the volume and not the name there: what has the name by then may be a folder, or lead to one, and they would go into that.
 * - A copy that is in place, and has left things behind, is renamed before it is removed, so that nobody goes on with it.
 * - An image that has nothing in the folder makes no marker: a later one may.
 *
 * Beside what every image with a shell has it needs `stat` where owners are those of the image.
 */
const SEED_SCRIPT = `me=$(cat /proc/sys/kernel/random/uuid)
say() { echo "nanokit-tf: $*"; }
there() { [ -e "$1" ] || [ -L "$1" ]; }
holds() {
  for one in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    case "\${one##*/}" in .nk-seed-* | .nk-seeded) continue ;; esac
    if there "$one"; then return 0; fi
  done
  return 1
}
copy() {
  case "$owners" in
    volume) (umask 0 && cp -R -P "$from/." "$own/files/") ;;
    *) cp -a "$from/." "$own/files/" ;;
  esac
}
attempt() {
  id=-
  mkdir "$own" "$own/files" || return 1
  if ! holds "$to"; then
    copy || return 1
    if ! holds "$to"; then id=$me; fi
  fi
  printf '%s\\n' "$id" > "$own/id" && ln "$own/id" "$to/.nk-seeded" 2> /dev/null
}
like() {
  owner=$(stat -c %u:%g "$1") && mode=$(stat -c %a "$1") && chown "$owner" "$2" && chmod "$mode" "$2"
}
settle() {
  for one in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    place=$to/\${one##*/}
    if ! there "$one" || there "$place"; then continue; fi
    if [ -d "$one" ] && [ ! -L "$one" ]; then mv "$one" "$to/" 2> /dev/null || :
    elif ln "$one" "$to/" 2> /dev/null; then rm -f "$one"
    fi
    if there "$one" && ! there "$place"; then say "cannot put $place in its place" >&2; exit 1; fi
  done
  [ "$owners" != image ] || like "$1" "$to" || [ ! -d "$1" ]
}
for word do
  owners=\${word%% *} word=\${word#* }
  volume=\${word%% *} from=\${word#* }
  to=$0/$volume own=$0/$volume/.nk-seed-$me
  if [ ! -e "$to/.nk-seeded" ]; then
    if ! holds "$to" && ! holds "$from"; then
      say "the image has nothing in $from"
      if [ "$owners" = image ] && [ -d "$from" ]; then like "$from" "$to"; fi
      continue
    fi
    attempt || [ -e "$to/.nk-seeded" ] || { say "cannot fill the volume $volume" >&2; exit 1; }
    case $(cat "$to/.nk-seeded") in
      "$me") say "the volume $volume begins with what the image has in $from" ;;
      -) say "the volume $volume has something in it, and is left as it is" ;;
    esac
  fi
  chosen=$to/.nk-seed-$(cat "$to/.nk-seeded")
  if [ -d "$chosen/files" ]; then
    settle "$chosen/files"
    mv "$chosen" "$own-done" 2> /dev/null || [ ! -d "$chosen" ]
  fi
  rm -rf "$to"/.nk-seed-* 2> /dev/null || :
done
`;

/** The entry point of the container that fills volumes; {@link seedWords} are its command. */
export const SEED_ENTRY_POINT: readonly string[] = ["/bin/sh", "-ec", SEED_SCRIPT, SEED_PATH];

/** What the script is told. */
export function seedWords(seeds: readonly VolumeSeed[]): readonly string[] {
  return seeds.map(({ volume, path, owners }) => `${owners} ${volume} ${path}`);
}
