# ohmykube: host-leave
# Restores the machine by its notes, takes the cluster's key away, and then the notes themselves.
#   $1 whose node it was    $2 the public key, one line
owner=$1 key=$2
changes=/var/lib/ohmykube/changes
[ -e "$changes/owner" ] || exit 0
if [ "$(cat "$changes/owner")" != "$owner" ]; then
  echo "this machine is a node of $(cat "$changes/owner") by now, and is left alone" >&2
  exit 1
fi
if [ ! -e "$changes/restored" ]; then
  sh "$changes/restore.sh"
  : > "$changes/restored"
fi
home=$(sed -n 's/^home //p' "$changes/login")
file=$home/.ssh/authorized_keys
if [ -e "$file" ]; then
  grep -vxF -- "$key" "$file" > "$changes/keys" || true
  if [ -e "$changes/authorized_keys" ] && [ "$(cat "$changes/keys")" = "$(cat "$changes/authorized_keys")" ]; then
    cat "$changes/authorized_keys" > "$file"
    touch -r "$changes/authorized_keys" "$file"
  elif [ ! -s "$changes/keys" ] && grep -qx 'file missing' "$changes/login"; then
    rm -f "$file"
  else
    cat "$changes/keys" > "$file"
  fi
fi
! grep -qx 'directory missing' "$changes/login" || rmdir "$home/.ssh" 2> /dev/null || true
rm -rf /var/lib/ohmykube
