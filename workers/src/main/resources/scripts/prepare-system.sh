# ohmykube: prepare-system
# Fits the operating system to what the kubelet expects. Prints one line "changed: <what>" per change.
#   $1 the node's name    $2 its address
#   $3 own-kernel, or shared-kernel where modules, swap and some sysctls are not this machine's to change
#   $4 swap-off or swap-on
name=$1 address=$2 kernel=$3 swap=$4
# Where the machine belongs to somebody, what is changed is written down first.
ledger=/var/lib/ohmykube/changes/ledger.sh
if [ -e "$ledger" ]; then . "$ledger"; else note() { :; }; fi

changed() { echo "changed: $1"; }

# What a machine with a shared kernel cannot change, its host may have right already.
tolerate() {
  [ "$kernel" = shared-kernel ] || { echo "$1" >&2; exit 1; }
  echo "left alone: $1"
}

# What the kubelet, kubeadm and kube-proxy call. Package names by the system's package manager.
missing=
for pair in conntrack:conntrack iptables:iptables ethtool:ethtool socat:socat ip:iproute mount:mount modprobe:kmod \
  tar:tar find:findutils pgrep:procps flock:util-linux; do
  command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair#*:}"
done
packages_here() { # the names that this system has for them
  for package in $missing; do
    case $1:$package in
      rhel:conntrack | suse:conntrack) echo conntrack-tools ;;
      rhel:procps) echo procps-ng ;;
      debian:iproute | suse:iproute) echo iproute2 ;;
      rhel:mount | suse:mount) echo util-linux ;;
      *) echo "$package" ;;
    esac
  done | sort -u | xargs
}
if [ -n "$missing" ]; then
  if command -v apt-get >/dev/null; then
    wanted=$(packages_here debian)
    export DEBIAN_FRONTEND=noninteractive
    install() { apt-get -qq -y install --no-install-recommends $wanted; }
    if ! apt-get -qq -s install --no-install-recommends $wanted >/dev/null 2>&1; then
      apt-get -qq update || true
    fi
    # All that comes with them goes with them.
    note package $(apt-get -qq -s install --no-install-recommends $wanted 2>/dev/null | awk '$1 == "Inst" {print $2}')
  elif command -v dnf >/dev/null; then
    wanted=$(packages_here rhel)
    install() { dnf -q -y install $wanted; }
    note package $wanted
  elif command -v yum >/dev/null; then
    wanted=$(packages_here rhel)
    install() { yum -q -y install $wanted; }
    note package $wanted
  elif command -v zypper >/dev/null; then
    wanted=$(packages_here suse)
    install() { zypper -q -n install --no-recommends $wanted; }
    note package $wanted
  else
    wanted=$(echo $missing)
    install() { echo "no package manager that we know" >&2; return 1; }
  fi
  if ! said=$(install 2>&1); then
    echo "these packages are missing and cannot be installed: $wanted" >&2
    echo "$said" >&2
    exit 1
  fi
  changed "installed $wanted"
fi

if [ "$kernel" = own-kernel ] && [ "$swap" = swap-off ]; then
  if [ "$(wc -l < /proc/swaps)" -gt 1 ]; then
    note swap
    swapoff -a
    changed "swap is off"
  fi
  if [ -f /etc/fstab ] && grep -qE '^[^#]\S*\s+\S+\s+swap\s' /etc/fstab; then
    note file /etc/fstab
    sed -E -i 's/^([^#]\S*\s+\S+\s+swap\s.*)$/# disabled by ohmykube: \1/' /etc/fstab
    changed "swap stays off after a restart"
  fi
fi

module() { # name, path that shows that it is there
  [ -e "$2" ] && return
  [ "$kernel" = shared-kernel ] || note module "$1"
  if modprobe "$1" 2>/dev/null && [ -e "$2" ]; then
    changed "module $1"
  else
    tolerate "kernel module $1 cannot be loaded"
  fi
}
grep -qw overlay /proc/filesystems || modprobe overlay 2>/dev/null || tolerate "kernel module overlay cannot be loaded"
module br_netfilter /proc/sys/net/bridge/bridge-nf-call-iptables

sysctl_is() { # key, value
  file=/proc/sys/$(echo "$1" | tr . /)
  [ "$(cat "$file" 2>/dev/null)" = "$2" ] && return
  note value "$1"
  if { echo "$2" > "$file"; } 2>/dev/null; then
    changed "$1 = $2"
  else
    tolerate "sysctl $1 cannot be set to $2"
  fi
}
sysctl_is net.ipv4.ip_forward 1
sysctl_is net.bridge.bridge-nf-call-iptables 1
sysctl_is net.bridge.bridge-nf-call-ip6tables 1

# Kubernetes takes the node's name from its own configuration; what belongs to somebody keeps its name.
if [ "$(uname -n)" != "$name" ] && [ ! -e "$ledger" ]; then
  echo "$name" > /etc/hostname
  hostname "$name"
  changed "host name $name"
fi

# A name that leads to a loopback address, as some images have it, would become the node's address.
if ! getent ahostsv4 "$name" | grep -q "^$address "; then
  note file /etc/hosts
  touch /etc/hosts
  hosts=$(grep -vE "(# ohmykube|^127\.0\.1\.1\s.*)$" /etc/hosts || true)
  printf '%s\n%s %s # ohmykube\n' "$hosts" "$address" "$name" > /etc/hosts
  changed "$name is $address"
fi

# The cluster's DNS asks the servers in this file. It runs on this node, so a server on a loopback address would be
# itself: https://coredns.io/plugins/loop/
note tree /etc/ohmykube
mkdir -p /etc/ohmykube
resolv=/etc/ohmykube/resolv.conf
if [ -s /run/systemd/resolve/resolv.conf ]; then
  if [ "$(readlink "$resolv")" != /run/systemd/resolve/resolv.conf ]; then
    ln -sfn /run/systemd/resolve/resolv.conf "$resolv"
    changed "name servers of systemd-resolved"
  fi
else
  servers=$(grep -vE '^\s*nameserver\s+(127\.|::1)' /etc/resolv.conf 2>/dev/null || true)
  if ! echo "$servers" | grep -qE '^\s*nameserver\s'; then
    # The cluster's DNS does not start without any; networks of machines mostly have one at their gateway.
    gateway=$(ip -4 route show default | awk '{print $3; exit}')
    servers=$(printf '%s\nnameserver %s' "$servers" "${gateway:-$address}")
  fi
  if [ "$(cat "$resolv" 2>/dev/null)" != "$servers" ]; then
    rm -f "$resolv"
    printf '%s\n' "$servers" > "$resolv"
    changed "name servers without loopback"
  fi
fi
