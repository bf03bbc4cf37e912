#!/bin/bash
# node-image.sh packages|base ENGINE IMAGE
#
# Makes the image of a machine: systemd, an SSH server, and what kubelet, kubeadm, kube-proxy and the CNI plugins call.
# packages: from the packages of this host's own Debian or Ubuntu release, by mmdebstrap; no registry is asked.
# base:     from a base image out of a registry.
set -euo pipefail
how=$1 engine=$2 image=$3

packages="systemd systemd-sysv dbus openssh-server iptables conntrack ebtables ethtool socat iproute2 procps kmod
  mount util-linux ca-certificates curl sudo libseccomp2 xz-utils zstd tar hostname haproxy"
base=docker.io/library/debian:12

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Runs in the image: units that have nothing to do in a container, the SSH server's settings, nothing that two machines
# would share.
cat > "$work/finish.sh" <<'X'
set -eu
systemctl -q enable ssh
systemctl -q disable haproxy
systemctl -q mask systemd-logind getty.target console-getty systemd-timesyncd apt-daily.timer apt-daily-upgrade.timer \
  fstrim.timer e2scrub_all.timer systemd-udevd systemd-modules-load systemd-remount-fs dpkg-db-backup.timer
mkdir -p /etc/ssh/sshd_config.d
cat > /etc/ssh/sshd_config.d/ohmykube.conf <<'S'
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
HostKey /etc/ssh/ssh_host_ed25519_key
UseDNS no
MaxStartups 100
MaxSessions 50
S
rm -f /etc/ssh/ssh_host_*
: > /etc/machine-id
rm -f /var/lib/dbus/machine-id
mkdir -p -m 700 /root/.ssh
X

from_packages() {
  . /etc/os-release
  # The sources and the transport settings of this host's apt.
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(CREATED_BY)' |
    awk -v release="$VERSION_CODENAME" '$4 == "Packages" && ($2 == release || $2 ~ "^" release "-(updates|security)$") &&
      ($3 == "main" || $3 == "universe") {print "deb " $1 " " $2 " " $3}' | sort -u > "$work/sources"
  [ -s "$work/sources" ] || { echo "apt has no source for $VERSION_CODENAME" >&2; return 1; }
  apt-config dump | grep -E '^(Acquire::(Check|http|https|Retries|ForceIPv4)|APT::Sandbox)' | grep -v '""' \
    > "$work/apt.conf" || true
  local keyrings=()
  for keyring in /usr/share/keyrings/{debian,ubuntu}-archive-keyring.gpg; do
    [ ! -e "$keyring" ] || keyrings+=("--keyring=$keyring")
  done
  # shellcheck disable=SC2016
  mmdebstrap --mode=root --variant=minbase "${keyrings[@]}" --include="$(echo $packages | tr ' ' ,)" \
    --aptopt="$work/apt.conf" --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --customize-hook='rm -f "$1"/etc/apt/sources.list "$1"/etc/resolv.conf' \
    --customize-hook="cp '$work/finish.sh' \"\$1\"/finish.sh; chroot \"\$1\" sh /finish.sh; rm \"\$1\"/finish.sh" \
    "$VERSION_CODENAME" "$work/root.tar" "$work/sources"
  "$engine" import "$work/root.tar" "$image"
}

from_base() {
  cat > "$work/Dockerfile" <<X
FROM $base
COPY finish.sh /finish.sh
RUN apt-get update \\
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(echo $packages) \\
 && rm -rf /var/lib/apt/lists/* && sh /finish.sh && rm /finish.sh
X
  "$engine" build -t "$image" "$work"
}

case $how in
  packages) from_packages ;;
  base) from_base ;;
  *) echo "packages or base, not $how" >&2; exit 2 ;;
esac
