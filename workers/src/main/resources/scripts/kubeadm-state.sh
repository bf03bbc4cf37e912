# ohmykube: kubeadm-state
# Waits for a kubeadm that still runs, then prints what is known:
#   "run <init|join> <done|failed|interrupted>"   how the newest run of ours ended
#   "has <path>"                                  what kubeadm leaves behind and is there
#   "ready"                                       the API server on this machine answers and calls itself ready
#   $1 how many seconds to wait at most
for _ in $(seq "$1"); do
  pgrep -x kubeadm >/dev/null || break
  sleep 1
done
if pgrep -x kubeadm >/dev/null; then
  echo "kubeadm still runs after $1 s" >&2
  exit 1
fi
if [ -f /var/lib/ohmykube/kubeadm ]; then
  read -r phase result < /var/lib/ohmykube/kubeadm
  [ "$result" != running ] || result=interrupted
  echo "run $phase $result"
fi
for path in /etc/kubernetes/admin.conf /etc/kubernetes/kubelet.conf /etc/kubernetes/bootstrap-kubelet.conf \
  /etc/kubernetes/pki/ca.crt /var/lib/kubelet/config.yaml /var/lib/etcd/member; do
  [ ! -e "$path" ] || echo "has $path"
done
if [ -f /etc/kubernetes/admin.conf ] \
  && kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout=5s get --raw /readyz >/dev/null 2>&1; then
  echo ready
fi
