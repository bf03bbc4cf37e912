# ohmykube: remove-etcd-member
# Takes out of etcd, whose member this machine is, another one that is not to come back.
# Prints "changed: <what>" where there was one.
#   $1 its name    $2 its address
pki=/etc/kubernetes/pki/etcd
# By its label: names are patterns in newer versions of crictl, and plain text in older ones.
container=$(crictl ps --quiet --label io.kubernetes.container.name=etcd | head -n 1)
[ -n "$container" ] || { echo "etcd does not run on this machine" >&2; exit 1; }
etcd() {
  crictl exec "$container" etcdctl --endpoints=https://127.0.0.1:2379 --cacert="$pki/ca.crt" \
    --cert="$pki/server.crt" --key="$pki/server.key" "$@" < /dev/null
}
members=$(etcd member list)
# One that never started has no name yet, but its address.
echo "$members" | while IFS=, read -r id state name peers others; do
  if [ "${name# }" = "$1" ] || [ "${peers# }" = "https://$2:2380" ]; then
    etcd member remove "$id" >&2
    echo "changed: $1 is no longer a member of etcd"
  fi
done
