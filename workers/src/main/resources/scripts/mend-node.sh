# ohmykube: mend-node
# Fits a member of a cluster to its machine's address, where it was set up for another. Prints one line
# "changed: <what>" per change. What is changed last is what the next run looks at, so half of it is done again.
#   $1 the address now    $2 the address at which the API is now; empty where nodes know it by a name
#   $3 how many control planes the cluster has
#   $4 kubeadm's configuration, for a control plane, removed once it was used; empty for a worker
# Ends with 3 where the address cannot change.
address=$1 api=$2 masters=$3 config=$4
manifests=/etc/kubernetes/manifests
flags=/var/lib/kubelet/kubeadm-flags.env
replaced=/etc/kubernetes/ohmykube/replaced
former=/var/lib/ohmykube/former-addresses
[ -z "$config" ] || trap 'rm -f "$config"' EXIT
restart=

replace() { # old, new, files: whole addresses only
  old=$(echo "$1" | sed 's/\./\\./g') new=$2
  shift 2
  for file; do
    [ ! -f "$file" ] || sed -i -E "s/(^|[^0-9.])$old([^0-9.]|\$)/\1$new\2/g" "$file"
  done
}

had=
[ -z "$config" ] || had=$(sed -nE 's/^.*--advertise-address=([0-9.]+).*$/\1/p' "$manifests/kube-apiserver.yaml")
if [ -n "$had" ] && [ "$had" != "$address" ]; then
  if [ "$masters" -gt 1 ] && [ -e "$manifests/etcd.yaml" ]; then
    echo "its address was $had and is $address: etcd's members know each other by their addresses, so those of several" \
      "control planes cannot change" >&2
    exit 3
  fi
  mkdir -p "$(dirname "$former")" "$replaced"
  grep -qxsF "$had" "$former" || echo "$had" >> "$former"
  systemctl stop kubelet
  for cert in apiserver etcd/server etcd/peer; do
    [ "$cert" = apiserver ] || [ -e "$manifests/etcd.yaml" ] || continue
    for end in crt key; do
      [ ! -e "/etc/kubernetes/pki/$cert.$end" ] ||
        mv -f "/etc/kubernetes/pki/$cert.$end" "$replaced/$(echo "$cert" | tr / -).$end"
    done
    kubeadm init phase certs "$(echo "$cert" | tr / -)" --config "$config" > /dev/null
  done
  replace "$had" "$address" /etc/kubernetes/*.conf "$manifests/etcd.yaml" "$manifests/kube-controller-manager.yaml" \
    "$manifests/kube-scheduler.yaml"
  replace "$had" "$address" "$manifests/kube-apiserver.yaml"
  restart=yes
  echo "changed: the control plane is at $address, no longer at $had"
fi

server=$(sed -nE 's#^\s*server: https://([0-9.]+):[0-9]+/?\s*$#\1#p' /etc/kubernetes/kubelet.conf)
if [ -n "$api" ] && [ -n "$server" ] && [ "$server" != "$api" ]; then
  replace "$server" "$api" /etc/kubernetes/kubelet.conf
  restart=yes
  echo "changed: the API is at $api, no longer at $server"
fi

node=$(sed -nE 's/^.*--node-ip=([0-9.]+).*$/\1/p' "$flags")
if [ -n "$node" ] && [ "$node" != "$address" ]; then
  systemctl stop kubelet
  # The kubelet makes itself another certificate for its own server.
  rm -f /var/lib/kubelet/pki/kubelet.crt /var/lib/kubelet/pki/kubelet.key
  replace "$node" "$address" "$flags"
  restart=yes
  echo "changed: the kubelet is at $address, no longer at $node"
fi

if [ -n "$restart" ] || ! systemctl is-active --quiet kubelet; then
  systemctl reset-failed kubelet 2> /dev/null || true
  systemctl restart kubelet
  echo "changed: the kubelet is started"
fi
