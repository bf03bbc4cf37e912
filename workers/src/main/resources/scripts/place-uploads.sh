# ohmykube: place-uploads
# Makes directories that are missing, and gives files their mode and owner. Directories that are there stay as they are.
#   $1 owner, user or user:group    then for each entry: $1 d or f  $2 its mode, octal  $3 its path
owner=$1
shift
# Where the machine belongs to somebody, what is changed is written down first.
ledger=/var/lib/ohmykube/changes/ledger.sh
if [ -e "$ledger" ]; then . "$ledger"; else note() { :; }; fi

changed() { echo "changed: $1"; }

# Names become numbers, so that they can be compared.
user=${owner%%:*}
uid=$(id -u -- "$user")
case $owner in
  *:*) gid=$(getent group -- "${owner#*:}" | cut -d: -f3); [ -n "$gid" ] || { echo "there is no group ${owner#*:}" >&2; exit 1; } ;;
  *) gid=$(id -g -- "$user") ;;
esac

while [ $# -gt 0 ]; do
  kind=$1 mode=$2 path=$3
  shift 3
  if [ "$kind" = d ]; then
    [ -d "$path" ] && continue
    note directory "$path"
    mkdir -p -- "$(dirname -- "$path")"
    mkdir -m 0700 -- "$path"
    chown -- "$uid:$gid" "$path"
    chmod -- "$mode" "$path"
    changed "$path"
  elif [ "$(stat -c %u:%g -- "$path")" != "$uid:$gid" ]; then
    chown -- "$uid:$gid" "$path"
    # A change of the owner takes special bits away.
    chmod -- "$mode" "$path"
    changed "owner of $path"
  elif [ $((0$(stat -c %a -- "$path"))) -ne $((0$mode)) ]; then
    chmod -- "$mode" "$path"
    changed "mode of $path"
  fi
done
