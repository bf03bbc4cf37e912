# ohmykube: copy-to
# Unpacks what copy-from has printed, with its modes; it belongs to who unpacks it. What is incomplete never takes the
# place of what was there.
#   $1 a directory, in which the entry keeps its name, or the entry's new name
to=$1
case $to in -*) to=./$to ;; esac
if [ -d "$to" ]; then
  into=$to name=
else
  case $to in */) echo "$to: there is no such directory" >&2; exit 1 ;; esac
  into=$(dirname "$to") name=$(basename "$to")
  [ -d "$into" ] || { echo "$into: there is no such directory" >&2; exit 1; }
fi
new=$(mktemp -d "$into/.ohmykube-copy.XXXXXX")
trap 'rm -rf "$new"' EXIT
trap 'exit 1' HUP INT TERM
# Where the other side had nothing to send, it has said why.
said=$(tar -xpof - -C "$new" 2>&1) || { [ -z "$(ls -A "$new")" ] || echo "$said" >&2; exit 1; }
entry=$(ls -A "$new")
[ -n "$entry" ] || { echo "nothing arrived" >&2; exit 1; }
target=$into/${name:-$entry}
if [ -d "$new/$entry" ] && [ ! -L "$new/$entry" ]; then
  if [ -d "$target" ]; then
    cp -pR "$new/$entry/." "$target/"
    exit
  fi
  [ ! -e "$target" ] || { echo "$target is there and no directory" >&2; exit 1; }
elif [ -d "$target" ]; then
  echo "$target is a directory" >&2
  exit 1
fi
mv -f "$new/$entry" "$target"
