# ohmykube: host-adopt
# Begins to write down what is changed on this machine, and lets the cluster's key log in. Repeating it changes nothing.
#   $1 whose node it becomes    $2 the user who logs in    $3 the public key, one line
#   $4 the text of ledger.sh    $5 the text of restore.sh    $6 container, where the kernel is not the machine's own
owner=$1 user=$2 key=$3 kernel=$6
changes=/var/lib/ohmykube/changes
umask 022
if [ -e "$changes/owner" ] && [ "$(cat "$changes/owner")" != "$owner" ]; then
  echo "this machine is a node of $(cat "$changes/owner") already" >&2
  exit 1
fi
mkdir -p /var/lib/ohmykube
chmod 700 /var/lib/ohmykube
mkdir -p "$changes"
printf '%s\n' "$4" > "$changes/ledger.sh"
printf '%s\n' "$5" > "$changes/restore.sh"
if [ ! -e "$changes/owner" ]; then
  . "$changes/ledger.sh"
  # The target is started with them.
  note unit containerd kubelet network-online.target
  # kube-proxy makes it where there is none.
  note directory /lib/modules
  note tree /etc/kubernetes /etc/cni /etc/containerd /etc/ohmykube /opt/cni /opt/containerd /var/lib/kubelet \
    /var/lib/etcd /var/lib/cni /var/lib/containerd /var/lib/calico /opt/local-path-provisioner /usr/libexec/kubernetes \
    /var/log/pods /var/log/containers /root/.kube
  if [ "$kernel" != container ]; then
    # What the kubelet and kube-proxy set by themselves.
    note value vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops kernel.keys.root_maxkeys \
      kernel.keys.root_maxbytes net.netfilter.nf_conntrack_max net.ipv4.conf.all.route_localnet
    note module overlay br_netfilter
  fi
  home=$(getent passwd "$user" | cut -d: -f6)
  [ -n "$home" ] || { echo "the user $user has no home directory" >&2; exit 1; }
  {
    echo "home $home"
    if [ -d "$home/.ssh" ]; then echo "directory there"; else echo "directory missing"; fi
    if [ -e "$home/.ssh/authorized_keys" ]; then echo "file there"; else echo "file missing"; fi
  } > "$changes/login"
  [ ! -e "$home/.ssh/authorized_keys" ] || cp -a "$home/.ssh/authorized_keys" "$changes/authorized_keys"
  printf '%s\n' "$owner" > "$changes/owner.new"
  mv "$changes/owner.new" "$changes/owner"
fi
home=$(sed -n 's/^home //p' "$changes/login")
file=$home/.ssh/authorized_keys
if ! grep -qsxF -- "$key" "$file"; then
  if [ ! -d "$home/.ssh" ]; then
    mkdir "$home/.ssh"
    chmod 700 "$home/.ssh"
    chown "$user:" "$home/.ssh"
  fi
  if [ ! -e "$file" ]; then
    : > "$file"
    chmod 600 "$file"
    chown "$user:" "$file"
  fi
  # The last line of a file may lack its end.
  [ -z "$(tail -c 1 "$file")" ] || echo >> "$file"
  printf '%s\n' "$key" >> "$file"
  ! command -v restorecon > /dev/null || restorecon -R "$home/.ssh" 2> /dev/null || true
fi
