# Three control planes behind one address, the loss of one of them, and another in its place.

check "up makes three control planes and a worker" \
  omk trio up --masters 3 --master-memory 2 --workers 1 --csi none --lb none
phase "up, three control planes and a worker"
check "its four nodes are Ready" nodes_are_ready trio 4
etcd_members_on() { # how many members etcd has that run, by what the node's own says
  podman exec "$1" sh -c 'crictl exec "$(crictl ps -q --label io.kubernetes.container.name=etcd | head -n 1)" etcdctl \
    --endpoints=https://127.0.0.1:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt \
    --cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key member list' |
    grep -c ', started,'
}
check "etcd has three members" same "$(etcd_members_on trio-control-plane-2)" 3
check "the kubeconfig names the address that they share" grep -q "server: https://$(address_of trio-endpoint):6443" \
  "$OHMYKUBE_HOME/clusters/trio/kubeconfig"
check "no log has a key of theirs" sh -c "! grep -rq 'PRIVATE KEY' '$OHMYKUBE_HOME/clusters/trio/logs'"

podman kill trio-control-plane-1 > /dev/null
api_of_trio_answers() { k trio get nodes --request-timeout=5s > /dev/null 2>&1; }
check "the API answers without the first control plane" within 60 api_of_trio_answers
phase "the API answers again"
check "for good" sh -c "for i in 1 2 3 4 5; do '$kubectl' --kubeconfig '$OHMYKUBE_HOME/clusters/trio/kubeconfig' \
  get nodes --request-timeout=10s > /dev/null || exit 1; done"
pause=$(podman exec trio-worker-1 ctr -n k8s.io images ls -q | grep /pause: | head -n 1)
check "a pod can still be made" k trio run still --image="$pause"
check "and runs" k trio wait pod/still --for=condition=Ready --timeout=60s
check "status tells of the cluster" omk trio status
healthy_one_is_kept() { omk trio delete trio-control-plane-2 > /dev/null; [ $? = 2 ] && grep -q "etcd needs 2" "$logs/trio-delete.err"; }
check "a healthy one is not removed meanwhile" healthy_one_is_kept
address=$(grep server: "$OHMYKUBE_HOME/clusters/trio/kubeconfig")
check "the lost one is removed by force" omk trio delete trio-control-plane-1 --force
phase "delete, the control plane that was lost"
check "etcd has two members" same "$(etcd_members_on trio-control-plane-2)" 2
check "its machine is gone" sh -c '! podman container exists trio-control-plane-1'
check "the API answers at the same address" api_of_trio_answers
check "which the kubeconfig names as before" same "$(grep server: "$OHMYKUBE_HOME/clusters/trio/kubeconfig")" "$address"
check "another one takes its place" omk trio add --masters 1
phase "add, a control plane"
check "etcd has three members again" same "$(etcd_members_on trio-control-plane-4)" 3
check "its four nodes are Ready again" nodes_are_ready trio 4
check "the API answers at the same address still" api_of_trio_answers
check "down removes it" omk trio down
phase "down"
check "nothing of it is left" same "$(containers_of trio)" ""
