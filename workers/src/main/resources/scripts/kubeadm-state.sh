# ohmykube: kubeadm-state
# Waits for a kubeadm of ours that still runs, then prints what is known:
#   "run <init|join> <done|failed|cancelled|interrupted>"   how the newest run ended: cancelled when it was told to
#                                                   stop, interrupted when nothing says how
#   "has <path>"                                  what kubeadm leaves behind and is there
#   $1 how many seconds to wait at most
state=/var/lib/ohmykube/kubeadm
mkdir -p "$(dirname "$state")"
if ! flock --wait "$1" "$state.lock" true; then
  echo "kubeadm still runs after $1 s" >&2
  exit 1
fi
if [ -f "$state" ]; then
  read -r phase result < "$state"
  [ "$result" != running ] || result=interrupted
  echo "run $phase $result"
fi
for path in /etc/kubernetes/admin.conf /etc/kubernetes/kubelet.conf /etc/kubernetes/bootstrap-kubelet.conf \
  /etc/kubernetes/pki/ca.crt /var/lib/kubelet/config.yaml /var/lib/etcd/member; do
  [ ! -e "$path" ] || echo "has $path"
done
