# The command is killed while it makes a second cluster, whose name begins like the first one's.

step_started() { # CLUSTER STEP
  jq -se --arg step "$2" 'any(.kind == "STARTED" and .step == $step)' "$OHMYKUBE_HOME/clusters/$1/events.jsonl"
} > /dev/null 2>&1
kill_all() { # PID: the command and all it started
  pkill -KILL -P "$1"; kill -KILL "$1"; wait "$1"
} 2> /dev/null

"$repo/ohmykube" --name demo-2 --yes up --workers 1 > "$logs/demo-2-killed" 2>&1 &
victim=$!
check "up starts to join the worker" within 240 step_started demo-2 Task_JoinNode
"$repo/ohmykube" --name demo-2 add > "$logs/busy" 2>&1
check "a second command meanwhile ends with 3" same $? 3
check "it says who holds the cluster" grep -Eq "up.*pid [0-9]+" "$logs/busy"
kill_all $victim
phase "up, killed"
check "status tells of the unfinished run" sh -c "'$repo/ohmykube' --name demo-2 status | grep -qi resume"

check "resume brings the cluster up" omk demo-2 resume
phase "resume"
check "two nodes are Ready" nodes_are_ready demo-2 2
check "no node was made twice" same "$(containers_of demo-2 | sort | xargs)" "demo-2-control-plane-1 demo-2-worker-1"
check "kubeadm init ran once" same "$(inits_of demo-2)" 1
check "every pod is Ready" within 60 pods_are_ready demo-2
check "the first cluster is as it was" nodes_are_ready demo 3
