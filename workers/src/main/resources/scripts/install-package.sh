# ohmykube: install-package
# Installs the archive on standard input, once all of it is here and is what it should be.
#   $1 the package's name    $2 sha256 of what arrives    $3 zstd or tar: what arrives
#   $4 the digest to record
name=$1 expected=$2 format=$3 digest=$4
ledger=/var/lib/ohmykube/changes/ledger.sh
if [ -e "$ledger" ]; then . "$ledger"; else note() { :; }; fi
records=/var/lib/ohmykube/packages
mkdir -p "$records"
# What an installation that was killed left behind would fill the disk.
rm -rf "$records/../incoming-$name".*
work=$(mktemp -d "$records/../incoming-$name.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/root"
mkfifo "$work/copy"

sha256sum < "$work/copy" > "$work/sum" &
sum=$!
if [ "$format" = zstd ]; then
  tee "$work/copy" | zstd -dc 2>"$work/errors" | tar -x --no-same-owner -C "$work/root" -f - 2>>"$work/errors" || failed=yes
else
  tee "$work/copy" | tar -x --no-same-owner -C "$work/root" -f - 2>"$work/errors" || failed=yes
fi
wait "$sum"
actual=$(cut -d' ' -f1 "$work/sum")
if [ "$actual" != "$expected" ]; then
  echo "package $name arrived as sha256 $actual instead of $expected: the connection broke, or the cache is damaged" >&2
  exit 1
fi
if [ -n "${failed:-}" ]; then
  echo "package $name cannot be unpacked:" >&2
  cat "$work/errors" >&2
  exit 1
fi

# Renamed into place, file by file: a program that runs keeps its old file, and half a file is never seen.
cd "$work/root"
find . \( -type f -o -type l \) | sed 's|^\./||' > "$work/files"
while IFS= read -r file; do
  note file "/$file"
  mkdir -p "/$(dirname "$file")"
  mv -f "$file" "/$file"
done < "$work/files"
{ echo "$digest"; cat "$work/files"; } > "$work/record"
mv -f "$work/record" "$records/$name"
