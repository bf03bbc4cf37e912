# Nodes and the whole cluster are stopped and started, looked into and copied to; the cluster comes back at other
# addresses than it had.

life_nodes=$(k demo get nodes --no-headers | wc -l)
k demo label node demo-worker-1 disk=fast > /dev/null
k demo taint node demo-worker-1 only=batch:PreferNoSchedule > /dev/null
marks_of() { # labels and taints of a node, those aside that say how it is
  k demo get node "$1" -o json |
    jq -cS '[.metadata.labels, [.spec.taints[]? | select(.key | startswith("node.kubernetes.io/") | not)]]'
}
life_status() { "$repo/ohmykube" list --name demo -o json | jq -r --arg node "$1" '.nodes[] | select(.name == $node).status'; }
marks_before=$(marks_of demo-worker-1)
address_before=$(address_of demo-worker-1)
check "the only control plane is not stopped alone" sh -c "'$repo/ohmykube' --name demo stop demo-control-plane-1; [ \$? = 2 ]"
check "stop stops a worker" omk demo stop demo-worker-1
phase "stop, a worker"
check "its machine is stopped" same "$(podman inspect -f '{{.State.Status}}' demo-worker-1)" exited
check "it is listed as stopped" same "$(life_status demo-worker-1)" Stopped
check "its node object stays, with labels and taints" same "$(marks_of demo-worker-1)" "$marks_before"
check "start starts it" omk demo start demo-worker-1
phase "start, a worker"
check "it has its address, labels and taints" same "$(address_of demo-worker-1) $(marks_of demo-worker-1)" \
  "$address_before $marks_before"
check "pods may be placed on it" same "$(k demo get node demo-worker-1 -o json | jq '.spec.unschedulable // false')" false
check "all nodes are Ready" nodes_are_ready demo "$life_nodes"

life() { "$repo/ohmykube" --name demo "$@"; }
check "logs has the kubelet's" sh -c "'$repo/ohmykube' --name demo logs demo-worker-1 --lines 50 | grep -q kubelet"
check "logs names the services there are" sh -c "'$repo/ohmykube' --name demo logs demo-worker-1 nothing 2>&1 | grep -qw containerd"
life shell demo-worker-1 -- sh -c 'echo "$1"; echo err >&2; exit 7' sh "it's \$(id) *" > "$logs/shell.out" 2> "$logs/shell.err"
check "shell passes on exit code, output and arguments" same "$? $(cat "$logs/shell.out") $(cat "$logs/shell.err")" \
  "7 it's \$(id) * err"
check "shell has a terminal of the right size" sh -c "TERM=xterm script -qec \
  'stty rows 31 cols 97; \"$repo/ohmykube\" --name demo shell demo-worker-1 -- stty size' /dev/null | grep -q '31 97'"
mkdir -p "$work/copy/in ner"
head -c 300000 /dev/urandom > "$work/copy/in ner/bytes"
chmod 750 "$work/copy/in ner/bytes"
check "cp copies a directory to a node" life cp "$work/copy" demo-worker-1:/var/lib/copied
check "cp copies it back" life cp demo-worker-1:/var/lib/copied "$work/back"
check "it is as it was" diff -r "$work/copy" "$work/back"
check "its modes too" same "$(stat -c %a "$work/back/in ner/bytes")" 750
phase "logs, shell, cp"

k demo create deployment life --image=docker.io/library/busybox:1.36 --replicas=2 -- sleep 3600 > "$logs/life" 2>&1
load demo 'busybox' || die "load the test images"
k demo rollout status deployment/life --timeout=60s > "$logs/life" 2>&1
check "stop stops the whole cluster" omk demo stop
phase "stop, the cluster"
check "no machine of it runs" same "$(podman ps -q --filter label=ohmykube.io/cluster=demo)" ""
check "it is listed as stopped" same "$("$repo/ohmykube" list --name demo -o json | jq -r .phase)" Stopped
life_offset=100
for node in $(containers_of demo | sort); do
  podman network disconnect ohmykube-demo "$node"
  life_offset=$((life_offset + 1))
  podman network connect --ip "${address_before%.*}.$life_offset" ohmykube-demo "$node"
done
check "start brings it back at other addresses" omk demo start
phase "start, the cluster, all addresses changed"
check "the nodes are at their new addresses" within 30 sh -c \
  "[ \"\$('$kubectl' --kubeconfig '$OHMYKUBE_HOME/clusters/demo/kubeconfig' get nodes -o wide --no-headers | awk '{print \$6}' | grep -c '\.10[1-9]\$')\" = $life_nodes ]"
check "all nodes are Ready" nodes_are_ready demo "$life_nodes"
check "every pod is Ready" within 120 pods_are_ready demo
phase "pods Ready"
check "no ConfigMap of the system has a former address" sh -c \
  "! '$kubectl' --kubeconfig '$OHMYKUBE_HOME/clusters/demo/kubeconfig' get configmaps -A -o yaml | grep -wF '$address_before'"
etcd_members() {
  podman exec demo-control-plane-1 sh -euc 'crictl exec "$(crictl ps -q --label io.kubernetes.container.name=etcd)" etcdctl \
    --endpoints=https://127.0.0.1:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt \
    --cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key member list'
}
check "etcd knows its member's new address" sh -c "grep -q '\.101:2380' <<X
$(etcd_members)
X"
check "a pod's shell is reached through the API" within 30 k demo exec deployment/life -- true
k demo delete deployment life --wait=false > /dev/null 2>&1
check "repair finds nothing more to mend" omk demo repair
phase "repair, nothing to do"
