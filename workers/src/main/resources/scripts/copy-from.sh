# ohmykube: copy-from
# Prints an archive with one entry: a file, or a directory with all that is in it.
#   $1 its path
path=$1
case $path in -*) path=./$path ;; esac
[ -e "$path" ] || [ -L "$path" ] || { echo "$path: there is no such file or directory" >&2; exit 1; }
case ${path##*/} in
  '' | . | ..) path=$(cd "$path" && pwd -P) ;;
esac
[ "$path" != / ] || { echo "/: a whole system cannot be copied; name a directory in it" >&2; exit 1; }
exec tar -cf - -C "$(dirname "$path")" -- "$(basename "$path")"
