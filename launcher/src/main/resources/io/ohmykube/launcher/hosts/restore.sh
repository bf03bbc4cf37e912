# ohmykube: restore
# Takes away what OhMyKube brought to this machine, and puts back what it changed, by the notes beside this file. Can be
# run again, and by hand: sudo sh /var/lib/ohmykube/changes/restore.sh
set -u
changes=/var/lib/ohmykube/changes
list=$changes/list
failures=0
failed() { echo "could not be restored: $1" >&2; failures=$((failures + 1)); }
of() { sed -n "s/^$1 //p" "$list"; }
backwards() { awk '{line[NR] = $0} END {for (i = NR; i > 0; i--) print line[i]}'; }
[ -f "$list" ] || { echo "nothing is written down in $changes" >&2; exit 1; }

# Without it kubeadm does not wait for a cluster that may be gone.
rm -f /etc/kubernetes/admin.conf
if command -v kubeadm > /dev/null && [ -e /etc/kubernetes/kubelet.conf ]; then
  kubeadm reset -f --cri-socket unix:///run/containerd/containerd.sock || failed "kubeadm reset"
fi
of unit | while read -r unit enabled active; do
  [ "$active" = active ] || systemctl stop "$unit" 2> /dev/null
  [ "$enabled" = enabled ] || systemctl -q disable "$unit" 2> /dev/null
done
if of unit | grep -q '^containerd .* inactive$'; then
  pkill -KILL -x containerd-shim
  pkill -KILL -f '^/usr/local/bin/containerd-shim-runc-v2 '
fi

# Mounts first: what is below them is not what would be removed.
{ of tree; of within; echo /run/containerd; echo /run/netns/cni-; } | while IFS= read -r place; do
  awk -v p="$place" '$2 != p && (index($2, p "/") == 1 || p ~ "/cni-$" && index($2, p) == 1) {print $2}' /proc/mounts
done | sort -r | while IFS= read -r mount; do umount -l "$mount" 2> /dev/null; done
for link in cni0 flannel.1 kube-ipvs0; do ip link delete "$link" 2> /dev/null; done
for family in iptables ip6tables; do
  if command -v "$family-save" > /dev/null && "$family-save" 2> /dev/null | grep -qE 'KUBE-|FLANNEL|CNI-'; then
    "$family-save" 2> /dev/null | grep -vE 'KUBE-|FLANNEL|CNI-' | "$family-restore" || failed "$family"
  fi
done
rm -rf /run/containerd /run/flannel /run/netns/cni-* /var/log/ohmykube-kubeadm.log /var/log/ohmykube-kubeadm-errors.log

# Text that others may have edited since keeps what they wrote.
if of kept | grep -qx /etc/hosts; then
  without=$(grep -v '# ohmykube' /etc/hosts)
  if [ "$(grep -v '^127\.0\.1\.1[[:space:]]' "$changes/originals/etc/hosts")" = \
    "$(printf '%s\n' "$without" | grep -v '^127\.0\.1\.1[[:space:]]')" ]; then
    cat "$changes/originals/etc/hosts" > /etc/hosts
  else
    { printf '%s\n' "$without"; grep '^127\.0\.1\.1[[:space:]]' "$changes/originals/etc/hosts"; } > /etc/hosts
  fi
fi
if of kept | grep -qx /etc/fstab; then
  sed -i 's/^# disabled by ohmykube: //' /etc/fstab || failed /etc/fstab
fi

backwards < "$list" | while read -r kind path; do
  case $kind in
    new) rm -f -- "$path" 2> /dev/null || rm -rf -- "$path" || echo "could not be removed: $path" >&2 ;;
    made) rmdir -- "$path" 2> /dev/null ;;
    tree) rm -rf --one-file-system -- "$path" || echo "could not be removed: $path" >&2 ;;
    within)
      find "$path" -xdev -depth | grep -vxF -f "$changes/listings$path.before" | while IFS= read -r more; do
        if [ -d "$more" ] && [ ! -L "$more" ]; then rmdir -- "$more" 2> /dev/null; else rm -f -- "$more"; fi
      done
      ;;
    kept)
      case $path in /etc/hosts | /etc/fstab) continue ;; esac
      if ! { cp -a -- "$changes/originals$path" "$path.ohmykube-part" && mv -f -- "$path.ohmykube-part" "$path"; } \
        2> /dev/null; then
        rm -f -- "$path.ohmykube-part"
        cp -a -- "$changes/originals$path" "$path" || echo "could not be restored: $path" >&2
      fi
      ;;
  esac
done

of mode | while read -r mode owner path; do
  chown "$owner" "$path" && chmod "$mode" "$path" || echo "could not be restored: mode of $path" >&2
done
if of authorities | grep -q .; then
  if command -v update-ca-certificates > /dev/null; then
    update-ca-certificates --fresh > /dev/null || failed "certificate authorities"
  elif command -v update-ca-trust > /dev/null; then
    update-ca-trust || failed "certificate authorities"
  fi
fi
packages=$(of package | xargs)
if [ -n "$packages" ]; then
  if command -v apt-get > /dev/null; then
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y purge $packages > /dev/null || failed "removing $packages"
  elif command -v dnf > /dev/null; then
    dnf -q -y remove $packages || failed "removing $packages"
  elif command -v yum > /dev/null; then
    yum -q -y remove $packages || failed "removing $packages"
  elif command -v zypper > /dev/null; then
    zypper -q -n remove --clean-deps $packages || failed "removing $packages"
  fi
fi
of value | while read -r key value; do
  { echo "$value" > "/proc/sys/$(echo "$key" | tr . /)"; } 2> /dev/null || true
done
of module | backwards | while read -r module; do modprobe -r "$module" 2> /dev/null || true; done
of swap | while read -r device priority; do
  grep -q "^$device " /proc/swaps || swapon -p "$priority" "$device" 2> /dev/null || swapon "$device" 2> /dev/null ||
    echo "could not be restored: swap on $device" >&2
done
systemctl daemon-reload
of unit | while read -r unit enabled active; do
  systemctl reset-failed "$unit" 2> /dev/null
  [ "$enabled" != masked ] || systemctl -q mask "$unit"
  [ "$enabled" != enabled ] || systemctl -q enable "$unit"
  [ "$active" != active ] || systemctl start "$unit"
done
left=$(of new | while IFS= read -r path; do [ ! -e "$path" ] || echo "$path"; done
  of tree | while IFS= read -r path; do [ ! -e "$path" ] || echo "$path"; done)
[ -z "$left" ] || failed "these are still there: $left"
[ "$failures" = 0 ]
