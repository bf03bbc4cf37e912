# ohmykube: reset-node
# Makes the machine as it was before kubeadm first ran on it. Packages and images stay.
#   $1 alone, where the cluster is not to be asked to forget this node: it has, or all of it goes
state=/var/lib/ohmykube/kubeadm
mkdir -p "$(dirname "$state")"
pkill -x kubeadm || true
if ! flock --wait 10 "$state.lock" true; then
  pkill -KILL -x kubeadm || true
  flock --wait 10 "$state.lock" true
fi
systemctl stop kubelet 2>/dev/null || true
# With it kubeadm takes a control plane out of etcd, for which it waits minutes where others are gone already.
[ "${1:-}" != alone ] || rm -f /etc/kubernetes/admin.conf
if command -v kubeadm >/dev/null && systemctl -q is-active containerd; then
  kubeadm reset -f --cri-socket unix:///run/containerd/containerd.sock
fi

# What kubeadm says that it leaves to others.
awk '$2 ~ "^/var/lib/kubelet/" {print $2}' /proc/mounts | sort -r | while read -r mount; do umount -l "$mount" || true; done
rm -rf /etc/cni/net.d/* /var/lib/cni /run/flannel /var/lib/etcd/* /var/lib/kubelet/* \
  /etc/kubernetes/manifests /etc/kubernetes/pki /etc/kubernetes/*.conf /etc/kubernetes/ohmykube
# Only what kube-proxy made: others may use it, too.
if [ -e /sys/class/net/kube-ipvs0 ] && command -v ipvsadm >/dev/null; then ipvsadm --clear 2>/dev/null || true; fi
for link in cni0 flannel.1 kube-ipvs0; do
  ip link delete "$link" 2>/dev/null || true
done
for family in iptables ip6tables; do
  if command -v "$family-save" >/dev/null && "$family-save" 2>/dev/null | grep -qE 'KUBE-|FLANNEL|CNI-'; then
    "$family-save" 2>/dev/null | grep -vE 'KUBE-|FLANNEL|CNI-' | "$family-restore"
  fi
done
rm -f "$state"
