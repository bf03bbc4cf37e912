# Writes down what is about to be changed on this machine, before it is changed. Everything is written down once: as it
# was before OhMyKube came. restore.sh, which lies beside this file, reads it.
#   note file PATH…      is made, changed or removed
#   note directory PATH…  is made; goes away again where nobody put anything into it
#   note tree PATH…      a directory others fill: what is in it later and was not before goes away again
#   note unit NAME…      a service is made, enabled, started or stopped
#   note value KEY…      a kernel setting
#   note module NAME…    a kernel module that may be loaded
#   note swap            the swap areas in use
#   note package NAME…   is about to be installed by the system's package manager
#   note authorities     the store of certificate authorities is about to be made anew
changes=/var/lib/ohmykube/changes
note() {
  note_kind=$1
  shift
  case $note_kind in
    file | directory | tree) for note_item; do note_path "$note_kind" "$note_item"; done ;;
    unit) for note_item; do note_unit "$note_item"; done ;;
    value) for note_item; do note_value "$note_item"; done ;;
    module) for note_item; do [ -d "/sys/module/$note_item" ] || note_once module "$note_item"; done ;;
    package) for note_item; do note_once package "$note_item"; done ;;
    authorities) note_once authorities all ;;
    swap) awk 'NR > 1 {print $1, $5}' /proc/swaps | while read -r note_item; do note_once swap "$note_item"; done ;;
  esac
}
note_once() { grep -qsxF -- "$1 $2" "$changes/list" || printf '%s %s\n' "$1" "$2" >> "$changes/list"; }
note_known() { # PATH: whether it, or a directory around it that is not to stay, is written down
  note_above=$1
  while [ "$note_above" != / ]; do
    grep -qsxF -e "tree $note_above" "$changes/list" && return 0
    note_above=$(dirname "$note_above")
  done
  grep -qsxF -e "new $1" -e "kept $1" -e "within $1" "$changes/list"
}
note_path() {
  ! note_known "$2" || return 0
  note_missing=
  note_above=$(dirname "$2")
  while [ ! -e "$note_above" ]; do
    note_missing="$note_above
$note_missing"
    note_above=$(dirname "$note_above")
  done
  printf '%s' "$note_missing" | while IFS= read -r note_above; do note_once made "$note_above"; done
  if [ ! -e "$2" ] && [ ! -L "$2" ]; then
    case $1 in
      tree) note_once tree "$2" ;;
      directory) note_once made "$2" ;;
      *) note_once new "$2" ;;
    esac
  elif [ "$1" = directory ]; then
    :
  elif [ "$1" = tree ]; then
    mkdir -p "$changes/listings$(dirname "$2")"
    find "$2" -xdev > "$changes/listings$2.before"
    note_once mode "$(stat -c '%a %u:%g' "$2") $2"
    note_once within "$2"
  else
    mkdir -p "$changes/originals$(dirname "$2")"
    cp -a -- "$2" "$changes/originals$2"
    note_once kept "$2"
  fi
}
note_unit() {
  ! grep -qs "^unit $1 " "$changes/list" || return 0
  note_enabled=$(systemctl is-enabled "$1" 2> /dev/null || true)
  note_active=$(systemctl is-active "$1" 2> /dev/null || true)
  printf 'unit %s %s %s\n' "$1" "${note_enabled:-not-found}" "${note_active:-inactive}" >> "$changes/list"
}
note_value() {
  ! grep -qs "^value $1 " "$changes/list" || return 0
  note_file=/proc/sys/$(echo "$1" | tr . /)
  [ ! -r "$note_file" ] || printf 'value %s %s\n' "$1" "$(cat "$note_file")" >> "$changes/list"
}
