# ohmykube: node-logs
# Prints what a unit has logged; ends with 2 where there is no such unit.
#   $1 the unit    $2 how many lines at most    $3 since when; empty for the beginning
#   $4 follow to go on with what comes, end not to
unit=$1 lines=$2 since=$3 follow=$4
if ! systemctl cat -- "$unit" > /dev/null 2>&1; then
  echo "error: this node has no unit '$unit'; it has:" >&2
  systemctl list-units --type=service --all --plain --no-legend | sed -nE 's/^(\S+)\.service\s.*/  \1/p' >&2
  exit 2
fi
set -- --no-pager "--unit=$unit" "--lines=$lines"
[ -z "$since" ] || set -- "$@" "--since=$since"
[ "$follow" = end ] || set -- "$@" --follow
exec journalctl "$@"
