# ohmykube: mend-cluster
# Replaces addresses that this control plane had before, and that mend-node has noted, in the API and in etcd. Prints one
# line "changed: <what>" per change.
#   $1 the node's name    $2 its address
name=$1 address=$2
former=/var/lib/ohmykube/former-addresses
[ -s "$former" ] || exit 0
export KUBECONFIG=/etc/kubernetes/admin.conf
pki=/etc/kubernetes/pki/etcd

if [ -e /etc/kubernetes/manifests/etcd.yaml ]; then
  etcd=$(crictl ps --quiet --label io.kubernetes.container.name=etcd | head -n 1)
  [ -n "$etcd" ] || { echo "etcd's container is not running" >&2; exit 1; }
  etcdctl() {
    crictl exec "$etcd" etcdctl --endpoints=https://127.0.0.1:2379 --cacert="$pki/ca.crt" --cert="$pki/server.crt" \
      --key="$pki/server.key" "$@"
  }
  members=$(etcdctl member list)
  member=$(echo "$members" | awk -F', ' -v name="$name" '$3 == name { print $1 }')
  if [ -n "$member" ] && ! echo "$members" | grep -qF "https://$address:2380"; then
    etcdctl member update "$member" "--peer-urls=https://$address:2380" > /dev/null
    echo "changed: etcd's member $name is at $address"
  fi
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for map in kube-system/kubeadm-config kube-public/cluster-info kube-system/kube-proxy; do
  kubectl -n "${map%/*}" get configmap "${map#*/}" --ignore-not-found -o yaml > "$work/before"
  cp "$work/before" "$work/after"
  while read -r had; do
    old=$(echo "$had" | sed 's/\./\\./g')
    sed -i -E "s/(^|[^0-9.])$old([^0-9.]|\$)/\1$address\2/g" "$work/after"
  done < "$former"
  if ! cmp -s "$work/before" "$work/after"; then
    kubectl replace -f "$work/after" > /dev/null
    echo "changed: ConfigMap $map"
  fi
done
# Also those on nodes that do not run yet: they are replaced when they do.
kubectl -n kube-system delete pods -l k8s-app=kube-proxy --wait=false > /dev/null
rm -f "$former"
