# Nodes and the API server fail under an add of two workers: nobody kills ohmykube, and nobody has to resume it.

manifest() { # FROM TO: the kubelet stops the API server when its manifest goes away, and starts it when it is back
  podman exec demo-2-control-plane-1 mv "$1/kube-apiserver.yaml" "$2/kube-apiserver.yaml"
}
api_is_away() { ! k demo-2 get --raw /readyz --request-timeout=2s; } > /dev/null 2>&1

made_since=$(date -Iseconds)
since=$(($(lines_of "$OHMYKUBE_HOME/clusters/demo-2/events.jsonl") + 1))
"$repo/ohmykube" --name demo-2 --yes add --count 2 > "$logs/demo-2-faults" 2>&1 &
adding=$!
within 60 sh -c "'$repo/ohmykube' list --name demo-2 -o json | jq -e '.nodes | length == 4' > /dev/null"
first=$("$repo/ohmykube" list --name demo-2 -o json | jq -r '.nodes[2].name')
second=$("$repo/ohmykube" list --name demo-2 -o json | jq -r '.nodes[3].name')

check "packages are being installed on $first" within 120 started_on demo-2 Task_InstallPackages "$first"
check "every SSH connection to it is cut and sshd restarted" \
  podman exec "$first" sh -c 'pkill -KILL sshd; systemctl restart ssh'
check "kubeadm joins $second" within 180 kubeadm_runs_on "$second"
check "$second is cut off and started again" podman restart -t 0 "$second"
check "the API server is stopped" manifest /etc/kubernetes/manifests /etc/kubernetes
check "it is away" within 60 api_is_away
sleep 60 # how long it is away is the point of it
check "it is started again" manifest /etc/kubernetes /etc/kubernetes/manifests
wait $adding
check "add succeeds all the same" same $? 0
phase "add of two workers under faults"
check "four nodes are Ready" nodes_are_ready demo-2 4
check "no machine was made twice" same "$(machines_made demo-2)" "$first=1 $second=1"
check "the node that was cut off was reset before it joined again" done_on demo-2 Task_ResetNode "$second"
check "every pod is Ready again" within 120 pods_are_ready demo-2
check "delete removes both" omk demo-2 delete "$first" "$second"
check "two nodes are left" nodes_are_ready demo-2 2
