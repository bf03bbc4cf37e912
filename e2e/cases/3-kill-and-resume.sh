# ohmykube is killed a dozen times while it makes, scales and (in the next case) removes a second cluster, whose name
# begins like the first one's.

echo "     killed at moments drawn with SEED=$seed"
cluster_with_outside > "$work/demo-2.yaml"
check "up is killed at five random moments" killed_often demo-2 5 9 up --workers 1 -f "$work/demo-2.yaml"
phase "up, killed five times"
check "status tells of the unfinished run" sh -c "'$repo/ohmykube' --name demo-2 status | grep -qi resume"

since=$(($(lines_of "$OHMYKUBE_HOME/clusters/demo-2/events.jsonl") + 1)) # a killed run may have come that far, too
"$repo/ohmykube" --name demo-2 --yes resume > "$logs/demo-2-killed" 2>&1 &
victim=$!
check "resume starts to join the worker" within 240 started_on demo-2 Task_JoinNode demo-2-worker-1
"$repo/ohmykube" --name demo-2 add > "$logs/busy" 2>&1
check "a second command meanwhile ends with 3" same $? 3
check "it says who holds the cluster" grep -Eq "resume.*pid [0-9]+" "$logs/busy"
kill -KILL $victim; wait $victim 2> /dev/null
kills=$((kills + 1))
phase "resume, killed while the worker joins"

check "resume brings the cluster up" omk demo-2 resume
phase "resume"
check "two nodes are Ready" nodes_are_ready demo-2 2
check "no node was made twice" same "$(machines_made demo-2)" "demo-2-control-plane-1=1 demo-2-worker-1=1"
check "kubeadm init ran once" same "$(inits_of demo-2)" 1
check "every pod is Ready" within 120 pods_are_ready demo-2

check "add is killed at two random moments" killed_often demo-2 2 8 add
"$repo/ohmykube" --name demo-2 --yes resume > "$logs/demo-2-stopped" 2>&1 &
victim=$!
check "resume comes to kubeadm join" within 120 kubeadm_runs_on demo-2-worker-2
asked=$SECONDS
kill -TERM $victim; wait $victim
check "SIGTERM ends it with 130" same $? 130
check "within five seconds" test $((SECONDS - asked)) -le 5
check "its last line says how to go on" sh -c "tail -n 1 '$logs/demo-2-stopped' | grep -q 'ohmykube --name demo-2 resume'"
check "kubeadm was stopped on the node" sh -c "! podman exec demo-2-worker-2 pgrep -x kubeadm"
check "resume adds the worker" omk demo-2 resume
phase "add, killed twice and stopped once"
check "it was reset before it joined again" done_on demo-2 Task_ResetNode demo-2-worker-2
check "three nodes are Ready" nodes_are_ready demo-2 3
check "the new worker was made once" same "$(machines_made demo-2 | tr ' ' '\n' | tail -n 1)" demo-2-worker-2=1

check "delete is killed at two random moments" killed_often demo-2 2 2 delete demo-2-worker-2
check "resume deletes the worker" omk demo-2 resume
phase "delete, killed twice"
check "two nodes are left" nodes_are_ready demo-2 2
check "its machine is gone" sh -c "! podman container exists demo-2-worker-2"
check "the first cluster is as it was" nodes_are_ready demo 3
